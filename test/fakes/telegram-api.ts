import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, badRequest, type Refusal, writeAnswer } from './telegram-answer.ts';
import { BOT, chatOf, commandsIn, personCalled, TelegramChats } from './telegram-chats.ts';
import { type FileKind, type StoredFile, TelegramFiles, uniqueId } from './telegram-files.ts';
import { type SendLimits, SendPace } from './telegram-limits.ts';
import { type ApiRequest, readRequest } from './telegram-request.ts';
import { readCaption, readText, type SentWords, type TakenMessage } from './telegram-sends.ts';
import { type TelegramUpdate, TelegramUpdates } from './telegram-updates.ts';
import { WebhookDelivery } from './telegram-webhook.ts';

/** How a call goes wrong: 429, 500, no answer for a while, cut off before it is heard, or done and the answer lost. */
export type TelegramFault = 'busy' | 'error' | 'slow' | 'cut' | 'lost';
const SLOW_MS = 3_000;

interface Call {
  readonly method: string;
  readonly body: Record<string, unknown>;
}

/** Topics are numbered from here. */
const FIRST_THREAD = 101;

/** Where a person writes: their private chat unless `chatId` (below zero: a group); `replyTo` is the number of a message there. */
interface Place {
  readonly chatId?: number;
  readonly replyTo?: number;
  /** The topic in which somebody writes, in a group that has topics. */
  readonly thread?: number;
}

/** A file a person sends; `mimeType` goes by the name unless given. */
interface PersonsFile extends Place {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly kind: FileKind;
  readonly caption?: string;
  readonly mimeType?: string;
}

/**
 * The Telegram Bot API on loopback, with its limits: long polling that forgets updates below `offset`, one poll at a time (409), only
 * `allowed_updates`; 4,096 characters after the markup is read (captions 1,024), markup that must be closed, 64 bytes of
 * callback_data; files of 20 MB down and 50 MB up; 429 with retry_after, 403 of a person who blocked the bot, 401 of a wrong token.
 * A webhook is delivered to until it takes an update, and forbids polling; groups may have topics. Messages are numbered within each chat, those of people and of the bot together. Dates are fixed.
 */
export class FakeTelegram implements SendLimits {
  readonly taken: TakenMessage[] = [];
  readonly calls: Call[] = [];
  /** Chats that refuse the bot: people who blocked it, groups that removed it. */
  readonly blocked = new Set<string>();
  /** Groups that became supergroups, with the id that they have now. */
  readonly upgraded = new Map<number, number>();
  /** Groups that have topics. */
  readonly forums = new Set<number>();
  /** Topics that the bot has opened; the first has the number 101. */
  readonly topics: { readonly chatId: number; readonly name: string }[] = [];
  /** Those of them that somebody has deleted. */
  readonly deletedTopics = new Set<number>();
  /** Messages of the bot that it has changed. */
  edits = 0;
  /** What people saw, one after another: every message as it was taken, and again as it was each time it was changed. */
  readonly seen: TakenMessage[] = [];
  /** Calls that were refused, by their method and why; a poll that waits for its turn is none. */
  readonly refusals: string[] = [];
  webhook: WebhookDelivery | null = null;
  /** Deliveries to a webhook at once where it does not say; Telegram's own is 40. */
  connections = 1;
  /** Servers behind a balancer at the webhook's address, which hands each chat to one of them; none: the address itself. */
  servers: readonly string[] = [];
  chatIntervalMs = 0;
  perSecondLimit = Number.POSITIVE_INFINITY;
  groupPerMinute = Number.POSITIVE_INFINITY;
  /** Told of every message that was taken. */
  onTaken: (message: TakenMessage) => void = () => {};
  /** Whether this call goes wrong. */
  fault: (method: string) => TelegramFault | null = () => null;
  /** While true, every connection is cut. */
  down = false;
  private readonly updates = new TelegramUpdates();
  private readonly chats = new TelegramChats();
  private readonly files = new TelegramFiles();
  private readonly pace = new SendPace();

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
    this.webhook?.stop();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** A person writes; returns the update's number, as all deeds of people do. */
  say(personId: number, text: string, options: Place = {}): number {
    return this.receive(personId, options, { text, entities: commandsIn(text) });
  }

  /** The number of the last message a person sent in a chat; throws where nobody has. */
  lastSaid(chatId: number): number {
    const message = this.chats.last(chatId, 'person');
    if (message === null) throw new Error(`nobody has sent anything in chat ${chatId}`);
    return message.message_id;
  }

  /** A person changes the words of a message of theirs. */
  edit(personId: number, messageId: number, text: string, chatId = personId): number {
    return this.updates.push({ edited_message: this.chats.edit(chatId, messageId, personId, text) });
  }

  /** A person shares a phone number in their private chat: their own, someone else's card, or a card passed on (`forwarded`). */
  shareContact(personId: number, phone: string, ownerId = personId, forwarded = false): number {
    const origin = forwarded ? { forward_origin: { type: 'user', date: 1, sender_user: personCalled(ownerId) } } : {};
    return this.receive(personId, {}, { contact: { phone_number: phone, first_name: '测试', user_id: ownerId }, ...origin });
  }

  /** A person sends a file. A photo comes in two sizes, each a file of its own: the last is the whole, the first a part of its bytes. */
  sendFile(personId: number, file: PersonsFile): number {
    const { name, kind, caption, mimeType = null } = file;
    const bytes = Buffer.from(file.bytes);
    const words = caption === undefined ? {} : { caption };
    if (kind === 'document') {
      return this.receive(personId, file, { document: documentField(this.files.keep(kind, name, bytes, mimeType)), ...words });
    }
    const small = this.files.keep(kind, 'small.jpg', bytes.subarray(0, Math.ceil(bytes.length / 4)));
    const whole = this.files.keep(kind, 'whole.jpg', bytes);
    return this.receive(personId, file, { photo: [photoField(small, 90), photoField(whole, 1280)], ...words });
  }

  /** A person sends something that is neither text nor a file. */
  sendSticker(personId: number, place: Place = {}): number {
    const sticker = { file_id: 'x', file_unique_id: 'x', type: 'regular', width: 1, height: 1, is_animated: false, is_video: false };
    return this.receive(personId, place, { sticker });
  }

  /** A person speaks; Telegram does not tell bots what it heard. */
  sendVoice(personId: number): number {
    return this.receive(personId, {}, { voice: { file_id: 'x', file_unique_id: 'x', duration: 3 } });
  }

  /** A person taps a button under the last message of the bot. */
  tap(personId: number, data: string, chatId = personId): number {
    const message = this.chats.last(chatId, 'bot') ?? { message_id: 1, date: 1, chat: chatOf(chatId), from: BOT, text: '…' };
    const id = String(this.updates.nextId);
    return this.updates.push({ callback_query: { id, from: personCalled(personId), message, chat_instance: '1', data } });
  }

  /** Sends an update again that was confirmed before, as Telegram does after an outage. */
  redeliver(update: object): void {
    this.updates.add(update as TelegramUpdate);
  }

  /** Updates that no poll has confirmed yet. */
  get unconfirmed(): readonly TelegramUpdate[] {
    return this.updates.unconfirmed;
  }

  private receive(personId: number, { chatId = personId, replyTo, thread }: Place, content: object): number {
    const message = this.chats.add(chatId, personCalled(personId), content, replyTo ?? null);
    const forum = this.forums.has(chatId) ? { chat: { ...message.chat, is_forum: true } } : {};
    const topic = thread === undefined ? {} : { is_topic_message: true, message_thread_id: thread };
    return this.updates.push({ message: { ...message, ...forum, ...topic } });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.down) {
      request.socket.destroy();
      return;
    }
    const url = request.url ?? '';
    if (url.startsWith('/file/')) {
      this.serveFile(url, response);
      return;
    }
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)/.exec(url) ?? [];
    const call = await readRequest(request);
    const fault = this.fault(method);
    if (fault === 'busy') writeAnswer(response, { code: 429, description: 'Too Many Requests', retryAfter: 1 });
    else if (fault === 'error') writeAnswer(response, { code: 500, description: 'Internal Server Error' });
    else if (fault === 'cut') request.socket.destroy();
    else if (fault === 'slow') setTimeout(() => request.socket.destroy(), SLOW_MS);
    else {
      const answer = await this.answer(token, method, call, response);
      if ('code' in answer && method !== 'getUpdates') this.refusals.push(`${method}: ${answer.code} ${answer.description}`);
      if (fault === 'lost') request.socket.destroy();
      else if (!response.destroyed) writeAnswer(response, answer);
    }
  }

  private serveFile(url: string, response: ServerResponse): void {
    const start = `/file/bot${this.token}/`;
    const bytes = url.startsWith(start) ? this.files.open(url.slice(start.length)) : null;
    if (bytes === null) writeAnswer(response, { code: 404, description: 'Not Found' });
    else response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length }).end(bytes);
  }

  private async answer(token: string | undefined, method: string, call: ApiRequest | null, response: ServerResponse): Promise<Answer> {
    if (token !== this.token) return { code: 401, description: 'Unauthorized' };
    if (call === null) return badRequest("can't parse the request");
    const { body, files } = call;
    if (method !== 'getUpdates') this.calls.push({ method, body });
    switch (method) {
      case 'getMe':
        return { result: BOT };
      case 'getUpdates':
        if (this.webhook !== null) return { code: 409, description: "Conflict: can't use getUpdates method while webhook is active" };
        return this.updates.poll(body, response);
      case 'sendMessage':
        return this.take(body, readText(body), () => null);
      case 'sendDocument':
        return this.take(body, readCaption(body), () => this.files.take(body.document, files));
      case 'getFile':
        return this.files.describe(String(body.file_id));
      case 'editMessageText':
        return this.edited(body);
      case 'createForumTopic':
        return this.openTopic(body);
      case 'setWebhook':
        this.webhook = new WebhookDelivery(
          { url: String(body.url), secret: String(body.secret_token ?? ''), connections: Number(body.max_connections ?? this.connections) },
          this.servers,
        );
        this.updates.deliverTo(this.webhook);
        return { result: true };
      case 'deleteWebhook':
        this.webhook = null;
        return { result: true };
      case 'answerCallbackQuery':
      case 'sendChatAction':
      case 'setMyCommands':
        return { result: true };
      default:
        return { code: 404, description: 'Not Found: method not found' };
    }
  }

  /** A person deletes a message of the bot. */
  remove(chatId: number, messageId: number): void {
    const index = this.taken.findIndex((message) => message.chatId === String(chatId) && message.messageId === messageId);
    if (index < 0) throw new Error(`the bot has no message ${messageId} in chat ${chatId}`);
    this.taken.splice(index, 1);
  }

  /** Changes a message of the bot; refused where it is the same already, or is not there. Counts like a message. */
  private edited(body: Record<string, unknown>): Answer {
    const [chatId, messageId] = [Number(body.chat_id), Number(body.message_id)];
    if (this.blocked.has(String(chatId))) return { code: 403, description: 'Forbidden: bot was blocked by the user' };
    const retryAfter = this.pace.retryAfter(chatId, this);
    if (retryAfter !== null) return { code: 429, description: 'Too Many Requests', retryAfter };
    const words = readText(body);
    if ('code' in words) return words;
    const index = this.taken.findIndex((message) => message.chatId === String(chatId) && message.messageId === messageId);
    const before = this.taken[index];
    if (before === undefined) return badRequest('message to edit not found');
    const same = before.text === words.text && JSON.stringify(before.buttons) === JSON.stringify(words.buttons);
    if (same) return badRequest('message is not modified: specified new message content and reply markup are exactly the same');
    this.pace.count(chatId);
    const after = { ...before, ...words };
    this.taken[index] = after;
    this.seen.push(after);
    this.edits += 1;
    return { result: { message_id: messageId, date: 1, chat: chatOf(chatId), text: words.text } };
  }

  private openTopic({ chat_id: chatId, name }: Record<string, unknown>): Answer {
    if (!this.forums.has(Number(chatId))) return badRequest('the chat is not a forum');
    this.topics.push({ chatId: Number(chatId), name: String(name) });
    return { result: { message_thread_id: FIRST_THREAD + this.topics.length - 1, name, icon_color: 0 } };
  }

  private hasTopic(chatId: number, thread: number): boolean {
    return this.topics[thread - FIRST_THREAD]?.chatId === chatId && !this.deletedTopics.has(thread);
  }

  private take(body: Record<string, unknown>, words: SentWords | Refusal, openFile: () => StoredFile | Refusal | null): Answer {
    const chatId = Number(body.chat_id);
    if (!Number.isSafeInteger(chatId)) return badRequest('chat not found');
    if (this.blocked.has(String(chatId))) {
      return { code: 403, description: `Forbidden: bot was ${chatId < 0 ? 'kicked from the supergroup chat' : 'blocked by the user'}` };
    }
    const migrateTo = this.upgraded.get(chatId);
    if (migrateTo !== undefined) return { ...badRequest('group chat was upgraded to a supergroup chat'), migrateTo };
    const retryAfter = this.pace.retryAfter(chatId, this);
    if (retryAfter !== null) return { code: 429, description: 'Too Many Requests', retryAfter };
    if ('code' in words) return words;
    if (body.message_thread_id !== undefined && !this.hasTopic(chatId, Number(body.message_thread_id)))
      return badRequest('message thread not found');
    const file = openFile();
    if (file !== null && 'code' in file) return file;
    this.pace.count(chatId);
    const content = file === null ? { text: words.text } : { document: documentField(file), caption: words.text };
    const message = this.chats.add(chatId, BOT, words.buttons.length > 0 ? { ...content, reply_markup: body.reply_markup } : content);
    const document = file && { name: file.name, type: file.type, bytes: file.bytes };
    const thread = body.message_thread_id === undefined ? null : Number(body.message_thread_id);
    const taken = { ...words, chatId: String(chatId), messageId: message.message_id, document, thread };
    this.taken.push(taken);
    this.seen.push(taken);
    this.onTaken(taken);
    return { result: message };
  }
}

function documentField(file: StoredFile): object {
  const { id, name, type, bytes } = file;
  return { file_id: id, file_unique_id: uniqueId(file), file_name: name, mime_type: type, file_size: bytes.length };
}

function photoField(file: StoredFile, side: number): object {
  return { file_id: file.id, file_unique_id: uniqueId(file), file_size: file.bytes.length, width: side, height: side };
}
