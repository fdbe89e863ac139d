import type { Hono } from 'hono';
import { type ChannelPace, ChatPace } from '../../conversation/chat-pace.ts';
import { Delivery } from '../../conversation/delivery.ts';
import type { Inbox, Received } from '../../conversation/inbox.ts';
import type { IncomingMessage } from '../../conversation/incoming-message.ts';
import { KeyedQueue } from '../../conversation/keyed-queue.ts';
import type { Outbox } from '../../conversation/outbox.ts';
import { OverdueMessages } from '../../conversation/overdue.ts';
import { PlatformPreview, PREVIEW_TIMEOUT_MS, type PreviewPlace } from '../../conversation/platform-preview.ts';
import type { ReplySessions } from '../../conversation/reply-sessions.ts';
import type { TurnContext } from '../../conversation/take-turn.ts';
import { UnderWay } from '../../conversation/under-way.ts';
import type { FileContents } from '../../legal-case/stored-file.ts';
import { showOnCard } from './answer-card.ts';
import { answerCardPress, answerRobotMessage } from './answer-dingtalk.ts';
import { placeOf } from './card-bodies.ts';
import { DingTalkApi } from './dingtalk-api.ts';
import { dingtalkCallback } from './dingtalk-callback.ts';
import { PressNames } from './press-names.ts';
import { cardPressSchema, chatIdOf, chatOfPress, personIdOf, robotMessageSchema } from './robot-message.ts';
import { sendDingTalk } from './send-dingtalk.ts';
import { StreamClient } from './stream-client.ts';
import { CARD_TOPIC, ROBOT_TOPIC, type StreamFrame } from './stream-frame.ts';

interface DingTalkSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly robotCode: string;
  readonly cardTemplate: string | null;
  readonly answerTemplate: string | null;
  readonly mode: 'stream' | 'http';
  readonly apiRoot: string;
  readonly oldApiRoot: string;
}

export interface DingTalkOptions {
  readonly settings: DingTalkSettings;
  readonly turns: TurnContext;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly sessions: ReplySessions;
  readonly files: FileContents;
  /** As DingTalk allows unless given. */
  readonly pace?: ChannelPace;
  /** Told of what staff should know, never with a person's words, the secret or a token. */
  readonly onFault: (what: string, error: unknown) => void;
}

/** What is kept of a message until it is dealt with. */
type Kept = { readonly topic: 'message' | 'press'; readonly data: unknown };

const NO_CARDS = { cardTemplate: null, answerTemplate: null };

/** A group's webhook takes 20 messages in any minute, then none for ten minutes. */
export const DINGTALK_PACE: ChannelPace = { perSecond: 20, person: { burst: 10, everyMs: 500 }, group: { burst: 8, everyMs: 5_500 } };

/**
 * DingTalk by its Stream, or by calls over HTTP: messages are kept before DingTalk is told that they arrived, dealt with in order
 * within a chat; replies leave through the outbox.
 */
export class DingTalkChannel {
  private readonly api: DingTalkApi;
  private readonly delivery: Delivery;
  private readonly overdue: OverdueMessages;
  private readonly stream: StreamClient | null;
  /** Messages of one person to one chat wait for each other. */
  private readonly queue = new KeyedQueue();
  private readonly underWay = new UnderWay();
  private readonly presses = new PressNames();
  private readonly place: PreviewPlace | null;

  constructor(private readonly options: DingTalkOptions) {
    const { settings, turns, inbox, outbox, sessions, files, onFault, pace = DINGTALK_PACE } = options;
    const { clientId, clientSecret, robotCode, apiRoot, oldApiRoot } = settings;
    const robot = { appKey: clientId, appSecret: clientSecret, robotCode, baseUrl: apiRoot, oldBaseUrl: oldApiRoot };
    this.api = new DingTalkApi(robot);
    // Presses come by the Stream alone.
    const { cardTemplate: template, answerTemplate } = settings.mode === 'stream' ? settings : NO_CARDS;
    const sending = { api: this.api, sessions, contents: files, cardTemplate: template, now: turns.now };
    this.delivery = new Delivery({
      channel: 'dingtalk',
      outbox,
      perSecond: pace.perSecond,
      pace: new ChatPace((chatId) => (chatId.startsWith('g:') ? pace.group : pace.person)),
      send: (item) => sendDingTalk(item, sending),
      onFault,
    });
    this.place =
      answerTemplate === null || turns.model === null
        ? null
        : {
            inbox,
            outbox,
            wait: (chatId) => this.delivery.waitToShow(chatId),
            ...showOnCard(new DingTalkApi({ ...robot, timeoutMs: PREVIEW_TIMEOUT_MS }), inbox, answerTemplate),
          };
    this.overdue = new OverdueMessages({ channel: 'dingtalk', inbox, take: (received) => this.deal(received), onFault });
    this.stream =
      settings.mode === 'stream'
        ? new StreamClient({ baseUrl: apiRoot, clientId, clientSecret, onFrame: (frame) => this.receiveFrame(frame), onFault })
        : null;
  }

  /** Where DingTalk calls us in HTTP mode. */
  get callback(): Hono {
    const { settings, turns } = this.options;
    return dingtalkCallback(settings.clientSecret, turns.now, (data) => this.receive('message', data, nameOfMessage(data)));
  }

  async start(): Promise<void> {
    this.delivery.start();
    this.overdue.start();
    for (const received of await this.options.inbox.waiting('dingtalk')) void this.deal(received);
    this.stream?.start();
  }

  /** Takes no more messages, finishes those under way and what is being sent. */
  async stop(): Promise<void> {
    await this.stream?.stop();
    await this.overdue.stop();
    await this.underWay.idle();
    await this.delivery.stop();
  }

  private async receiveFrame({ topic, messageId, data }: StreamFrame): Promise<unknown> {
    if (topic === ROBOT_TOPIC) await this.receive('message', data, nameOfMessage(data));
    if (topic === CARD_TOPIC) await this.receive('press', data, this.presses.nameOf(data, messageId));
    return {};
  }

  /** Keeps a message, and deals with it afterwards; the sender waits for the keeping only. */
  private async receive(topic: Kept['topic'], data: unknown, name: string | null): Promise<void> {
    if (name === null) {
      this.options.onFault('DingTalk sent a message that cannot be read', null);
      return;
    }
    const received: Received = { channel: 'dingtalk', messageId: name, payload: { topic, data } satisfies Kept };
    for (const open of await this.options.inbox.accept([received])) void this.deal(open);
  }

  private deal(received: Received): Promise<void> {
    return this.underWay.run(received.messageId, () => this.take(received));
  }

  /** Never throws; what fails is taken up again. */
  private async take({ messageId, payload }: Received): Promise<void> {
    const { topic, data } = payload as Kept;
    const { turns, inbox, outbox, sessions, files, onFault } = this.options;
    const preview = (message: IncomingMessage) =>
      this.place === null || placeOf(message.chatId) === null ? null : new PlatformPreview(message, this.place);
    const context = { turns, inbox, outbox, sessions, files, api: this.api, preview, wake: () => this.delivery.wake() };
    try {
      if (topic === 'press') {
        const press = cardPressSchema.parse(data);
        await this.queue.run(`${chatOfPress(press)} ${press.userId}`, () => answerCardPress(messageId, press, context));
      } else {
        const sent = robotMessageSchema.parse(data);
        await this.queue.run(`${chatIdOf(sent)} ${personIdOf(sent)}`, () => answerRobotMessage(sent, context));
      }
    } catch (error) {
      onFault('a message of DingTalk failed; it is taken up again', error);
    }
  }
}

/** DingTalk's number of a message, the same when it comes again; null for what cannot be read. */
function nameOfMessage(data: unknown): string | null {
  return robotMessageSchema.safeParse(data).data?.msgId ?? null;
}
