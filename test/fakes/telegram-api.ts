import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readTelegramHtml } from './telegram-html.ts';

/** A message as Telegram took it: markup read, buttons kept. */
export interface TakenMessage {
  readonly chatId: string;
  readonly text: string;
  readonly buttons: readonly { readonly text: string; readonly callback_data: string }[];
}

interface Call {
  readonly method: string;
  readonly body: Record<string, unknown>;
}

/** What the Bot API answers to a method: a result, or an error with its code. */
type Answer = { readonly result: unknown } | { readonly code: number; readonly description: string; readonly retryAfter?: number };

const LONGEST_TEXT = 4096;
const LONGEST_CALLBACK_DATA = 64;

/**
 * The Telegram Bot API on loopback, with its limits: long polling that forgets updates below `offset`, one poll at a time (409),
 * 4,096 characters after the markup is read, markup that must be closed, 64 bytes of callback_data, 429 with retry_after, 403 of a
 * person who blocked the bot, 401 of a wrong token.
 */
export class FakeTelegram {
  readonly taken: TakenMessage[] = [];
  readonly calls: Call[] = [];
  readonly blocked = new Set<string>();
  /** Shortest time between two messages to one chat, in milliseconds; Telegram's own is 1,000. */
  chatIntervalMs = 0;
  /** While true, every connection is cut. */
  down = false;
  private updates: { readonly update_id: number }[] = [];
  private nextUpdateId = 1;
  private readonly lastSent = new Map<string, number>();
  private wakePoll: (() => void) | null = null;
  private polling = false;

  private constructor(
    private readonly server: Server,
    readonly token: string,
  ) {}

  static async start(token = '123456:abcdefghijklmnopqrstuvwxyz'): Promise<FakeTelegram> {
    const server = createServer();
    const fake = new FakeTelegram(server, token);
    server.on('request', (request, response) => void fake.serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get apiRoot(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** A person writes in their private chat. */
  say(personId: number, text: string): number {
    const from = { id: personId, is_bot: false, first_name: '测试' };
    const entities = text.startsWith('/') ? [{ type: 'bot_command', offset: 0, length: text.split(/\s/)[0]?.length ?? 0 }] : [];
    const message = {
      message_id: this.nextUpdateId,
      date: 1,
      chat: { id: personId, type: 'private', first_name: '测试' },
      from,
      text,
      entities,
    };
    return this.push({ message });
  }

  /** A person sends something that is not text. */
  sendSticker(personId: number): number {
    const from = { id: personId, is_bot: false, first_name: '测试' };
    const sticker = { file_id: 'x', file_unique_id: 'x', type: 'regular', width: 1, height: 1, is_animated: false, is_video: false };
    return this.push({ message: { message_id: this.nextUpdateId, date: 1, chat: { id: personId, type: 'private' }, from, sticker } });
  }

  /** A person taps a button. */
  tap(personId: number, data: string): number {
    const from = { id: personId, is_bot: false, first_name: '测试' };
    const message = { message_id: 1, date: 1, chat: { id: personId, type: 'private', first_name: '测试' }, text: '…' };
    return this.push({ callback_query: { id: String(this.nextUpdateId), from, message, chat_instance: '1', data } });
  }

  /** Sends an update again that was confirmed before, as Telegram does after an outage. */
  redeliver(update: object): void {
    this.updates.push(update as { update_id: number });
    this.wakePoll?.();
  }

  /** Updates that no poll has confirmed yet. */
  get unconfirmed(): readonly { readonly update_id: number }[] {
    return this.updates;
  }

  private push(content: object): number {
    const update = { update_id: this.nextUpdateId++, ...content };
    this.updates.push(update);
    this.wakePoll?.();
    return update.update_id;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.down) {
      request.socket.destroy();
      return;
    }
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)/.exec(request.url ?? '') ?? [];
    const body = await readJson(request);
    const answer: Answer = token === this.token ? await this.answer(method, body, response) : { code: 401, description: 'Unauthorized' };
    if (response.destroyed) return;
    const ok = 'result' in answer;
    response.writeHead(ok ? 200 : answer.code, { 'content-type': 'application/json' });
    const parameters = !ok && answer.retryAfter !== undefined ? { parameters: { retry_after: answer.retryAfter } } : {};
    response.end(
      JSON.stringify(ok ? { ok, result: answer.result } : { ok, error_code: answer.code, description: answer.description, ...parameters }),
    );
  }

  private async answer(method: string, body: Record<string, unknown>, response: ServerResponse): Promise<Answer> {
    if (method !== 'getUpdates') this.calls.push({ method, body });
    switch (method) {
      case 'getMe':
        return { result: { id: 123456, is_bot: true, first_name: '法小二', username: 'fa_xiaoer_bot' } };
      case 'getUpdates':
        return this.poll(body, response);
      case 'sendMessage':
        return this.take(body);
      case 'answerCallbackQuery':
        return { result: true };
      default:
        return { code: 404, description: 'Not Found: method not found' };
    }
  }

  private async poll(body: Record<string, unknown>, response: ServerResponse): Promise<Answer> {
    if (this.polling) return { code: 409, description: 'Conflict: terminated by other getUpdates request' };
    const offset = Number(body.offset ?? 0);
    this.updates = this.updates.filter((update) => update.update_id >= offset);
    if (this.updates.length === 0) {
      this.polling = true;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Number(body.timeout ?? 0) * 1000);
        this.wakePoll = () => {
          clearTimeout(timer);
          resolve();
        };
        response.on('close', this.wakePoll);
      });
      this.polling = false;
      this.wakePoll = null;
    }
    return { result: this.updates.slice(0, Number(body.limit ?? 100)) };
  }

  private take(body: Record<string, unknown>): Answer {
    const chatId = String(body.chat_id);
    if (this.blocked.has(chatId)) return { code: 403, description: 'Forbidden: bot was blocked by the user' };
    const wait = (this.lastSent.get(chatId) ?? Number.NEGATIVE_INFINITY) + this.chatIntervalMs - performance.now();
    if (wait > 0) return { code: 429, description: 'Too Many Requests', retryAfter: Math.ceil(wait / 1000) };
    const text = body.parse_mode === 'HTML' ? readTelegramHtml(String(body.text)) : String(body.text);
    if (text === null) return { code: 400, description: "Bad Request: can't parse entities" };
    if (text.trim() === '') return { code: 400, description: 'Bad Request: message text is empty' };
    if (text.length > LONGEST_TEXT) return { code: 400, description: 'Bad Request: message is too long' };
    const keyboard = (body.reply_markup as { inline_keyboard?: TakenMessage['buttons'][] } | undefined)?.inline_keyboard ?? [];
    const buttons = keyboard.flat();
    if (buttons.some((button) => Buffer.byteLength(button.callback_data) > LONGEST_CALLBACK_DATA)) {
      return { code: 400, description: 'Bad Request: BUTTON_DATA_INVALID' };
    }
    this.lastSent.set(chatId, performance.now());
    this.taken.push({ chatId, text, buttons });
    return { result: { message_id: this.taken.length, date: 1, chat: { id: Number(chatId), type: 'private' }, text } };
  }
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
