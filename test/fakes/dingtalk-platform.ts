import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { DingTalkCards } from './dingtalk-cards.ts';
import { DingTalkFaults, type Fault } from './dingtalk-faults.ts';
import { DingTalkGateway, type FrameDelivery } from './dingtalk-gateway.ts';
import { DingTalkHttp } from './dingtalk-http.ts';
import { DingTalkMedia, type KeptFile } from './dingtalk-media.ts';
import * as messages from './dingtalk-messages.ts';
import { DingTalkSends, type TakenMessage } from './dingtalk-sends.ts';
import { DingTalkTokens } from './dingtalk-tokens.ts';
import { DingTalkWebhooks } from './dingtalk-webhooks.ts';

const ROBOT_TOPIC = '/v1.0/im/bot/messages/get';
const CARD_TOPIC = '/v1.0/card/instances/callback';

/**
 * DingTalk on loopback: the Stream gateway and the robot's APIs on one port, with their limits. Staff must be hired and groups joined
 * before the robot can write to them; who writes to the robot is there. The clock goes on by `advance` only for what ends (tickets,
 * tokens, webhooks, limits); redelivery and answers in time go by the real one.
 */
export class FakeDingTalk {
  readonly clientId = 'dingfakeclient';
  readonly clientSecret = 'fake-secret-that-nobody-may-see';
  readonly robotCode = 'dingfakerobot';
  readonly gateway = new DingTalkGateway(this, () => this.now());
  readonly tokens = new DingTalkTokens(this, () => this.now());
  readonly media = new DingTalkMedia(this.robotCode);
  readonly sends = new DingTalkSends(this.robotCode, this.media);
  readonly cards = new DingTalkCards(this.robotCode, this.sends);
  readonly webhooks = new DingTalkWebhooks(() => this.now());
  readonly faults = new DingTalkFaults();
  /** Paths of all calls, oldest first. */
  readonly calls: string[] = [];
  /** Telephones of staff, as their organisation knows them. */
  readonly mobiles = new Map<string, string>();
  /** Whether the robot may read telephones. */
  mobilesAllowed = true;
  private readonly wires = new Set<Socket>();
  private ahead = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeDingTalk> {
    const server = createServer();
    const fake = new FakeDingTalk(server);
    server.on('connection', (wire) => {
      fake.wires.add(wire);
      wire.on('close', () => fake.wires.delete(wire));
      wire.on('error', () => {});
    });
    const http = new DingTalkHttp(fake);
    server.on('request', (request, response) => void http.serve(request, response));
    server.on('upgrade', (request, wire, head) => http.upgrade(request, wire, head));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.gateway.stop();
    for (const wire of this.wires) wire.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  now(): number {
    return Date.now() + this.ahead;
  }

  advance(milliseconds: number): void {
    this.ahead += milliseconds;
  }

  /** TCP connections that are open, for HTTP or a WebSocket. */
  get openWires(): number {
    return this.wires.size;
  }

  /** Lets the next calls go wrong: those whose path starts like this, any unless given; `/connect` is the WebSocket. */
  fail(count: number, fault: Fault, path = '/'): void {
    this.faults.add(count, fault, path);
  }

  /** Somebody works here; the telephone is what their organisation knows of them. */
  hire(staffId: string, mobile: string | null = null): void {
    this.sends.staff.add(staffId);
    if (mobile !== null) this.mobiles.set(staffId, mobile);
  }

  /** The robot is put into a group. */
  joinGroup(conversationId: string): void {
    this.sends.groups.add(conversationId);
  }

  /** A person writes; returns the message's own number, as all deeds of people do. */
  say(personId: string, text: string, writing: messages.Writing = {}): string {
    return this.receive(personId, writing, messages.textContent(text, writing));
  }

  sendPicture(personId: string, bytes: Uint8Array, writing: messages.Writing = {}): string {
    return this.receive(personId, writing, messages.pictureContent(bytes, this.media));
  }

  sendFile(personId: string, file: { readonly name: string; readonly bytes: Uint8Array }, writing: messages.Writing = {}): string {
    return this.receive(personId, writing, messages.fileContent(file.name, file.bytes, this.media));
  }

  sendRichText(personId: string, parts: readonly messages.RichPart[], writing: messages.Writing = {}): string {
    return this.receive(personId, writing, messages.richTextContent(parts, this.media));
  }

  /** A person speaks; `recognition` is what DingTalk heard. */
  sendAudio(personId: string, bytes: Uint8Array, recognition: string, writing: messages.Writing = {}): string {
    return this.receive(personId, writing, messages.audioContent(bytes, recognition, this.media));
  }

  /** Something happens in the organisation. */
  pushEvent(eventType: string, data: object): string {
    const eventId = randomUUID();
    const headers = { eventType, eventId, eventBornTime: String(this.now()), eventCorpId: 'dingcorp', eventUnifiedAppId: 'fake' };
    this.gateway.push('EVENT', '*', eventId, data, { headers });
    return eventId;
  }

  /** A person presses a button of a card; what the answer says of the card is shown. */
  press(outTrackId: string, userId: string, actionId: string, params: Readonly<Record<string, unknown>> = {}): string {
    const card = this.cards.get(outTrackId);
    if (card === null) throw new Error(`no card ${outTrackId}`);
    const content = JSON.stringify({ cardPrivateData: { actionIds: [actionId], params } });
    const { spaceId, spaceType } = card;
    const msgId = randomUUID();
    const about = { type: 'actionCallback', outTrackId, corpId: 'dingcorp', userId, userIdType: 1, spaceId, spaceType };
    this.gateway.push(
      'CALLBACK',
      CARD_TOPIC,
      msgId,
      { ...about, content, value: content, extension: '{}' },
      {
        answered: (response) => void ('cardData' in response && this.cards.update(response, outTrackId)),
      },
    );
    return msgId;
  }

  /** A card as people see it, with what the answers to presses changed. */
  card(outTrackId: string) {
    return this.cards.get(outTrackId);
  }

  /** What the last sending of a message was answered with; null while there is no answer. */
  answerTo(msgId: string): FrameDelivery['answer'] {
    return this.gateway.deliveriesOf(msgId).at(-1)?.answer ?? null;
  }

  /** What a person got in their own chat, oldest first. */
  toldPerson(userId: string): readonly TakenMessage[] {
    return this.sends.taken.filter((message) => message.userId === userId);
  }

  /** What a group got, oldest first. */
  toldGroup(conversationId: string): readonly TakenMessage[] {
    return this.sends.taken.filter((message) => message.userId === null && message.conversationId === conversationId);
  }

  /** A file as a person would send it; its download code. */
  leaveFile(name: string, bytes: Uint8Array): string {
    return this.media.keep(name, bytes);
  }

  /** A file the robot uploaded. */
  uploaded(mediaId: string): KeptFile | null {
    return this.media.uploaded(mediaId);
  }

  /** A webhook of a chat, as messages carry one. */
  webhook(personId: string, writing: messages.Writing = {}) {
    const place = {
      conversationId: messages.conversationOf(personId, writing.group),
      group: writing.group !== undefined,
      personId,
    };
    const { session, endsAt } = this.webhooks.issue(place);
    return { sessionWebhook: `${this.baseUrl}/robot/sendBySession?session=${session}`, sessionWebhookExpiredTime: endsAt };
  }

  private receive(personId: string, writing: messages.Writing, content: messages.Content): string {
    if (writing.group !== undefined) this.joinGroup(writing.group);
    if (!writing.outsider) this.hire(personId);
    const data = messages.robotData(personId, writing, content, { now: this.now(), robotCode: this.robotCode });
    this.gateway.push('CALLBACK', ROBOT_TOPIC, data.msgId, { ...data, ...this.webhook(personId, writing) });
    return data.msgId;
  }
}
