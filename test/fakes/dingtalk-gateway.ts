import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type Answer, done, refused } from './dingtalk-answer.ts';
import { type FrameAnswer, GatewaySocket, readAnswer } from './dingtalk-socket.ts';

/** One sending of a message to a client. */
export interface FrameDelivery {
  readonly messageId: string;
  /** The message's own number, the same when it comes again. */
  readonly msgId: string;
  answer: FrameAnswer | null;
}

interface MessageOptions {
  readonly headers?: object;
  /** Told what a CALLBACK was answered with. */
  readonly answered?: (response: Readonly<Record<string, unknown>>) => void;
}

interface Message {
  readonly type: 'EVENT' | 'CALLBACK';
  readonly topic: string;
  readonly msgId: string;
  readonly data: object;
  readonly options: MessageOptions;
  acked: boolean;
  again: NodeJS.Timeout | undefined;
}

const TICKET_LIFE_MS = 90_000;

/** DingTalk's Stream gateway: tickets (good once, for 90 s), frames, and messages that come again until they are acknowledged. */
export class DingTalkGateway {
  /** Every sending of every message, oldest first. */
  readonly deliveries: FrameDelivery[] = [];
  /** What clients sent that is no answer, or an answer to nothing. */
  readonly nonsense: string[] = [];
  /** A message that is not acknowledged comes again after this time. */
  redeliverAfterMs = 1_000;
  /** Times a connection was asked for, refused ones among them. */
  asked = 0;
  private readonly sockets: GatewaySocket[] = [];
  private readonly messages = new Map<string, Message>();
  private readonly tickets = new Map<string, { readonly endsAt: number; readonly topics: ReadonlySet<string> }>();
  private readonly pings = new Map<string, (answer: FrameAnswer) => void>();
  private readonly server = new WebSocketServer({ noServer: true });

  constructor(
    private readonly credentials: { readonly clientId: string; readonly clientSecret: string },
    private readonly now: () => number,
  ) {}

  /** Answers connections/open. */
  ticket({ clientId, clientSecret, subscriptions }: Readonly<Record<string, unknown>>, endpoint: string): Answer {
    if (clientId !== this.credentials.clientId || clientSecret !== this.credentials.clientSecret) return refused(401, 'authFailed');
    if (!Array.isArray(subscriptions) || subscriptions.length === 0) return refused(400, 'subscriptionIsEmpty');
    const topics = new Set(subscriptions.map(({ type, topic }: Record<string, unknown>) => `${type} ${topic}`));
    const ticket = randomUUID();
    this.tickets.set(ticket, { endsAt: this.now() + TICKET_LIFE_MS, topics });
    return done({ endpoint, ticket });
  }

  /** Takes a WebSocket whose ticket is good; refuses others with 401. */
  upgrade(request: IncomingMessage, wire: Duplex, head: Buffer, ticket: string | null): void {
    const found = this.tickets.get(ticket ?? '');
    this.tickets.delete(ticket ?? '');
    if (found === undefined || this.now() >= found.endsAt) {
      wire.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    this.server.handleUpgrade(request, wire, head, (webSocket) => {
      const socket = new GatewaySocket(webSocket, wire, found.topics);
      this.sockets.push(socket);
      webSocket.on('message', (data: Buffer) => this.receive(socket, data.toString('utf8')));
      for (const message of this.messages.values()) if (!message.acked && message.again === undefined) this.send(message);
    });
  }

  /** Sockets that are open, oldest first. */
  get open(): readonly GatewaySocket[] {
    return this.sockets.filter((socket) => socket.open);
  }

  /** The socket that new messages go to; throws where nobody is connected. */
  get newest(): GatewaySocket {
    const socket = this.open.filter((one) => !one.leaving).at(-1);
    if (socket === undefined) throw new Error('no client is connected');
    return socket;
  }

  /** Takes a message and sends it until it is acknowledged. */
  push(type: 'EVENT' | 'CALLBACK', topic: string, msgId: string, data: object, options: MessageOptions = {}): void {
    const message: Message = { type, topic, msgId, data, options, acked: false, again: undefined };
    this.messages.set(msgId, message);
    this.send(message);
  }

  /** Sends a message once more under a new message id, acknowledged or not. */
  repeat(msgId: string): void {
    const message = this.messages.get(msgId);
    if (message === undefined) throw new Error(`no message ${msgId}`);
    message.acked = false;
    clearTimeout(message.again);
    this.send(message);
  }

  /** Whether a message is acknowledged. */
  isAcked(msgId: string): boolean {
    return this.messages.get(msgId)?.acked === true;
  }

  /** Messages that nobody has acknowledged yet. */
  get unacknowledged(): readonly string[] {
    return [...this.messages.values()].filter(({ acked }) => !acked).map(({ msgId }) => msgId);
  }

  /** Sendings of one message. */
  deliveriesOf(msgId: string): readonly FrameDelivery[] {
    return this.deliveries.filter((delivery) => delivery.msgId === msgId);
  }

  /** Pings the newest socket; whether the same `opaque` came back in time. A client that does not answer is cut off. */
  async ping(withinMs = 1_000): Promise<boolean> {
    const socket = this.newest;
    const opaque = randomUUID();
    const messageId = socket.send('SYSTEM', 'ping', { opaque });
    let timer: NodeJS.Timeout | undefined;
    const answer = await new Promise<FrameAnswer | null>((resolve) => {
      timer = setTimeout(() => resolve(null), withinMs);
      this.pings.set(messageId, resolve);
    });
    clearTimeout(timer);
    this.pings.delete(messageId);
    const good = answer?.code === 200 && answer.data.opaque === opaque;
    if (!good) socket.destroy();
    return good;
  }

  /** Forgets sockets that are closed and messages that are done but for the latest, for tests that send very many. */
  forget(latest = 0): void {
    this.deliveries.splice(0, this.deliveries.length - latest);
    this.nonsense.length = 0;
    const old = [...this.messages].slice(0, Math.max(0, this.messages.size - latest));
    for (const [msgId, message] of old) if (message.acked) this.messages.delete(msgId);
    this.sockets.splice(0, this.sockets.length, ...this.open);
  }

  stop(): void {
    for (const message of this.messages.values()) {
      message.acked = true;
      clearTimeout(message.again);
    }
    for (const socket of this.sockets) socket.destroy();
  }

  private send(message: Message): void {
    const { type, topic, msgId, data, options } = message;
    const socket = this.open.filter((one) => !one.leaving && one.wants(type, topic)).at(-1);
    if (socket === undefined) {
      message.again = undefined;
      return;
    }
    this.deliveries.push({ messageId: socket.send(type, topic, data, options.headers), msgId, answer: null });
    message.again = setTimeout(() => this.send(message), this.redeliverAfterMs);
  }

  private receive(socket: GatewaySocket, text: string): void {
    const answer = readAnswer(text);
    const ping = answer && this.pings.get(answer.messageId);
    const delivery = answer && this.deliveries.find((one) => one.messageId === answer.messageId);
    const message = delivery && this.messages.get(delivery.msgId);
    if (ping) ping(answer);
    else if (!delivery || !message || delivery.answer !== null || socket.frozen) this.nonsense.push(text);
    else {
      delivery.answer = answer;
      const { code, data } = answer;
      if (code !== 200 || (message.type === 'EVENT' ? data.status !== 'SUCCESS' : !('response' in data))) return;
      message.acked = true;
      clearTimeout(message.again);
      if (typeof data.response === 'object' && data.response !== null) message.options.answered?.({ ...data.response });
    }
  }
}
