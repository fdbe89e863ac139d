import { setTimeout as sleep } from 'node:timers/promises';
import type { Draft, DraftFailure, DraftRequest, LanguageModel } from '../answer/language-model.ts';
import type { DraftStatement } from '../answer/verify-answer.ts';
import { ChatError } from './chat-error.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { readDraft } from './read-draft.ts';
import { StatementReader } from './read-statements.ts';
import { type ChatEndpoint, type ChatReply, type ChatUsage, streamChat } from './stream-chat.ts';
import { MODEL_TIMINGS, type ModelTimings } from './timings.ts';
import type { TokenBudget } from './token-budget.ts';
import { type ChatMessage, writePrompt } from './write-prompt.ts';

/** What became of one call, without a word of it. */
export interface CallReport {
  readonly outcome: 'drafted' | DraftFailure;
  readonly tookMs: number;
  readonly usage: ChatUsage | null;
}

export interface ChatModelOptions {
  readonly endpoint: ChatEndpoint;
  readonly budget: TokenBudget;
  readonly timings?: ModelTimings;
  readonly onCall?: (report: CallReport) => void;
}

/** Longest reply asked for, in tokens. */
const REPLY_TOKENS = 1_200;
/** Failures after which asking again at once may help. */
const PASSING = [429, 500, 502, 503, 504];

/** Writes drafts through an OpenAI-compatible endpoint (DashScope/Qwen, DeepSeek, Ollama, vLLM …). */
export class ChatModel implements LanguageModel {
  private readonly breaker: CircuitBreaker;
  private readonly timings: ModelTimings;
  /** Settings that not every endpoint knows, the richest first; those that were answered last come first from then on. */
  private extras: readonly Record<string, unknown>[];

  constructor(private readonly options: ChatModelOptions) {
    this.timings = options.timings ?? MODEL_TIMINGS;
    this.breaker = new CircuitBreaker(this.timings.failuresToPause, this.timings.pauseMs, () => performance.now());
    this.extras = extrasFor(options.endpoint);
  }

  async draft(
    request: DraftRequest,
    onStatement: (statement: DraftStatement) => void = () => {},
  ): Promise<Draft | { readonly kind: 'failed'; readonly why: DraftFailure }> {
    const started = performance.now();
    const messages = writePrompt(request);
    const promptTokens = messages.reduce((sum, { content }) => sum + content.length, 0);
    const report = (outcome: CallReport['outcome'], usage: ChatUsage | null) =>
      this.options.onCall?.({ outcome, tookMs: performance.now() - started, usage });
    const failed = (why: DraftFailure, usage: ChatUsage | null = null) => {
      report(why, usage);
      return { kind: 'failed', why } as const;
    };
    const { budget } = this.options;
    const reserved = promptTokens + REPLY_TOKENS;
    if (!budget.reserve(reserved)) return failed('budget');
    if (!this.breaker.admits()) {
      budget.release(reserved);
      return failed('paused');
    }
    try {
      const reply = await this.ask(messages, onStatement);
      const usage = reply.usage ?? { prompt: promptTokens, completion: reply.text.length };
      budget.settle(reserved, usage);
      const draft = readDraft(reply.text);
      if (draft === null) {
        this.breaker.failed();
        return failed('unreadable', usage);
      }
      this.breaker.succeeded();
      report('drafted', usage);
      return draft;
    } catch (error) {
      const why = error instanceof ChatError ? error.why : 'unreachable';
      const asked = why === 'slow' || why === 'cut-off';
      const usage = { prompt: asked ? promptTokens : 0, completion: 0 };
      budget.settle(reserved, usage);
      this.breaker.failed();
      return failed(why, usage);
    }
  }

  /** Asks until there is a reply, the failure is no passing one, or the time for the first word is over. */
  private async ask(messages: readonly ChatMessage[], onStatement: (statement: DraftStatement) => void): Promise<ChatReply> {
    const { firstTokenMs, wholeMs, retries } = this.timings;
    const watch = new Watch(firstTokenMs, wholeMs);
    let extras = this.extras;
    try {
      for (let attempt = 0; ; attempt += 1) {
        try {
          const body = { messages, max_tokens: REPLY_TOKENS, ...extras[0] };
          const reader = new StatementReader(onStatement);
          const reply = await streamChat(this.options.endpoint, body, watch.signal, (piece) => {
            watch.alive();
            reader.read(piece);
          });
          // What was refused for another reason, such as its words, says nothing of the settings.
          this.extras = extras;
          return reply;
        } catch (error) {
          if (error instanceof ChatError && attempt < retries && isUnknownSetting(error) && extras.length > 1) {
            extras = extras.slice(1);
            continue;
          }
          const wait = error instanceof ChatError && attempt < retries ? this.waitAfter(error, attempt) : null;
          if (wait === null || wait >= watch.leftMs()) throw error;
          await sleep(wait);
        }
      }
    } finally {
      watch.stop();
    }
  }

  /** How long to wait before asking again, in milliseconds; null where that would not help. */
  private waitAfter({ status, why, retryAfterMs }: ChatError, attempt: number): number | null {
    const passing = status === null ? why === 'unreachable' : PASSING.includes(status);
    return passing ? (retryAfterMs ?? this.timings.retryMs * 2 ** attempt) : null;
  }
}

/** Whether the endpoint may have refused for a setting that it does not know. */
function isUnknownSetting({ status }: ChatError): boolean {
  return status === 400 || status === 422;
}

/** Aborts when the first word, the next word or the end does not come in time. */
class Watch {
  private readonly controller = new AbortController();
  private readonly started = performance.now();
  private readonly whole: NodeJS.Timeout;
  private next: NodeJS.Timeout;

  constructor(
    private readonly nextMs: number,
    wholeMs: number,
  ) {
    this.whole = setTimeout(() => this.abort('the reply was not done in time'), wholeMs);
    this.next = setTimeout(() => this.abort('no first word came in time'), nextMs);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  alive(): void {
    clearTimeout(this.next);
    this.next = setTimeout(() => this.abort('no further word came in time'), this.nextMs);
  }

  /** Time for the first word that is left. */
  leftMs(): number {
    return this.nextMs - (performance.now() - this.started);
  }

  stop(): void {
    clearTimeout(this.whole);
    clearTimeout(this.next);
  }

  private abort(message: string): void {
    this.controller.abort(new ChatError('slow', message));
  }
}

/** Settings that help where they are known: JSON alone, usage told, no thinking. Services have their own words for "do not think". */
function extrasFor({ baseUrl }: ChatEndpoint): Record<string, unknown>[] {
  const { hostname } = new URL(baseUrl);
  const common = { temperature: 0.2, response_format: { type: 'json_object' }, stream_options: { include_usage: true } };
  if (hostname.endsWith('openai.com')) return [common, {}];
  if (hostname.endsWith('deepseek.com')) return [{ ...common, thinking: { type: 'disabled' } }, common, {}];
  if (hostname.endsWith('aliyuncs.com')) return [{ ...common, enable_thinking: false }, common, {}];
  return [{ ...common, reasoning_effort: 'none', chat_template_kwargs: { enable_thinking: false } }, common, {}];
}
