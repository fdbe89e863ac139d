import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { FakeDingTalk } from '../../fakes/dingtalk-platform.ts';
import { callFake } from './call-fake.ts';
import { sleep, untilTrue } from './stream-stage.ts';

const ROBOT = '/v1.0/im/bot/messages/get';
const ALL = [
  { type: 'EVENT', topic: '*' },
  { type: 'CALLBACK', topic: ROBOT },
  { type: 'CALLBACK', topic: '/v1.0/card/instances/callback' },
];

interface Frame {
  readonly type: string;
  readonly headers: { readonly messageId: string; readonly topic: string };
  readonly data: string;
}

let dingtalk: FakeDingTalk;

beforeEach(async () => {
  dingtalk = await FakeDingTalk.start();
});
afterEach(() => dingtalk.stop());

function ask(overrides: object = {}, headers = {}) {
  const { clientId, clientSecret } = dingtalk;
  return callFake(
    dingtalk,
    '/v1.0/gateway/connections/open',
    { clientId, clientSecret, ua: 'test', subscriptions: ALL, ...overrides },
    headers,
  );
}

/** A bare client: what came, and answers by hand. */
class BareClient {
  readonly frames: Frame[] = [];
  closed = false;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.frames.push(JSON.parse(data.toString('utf8')) as Frame));
    socket.on('close', () => (this.closed = true));
    socket.on('error', () => {});
  }

  static async open(subscriptions: object[] = ALL): Promise<BareClient> {
    const { endpoint, ticket } = (await ask({ subscriptions })).body;
    const client = new BareClient(new WebSocket(`${endpoint}?ticket=${ticket}`));
    await once(client.socket, 'open');
    return client;
  }

  async next(number = this.frames.length): Promise<Frame> {
    await untilTrue(() => this.frames.length > number, `frame ${number} came`);
    return this.frames[number] as Frame;
  }

  answer(frame: Frame, data: unknown, code = 200): void {
    const headers = { messageId: frame.headers.messageId, contentType: 'application/json' };
    this.socket.send(JSON.stringify({ code, headers, message: 'OK', data: JSON.stringify(data) }));
  }
}

async function statusOf(ticket: string): Promise<number> {
  const socket = new WebSocket(`${dingtalk.baseUrl.replace('http', 'ws')}/connect?ticket=${ticket}`);
  const [error] = await Promise.race([once(socket, 'error'), once(socket, 'open').then(() => [new Error('101')])]);
  socket.terminate();
  return Number(/\d{3}/.exec((error as Error).message)?.[0]);
}

describe('FakeDingTalk: connecting', () => {
  it('refuses wrong credentials and no subscriptions, and answers XML to those who do not ask for JSON', async () => {
    expect((await ask({ clientSecret: 'wrong' })).status).toBe(401);
    expect((await ask({ clientId: 'wrong' })).status).toBe(401);
    expect((await ask({ subscriptions: [] })).status).toBe(400);
    expect((await ask({}, { accept: '*/*' })).body).toBe('<xml/>');
    expect((await ask()).body).toEqual({ endpoint: expect.stringMatching(/^ws:/), ticket: expect.stringMatching(/.+/) });
  });

  it('takes a ticket once, for 90 seconds', async () => {
    const tickets = [];
    for (let count = 0; count < 3; count++) tickets.push(String((await ask()).body.ticket));
    expect([await statusOf(tickets[0] ?? ''), await statusOf(tickets[0] ?? ''), await statusOf('unknown')]).toEqual([101, 401, 401]);
    dingtalk.advance(89_000);
    expect(await statusOf(tickets[1] ?? '')).toBe(101);
    dingtalk.advance(1_000);
    expect(await statusOf(tickets[2] ?? '')).toBe(401);
  });

  it('sends only what was subscribed to', async () => {
    const client = await BareClient.open([{ type: 'EVENT', topic: '*' }]);
    dingtalk.say('user1', '一');
    dingtalk.pushEvent('user_leave_org', {});
    expect((await client.next()).type).toBe('EVENT');
    expect(client.frames).toHaveLength(1);
  });

  it('cuts off who does not answer a ping with the same opaque', async () => {
    const client = await BareClient.open();
    const pinged = dingtalk.gateway.ping(500);
    const ping = await client.next();
    expect([ping.type, ping.headers.topic]).toEqual(['SYSTEM', 'ping']);
    client.answer(ping, JSON.parse(ping.data));
    expect(await pinged).toBe(true);
    const again = dingtalk.gateway.ping(500);
    client.answer(await client.next(), { opaque: 'another' });
    expect(await again).toBe(false);
    await untilTrue(() => client.closed, 'the client is cut off');
    const silent = await BareClient.open();
    expect(await dingtalk.gateway.ping(50)).toBe(false);
    await untilTrue(() => silent.closed, 'the silent client is cut off');
  });

  it('closes a while after disconnect, and sends to the new connection meanwhile', async () => {
    const old = await BareClient.open();
    dingtalk.gateway.newest.disconnect(150);
    expect((await old.next()).headers.topic).toBe('disconnect');
    dingtalk.say('user1', '一');
    const client = await BareClient.open();
    await client.next(0);
    expect([old.frames.length, old.closed]).toEqual([1, false]);
    await untilTrue(() => old.closed, 'the old connection is closed');
    expect(client.closed).toBe(false);
  });

  it('can be a zombie: open, and nothing is answered', async () => {
    const client = await BareClient.open();
    dingtalk.gateway.newest.freeze();
    let pongs = 0;
    client.socket.on('pong', () => pongs++);
    client.socket.ping();
    dingtalk.say('user1', '一');
    await sleep(100);
    expect([pongs, client.frames.length, client.closed]).toEqual([0, 0, false]);
  });

  it('can break within a frame', async () => {
    const client = await BareClient.open();
    dingtalk.gateway.newest.cut();
    await untilTrue(() => client.closed, 'the connection is broken');
    expect(client.frames).toEqual([]);
  });
});

describe('FakeDingTalk: messages', () => {
  it('come again under a new message id until they are acknowledged', async () => {
    dingtalk.gateway.redeliverAfterMs = 60;
    const client = await BareClient.open();
    const msgId = dingtalk.say('user1', '你好');
    const first = await client.next(0);
    client.answer(first, {}, 500);
    const second = await client.next(1);
    client.answer(second, { no: 'response' });
    const third = await client.next(2);
    client.answer(third, { response: {} });
    await untilTrue(() => dingtalk.gateway.isAcked(msgId), 'it is acknowledged');
    await sleep(150);
    expect(client.frames).toHaveLength(3);
    expect(client.frames.map(({ data }) => (JSON.parse(data) as { msgId: string }).msgId)).toEqual([msgId, msgId, msgId]);
    expect(new Set(client.frames.map(({ headers }) => headers.messageId)).size).toBe(3);
    dingtalk.gateway.repeat(msgId);
    expect((await client.next(3)).headers.messageId).not.toBe(third.headers.messageId);
  });

  it('wait for the first connection, and move to another when theirs is gone', async () => {
    dingtalk.gateway.redeliverAfterMs = 60;
    dingtalk.say('user1', '一');
    const client = await BareClient.open();
    await client.next(0);
    client.socket.terminate();
    await (await BareClient.open()).next(0);
  });

  it('notes what is no answer', async () => {
    const client = await BareClient.open();
    dingtalk.gateway.redeliverAfterMs = 10_000;
    dingtalk.say('user1', '一');
    const frame = await client.next();
    client.socket.send('OK');
    client.socket.send(JSON.stringify({ code: 200, headers: { messageId: frame.headers.messageId }, message: 'OK', data: '{}' }));
    client.answer({ ...frame, headers: { ...frame.headers, messageId: 'unknown' } }, { response: {} });
    client.answer(frame, { response: {} });
    client.answer(frame, { response: {} });
    await untilTrue(() => dingtalk.gateway.nonsense.length === 4, 'four are nonsense');
  });

  it('are events until they are answered with SUCCESS', async () => {
    dingtalk.gateway.redeliverAfterMs = 60;
    const client = await BareClient.open();
    const eventId = dingtalk.pushEvent('chat_quit', { chatId: '1' });
    client.answer(await client.next(0), { status: 'LATER' });
    client.answer(await client.next(1), { status: 'SUCCESS' });
    await untilTrue(() => dingtalk.gateway.isAcked(eventId), 'it is acknowledged');
    expect(client.frames[0]).toMatchObject({ headers: { eventType: 'chat_quit', eventId } });
  });

  it('are texts, pictures, files, rich texts and voices; private or in a group; of staff or of others', async () => {
    const client = await BareClient.open();
    const bytes = Buffer.from('x');
    const writings = [
      dingtalk.say('user1', '你好', { group: 'cidGroup==', mentioned: false }),
      dingtalk.sendPicture('user1', bytes),
      dingtalk.sendFile('user1', { name: '合同.pdf', bytes }),
      dingtalk.sendRichText('user1', [{ text: '看图' }, { picture: bytes }], { group: 'cidGroup==' }),
      dingtalk.sendAudio('user2', bytes, '我要离婚', { outsider: true }),
    ];
    await client.next(writings.length - 1);
    const [text, picture, file, rich, audio] = client.frames.map(({ data }) => JSON.parse(data) as Record<string, unknown>);
    const code = expect.stringMatching(/.+/);
    expect(text).toMatchObject({ conversationType: '2', conversationId: 'cidGroup==', isInAtList: false, text: { content: ' 你好' } });
    expect(picture).toMatchObject({ conversationType: '1', msgtype: 'picture', content: { downloadCode: code }, senderStaffId: 'user1' });
    expect(picture).not.toHaveProperty('isInAtList');
    expect(file).toMatchObject({ msgtype: 'file', content: { downloadCode: code, fileName: '合同.pdf' } });
    expect(rich).toMatchObject({
      msgtype: 'richText',
      isInAtList: true,
      content: { richText: [{ text: '看图' }, { type: 'picture', downloadCode: code }] },
    });
    expect(audio).toMatchObject({ msgtype: 'audio', content: { downloadCode: code, recognition: '我要离婚' }, senderNick: '测试user2' });
    expect(audio).not.toHaveProperty('senderStaffId');
    expect(audio).toHaveProperty('sessionWebhook');
    expect([dingtalk.sends.staff.has('user1'), dingtalk.sends.staff.has('user2')]).toEqual([true, false]);
  });
});
