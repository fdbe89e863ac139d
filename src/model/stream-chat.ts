import { z } from 'zod';
import { ChatError } from './chat-error.ts';
import { readEvents } from './read-events.ts';

/** An OpenAI-compatible endpoint with the model that writes. */
export interface ChatEndpoint {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
}

/** Tokens of one call; null where the endpoint did not tell. */
export interface ChatUsage {
  readonly prompt: number;
  readonly completion: number;
}

/** A whole reply. */
export interface ChatReply {
  readonly text: string;
  readonly usage: ChatUsage | null;
}

/** Longest reply that is read, in characters: an answer has a thousand. */
const MAX_REPLY = 20_000;

const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({ content: z.string().nullish(), reasoning_content: z.string().nullish(), reasoning: z.string().nullish() })
          .nullish(),
        message: z.object({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});
type Chunk = z.infer<typeof chunkSchema>;

/**
 * Asks once and reads the reply as it comes.
 * @param body the request without model and stream
 * @param signal what it says when it aborts is the caller's
 * @param heard told of every piece of the reply as it comes, of thinking as ''; an endpoint that does not stream sends none
 * @throws ChatError when the endpoint cannot be reached, refuses, or ends its reply in the middle
 */
export async function streamChat(
  { baseUrl, apiKey, model }: ChatEndpoint,
  body: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
  heard: (piece: string) => void,
): Promise<ChatReply> {
  const { host } = new URL(baseUrl);
  const response = await reach(host, signal, 'unreachable', () =>
    fetch(`${baseUrl.replace(/\/+$/, '')}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ ...body, model, stream: true }),
      signal,
      redirect: 'error',
    }),
  );
  if (!response.ok || response.body === null) {
    await response.body?.cancel().catch(() => {});
    const { status } = response;
    throw new ChatError(status === 429 ? 'busy' : 'refused', `${host} answered ${status}`, status, retryAfter(response.headers));
  }
  return reach(host, signal, 'cut-off', async () => {
    const streamed = response.headers.get('content-type')?.includes('event-stream') ?? false;
    return streamed ? await readStream(response.body as AsyncIterable<Uint8Array>, host, heard) : readWhole(await response.text(), host);
  });
}

/** Runs one step of the exchange; an aborted one keeps its reason, all else that fails is the network. */
async function reach<T>(host: string, signal: AbortSignal, why: 'unreachable' | 'cut-off', step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof ChatError) throw error;
    if (signal.aborted && signal.reason instanceof ChatError) throw signal.reason;
    throw new ChatError(why, `${host} could not be reached or hung up`, null, null, { cause: error });
  }
}

async function readStream(chunks: AsyncIterable<Uint8Array>, host: string, heard: (piece: string) => void): Promise<ChatReply> {
  let text = '';
  let usage: ChatUsage | null = null;
  let finish: string | null = null;
  for await (const event of readEvents(chunks)) {
    if (event === '[DONE]') break;
    const chunk = readChunk(event, host);
    const choice = chunk.choices?.[0];
    const delta = choice?.delta;
    if (delta?.content || delta?.reasoning_content || delta?.reasoning) heard(delta.content ?? '');
    text += delta?.content ?? '';
    finish = choice?.finish_reason ?? finish;
    usage = usageOf(chunk) ?? usage;
    if (text.length > MAX_REPLY) throw new ChatError('cut-off', `${host} does not stop writing`);
  }
  if (finish !== 'stop') throw new ChatError('cut-off', `${host} ended its reply early (${finish ?? 'no end'})`);
  return { text, usage };
}

/** An endpoint that does not stream sends the reply at once. */
function readWhole(body: string, host: string): ChatReply {
  const chunk = readChunk(body, host);
  const choice = chunk.choices?.[0];
  if (choice?.finish_reason === 'length') throw new ChatError('cut-off', `${host} ended its reply early (length)`);
  return { text: choice?.message?.content ?? '', usage: usageOf(chunk) };
}

function readChunk(text: string, host: string): Chunk {
  try {
    return chunkSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new ChatError('cut-off', `${host} sent something that is no reply`, null, null, { cause: error });
  }
}

function usageOf({ usage }: Chunk): ChatUsage | null {
  return usage ? { prompt: usage.prompt_tokens, completion: usage.completion_tokens } : null;
}

function retryAfter(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}
