import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeDingTalk } from '../../fakes/dingtalk-platform.ts';
import { StreamStage, sleep, untilTrue } from './stream-stage.ts';

let dingtalk: FakeDingTalk;
let stage: StreamStage;

beforeEach(async () => {
  dingtalk = await FakeDingTalk.start();
  stage = new StreamStage(dingtalk);
});
afterEach(async () => {
  await stage.client.stop();
  await dingtalk.stop();
});

function acked(msgId: string): Promise<void> {
  return untilTrue(() => dingtalk.gateway.isAcked(msgId), `${msgId} is acknowledged`);
}

describe('StreamClient: messages', () => {
  it('acknowledges a message only after it is kept', async () => {
    await stage.connect();
    let keep: (value: unknown) => void = () => {};
    stage.take = () => new Promise((resolve) => (keep = resolve));
    const msgId = dingtalk.say('user1', '加班费怎么算');
    await untilTrue(() => stage.frames.length === 1, 'the frame came');
    await sleep(50);
    expect(dingtalk.answerTo(msgId)).toBeNull();
    keep(undefined);
    await acked(msgId);
    expect(dingtalk.answerTo(msgId)).toMatchObject({ code: 200, data: { response: {} } });
    expect(stage.frames[0]).toMatchObject({
      type: 'CALLBACK',
      topic: '/v1.0/im/bot/messages/get',
      data: { msgId, conversationType: '1', senderStaffId: 'user1', text: { content: '加班费怎么算' } },
    });
  });

  it('takes messages in the order they came, none waiting for the one before', async () => {
    await stage.connect();
    let keep: (value: unknown) => void = () => {};
    stage.take = () => (stage.frames.length === 1 ? new Promise((resolve) => (keep = resolve)) : {});
    const ids = ['一', '二', '三'].map((text) => dingtalk.say('user1', text));
    await acked(ids[2] ?? '');
    expect(stage.taken).toEqual(ids);
    expect(dingtalk.gateway.isAcked(ids[0] ?? '')).toBe(false);
    keep({});
    await acked(ids[0] ?? '');
  });

  it('acknowledges an event with SUCCESS and puts off with LATER what it could not keep', async () => {
    dingtalk.gateway.redeliverAfterMs = 50;
    await stage.connect();
    stage.take = () => {
      if (stage.frames.length === 1) throw new Error('the database is away');
    };
    const eventId = dingtalk.pushEvent('user_leave_org', { userId: ['user1'] });
    await acked(eventId);
    const answers = dingtalk.gateway.deliveriesOf(eventId).map(({ answer }) => [answer?.code, answer?.data]);
    expect(answers).toEqual([
      [200, { status: 'LATER' }],
      [200, { status: 'SUCCESS' }],
    ]);
    expect(stage.frames[1]).toMatchObject({ type: 'EVENT', headers: { eventType: 'user_leave_org' }, data: { userId: ['user1'] } });
  });

  it('has a message sent again that it could not keep, and reports it', async () => {
    dingtalk.gateway.redeliverAfterMs = 50;
    await stage.connect();
    stage.take = () => {
      if (stage.frames.length === 1) throw new Error('the database is away');
    };
    const msgId = dingtalk.say('user1', '你好');
    await acked(msgId);
    const [first, second] = dingtalk.gateway.deliveriesOf(msgId);
    expect([first?.answer?.code, second?.answer?.code]).toEqual([500, 200]);
    expect(stage.taken).toEqual([msgId, msgId]);
    expect(new Set(stage.frames.map((frame) => frame.messageId)).size).toBe(2);
    expect(stage.reasons).toEqual(['not-taken']);
  });

  it('answers a pressed card with what keeping it returned', async () => {
    await stage.connect();
    dingtalk.hire('user1');
    stage.take = () => ({ cardUpdateOptions: { updateCardDataByKey: true }, cardData: { cardParamMap: { status: '已受理' } } });
    dingtalk.cards.create({
      outTrackId: 'card1',
      cardTemplateId: 'case.schema',
      callbackType: 'STREAM',
      userIdType: 1,
      cardData: { cardParamMap: { title: '新案件', status: '待受理' } },
      openSpaceId: 'dtv1.card//IM_ROBOT.user1',
      imRobotOpenSpaceModel: {},
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: dingtalk.robotCode },
    });
    await acked(dingtalk.press('card1', 'user1', 'accept', { caseId: '7' }));
    expect(dingtalk.card('card1')?.params).toEqual({ title: '新案件', status: '已受理' });
    const { topic, data } = stage.frames[0] ?? {};
    expect(topic).toBe('/v1.0/card/instances/callback');
    expect(JSON.parse((data as { content: string }).content)).toEqual({
      cardPrivateData: { actionIds: ['accept'], params: { caseId: '7' } },
    });
  });
});

describe('StreamClient: the connection', () => {
  it('answers pings with their opaque', async () => {
    await stage.connect();
    expect([await dingtalk.gateway.ping(), await dingtalk.gateway.ping()]).toEqual([true, true]);
    expect(dingtalk.gateway.asked).toBe(1);
  });

  it('opens a new connection on disconnect, closes the old one and answers nothing to it', async () => {
    await stage.connect();
    const old = dingtalk.gateway.newest;
    old.disconnect(10_000);
    await untilTrue(() => !old.open, 'the old connection is closed');
    expect(dingtalk.gateway.open).toHaveLength(1);
    await acked(dingtalk.say('user1', '还在吗'));
    expect(dingtalk.gateway.asked).toBe(2);
    expect(dingtalk.gateway.nonsense).toEqual([]);
    expect(stage.reasons).toEqual(['closed']);
  });

  it('acknowledges on the old connection what came on it', async () => {
    await stage.connect();
    stage.take = () => sleep(100);
    const msgId = dingtalk.say('user1', '一');
    dingtalk.gateway.newest.disconnect(10_000);
    await acked(msgId);
    expect(dingtalk.gateway.deliveriesOf(msgId)).toHaveLength(1);
  });

  it('gives up the old connection itself when no new one can be had in time', async () => {
    stage = new StreamStage(dingtalk, { timings: { leaveMs: 100 } });
    await stage.connect();
    dingtalk.fail(1_000, { status: 503 });
    const old = dingtalk.gateway.newest;
    old.disconnect(10_000);
    await untilTrue(() => !old.open, 'the old connection is closed');
    expect(stage.reasons).toContain('refused');
  });

  it('leaves a connection on which nobody answers', async () => {
    stage = new StreamStage(dingtalk, { timings: { silentMs: 150, pongMs: 100 } });
    await stage.connect();
    const zombie = dingtalk.gateway.newest;
    zombie.freeze();
    await untilTrue(() => dingtalk.gateway.open.at(-1) !== zombie, 'there is a new connection');
    await acked(dingtalk.say('user1', '还在吗'));
    expect(stage.reasons).toContain('silent');
  });

  it('keeps a quiet connection that answers', async () => {
    stage = new StreamStage(dingtalk, { timings: { silentMs: 40, pongMs: 200 } });
    await stage.connect();
    await sleep(300);
    expect(dingtalk.gateway.asked).toBe(1);
    expect(stage.reasons).toEqual([]);
  });

  it('connects again after a connection that breaks within a frame, and takes what was lost', async () => {
    dingtalk.gateway.redeliverAfterMs = 50;
    await stage.connect();
    stage.take = () => new Promise(() => {});
    const msgId = dingtalk.say('user1', '一');
    await untilTrue(() => stage.frames.length === 1, 'the frame came');
    stage.take = () => ({});
    dingtalk.gateway.newest.cut();
    await acked(msgId);
    expect(dingtalk.gateway.asked).toBe(2);
    expect(stage.taken.at(-1)).toBe(msgId);
  });
});

describe('StreamClient: connecting', () => {
  it('gives a handshake up that takes too long, for the ticket and for the WebSocket', async () => {
    stage = new StreamStage(dingtalk, { timings: { handshakeMs: 100 } });
    dingtalk.fail(1, 'timeout', '/v1.0/gateway');
    dingtalk.fail(1, 'timeout', '/connect');
    await stage.connect();
    expect(dingtalk.gateway.asked).toBe(3);
    expect(stage.reasons).toEqual(['timeout']);
    await untilTrue(() => dingtalk.openWires === 1, 'the given up connections are gone');
  });

  it('makes one try at a time', async () => {
    stage = new StreamStage(dingtalk, { timings: { handshakeMs: 60, firstWaitMs: 2, longestWaitMs: 2 } });
    dingtalk.fail(100, 'timeout', '/v1.0/gateway');
    stage.client.start();
    stage.client.start();
    let most = 0;
    for (const end = performance.now() + 500; performance.now() < end; await sleep(2)) most = Math.max(most, dingtalk.openWires);
    expect(dingtalk.gateway.asked).toBeGreaterThan(2);
    expect(most).toBe(1);
  });

  it('reports an outage once, and another one again', async () => {
    dingtalk.fail(5, { status: 503 }, '/v1.0/gateway');
    dingtalk.fail(5, 'cut', '/connect');
    await stage.connect();
    expect(dingtalk.gateway.asked).toBe(11);
    expect(stage.reasons).toEqual(['refused', 'unreachable']);
  });

  it('waits ever longer while connections end before anything came', async () => {
    stage = new StreamStage(dingtalk, { timings: { firstWaitMs: 20, longestWaitMs: 640 }, random: () => 0.999 });
    stage.client.start();
    for (const end = performance.now() + 700; performance.now() < end; await sleep(2)) dingtalk.gateway.open.at(-1)?.destroy();
    // Waits of 20, 40, 80, 160, 320 ms; without growth there would be some thirty.
    expect(dingtalk.gateway.asked).toBeGreaterThan(2);
    expect(dingtalk.gateway.asked).toBeLessThanOrEqual(6);
    expect(stage.reasons).toEqual(['closed']);
  });

  it.each([
    ['a message came', 60_000, true],
    ['it lived for a while', 50, true],
    ['neither', 60_000, false],
  ])('starts with the short wait after a connection of which is true: %s', async (what, settledMs, quick) => {
    stage = new StreamStage(dingtalk, { timings: { firstWaitMs: 10, longestWaitMs: 5_000, settledMs }, random: () => 0.999 });
    dingtalk.fail(6, { status: 503 }, '/v1.0/gateway');
    await stage.connect();
    if (what === 'a message came') await acked(dingtalk.say('user1', '一'));
    if (settledMs === 50) await sleep(100);
    dingtalk.gateway.newest.destroy();
    await sleep(300);
    expect(dingtalk.gateway.open).toHaveLength(quick ? 1 : 0);
  });

  it('reports refused credentials without them, and takes no redirect with the secret', async () => {
    stage = new StreamStage(dingtalk, { clientSecret: 'wrong-secret-4711' });
    stage.client.start();
    await untilTrue(() => dingtalk.gateway.asked > 2, 'it was tried again');
    expect(stage.reasons).toEqual(['refused']);
    expect(stage.told).toContain('401 authFailed');
    expect(stage.told).not.toContain('wrong-secret-4711');
  });
});

describe('StreamClient: frames that cannot be read', () => {
  const head = { topic: 'x', messageId: 'm1' };
  const WRONG: [string, string | Buffer][] = [
    ['no JSON', '{"type":'],
    ['no object', '[1]'],
    ['null', 'null'],
    ['no headers', '{"type":"CALLBACK","data":"{}"}'],
    ['no message id', JSON.stringify({ type: 'CALLBACK', headers: { topic: 'x' }, data: '{}' })],
    ['another type', JSON.stringify({ type: 'OTHER', headers: head, data: '{}' })],
    ['data that is no text', JSON.stringify({ type: 'CALLBACK', headers: head, data: {} })],
    ['data that is no JSON', JSON.stringify({ type: 'EVENT', headers: head, data: '{身份证号' })],
    ['no data', JSON.stringify({ type: 'CALLBACK', headers: head })],
    ['bytes', Buffer.from([0xff, 0xfe, 0, 1, 0x80])],
    ['nothing', ''],
    ['two megabytes', 'x'.repeat(2 * 1024 * 1024)],
    ['deep nesting', '['.repeat(200_000)],
  ];

  it.each(WRONG)('reports %s and goes on', async (_, payload) => {
    await stage.connect();
    dingtalk.gateway.newest.sendRaw(payload);
    await acked(dingtalk.say('user1', '下一条'));
    expect(stage.reasons).toEqual(['malformed']);
    expect(stage.frames).toHaveLength(1);
    expect(dingtalk.gateway.asked).toBe(1);
  });

  it('says of data it cannot read that it was refused', async () => {
    await stage.connect();
    dingtalk.gateway.newest.sendRaw(JSON.stringify({ type: 'CALLBACK', headers: head, data: 'x' }));
    await untilTrue(() => dingtalk.gateway.nonsense.length === 1, 'there is an answer');
    expect(JSON.parse(dingtalk.gateway.nonsense[0] ?? '')).toMatchObject({ code: 400, headers: { messageId: 'm1' } });
  });

  it('connects again after a frame that is too large for the socket', async () => {
    await stage.connect();
    dingtalk.gateway.newest.sendRaw(Buffer.alloc(17 * 1024 * 1024, 'x'));
    await untilTrue(() => dingtalk.gateway.asked === 2, 'it asked for another connection');
    await acked(dingtalk.say('user1', '下一条'));
  });

  it('passes over notices of the system', async () => {
    await stage.connect();
    dingtalk.gateway.newest.send('SYSTEM', 'KEEPALIVE', {});
    await acked(dingtalk.say('user1', '下一条'));
    expect([stage.frames.length, stage.reasons, dingtalk.gateway.nonsense]).toEqual([1, [], []]);
  });
});

describe('StreamClient: what is reported', () => {
  it('never holds what people wrote, nor the secret', async () => {
    const words = '我的身份证号是三三零八零二';
    dingtalk.gateway.redeliverAfterMs = 50;
    await stage.connect();
    stage.take = () => {
      if (stage.frames.length === 1) throw new TypeError(`cannot store ${words}`, { cause: new Error(words) });
      if (stage.frames.length === 2) throw { words };
      if (stage.frames.length === 3) throw Object.assign(new Error(`${words}\n    at ${words}`), { name: words, code: words });
    };
    const { newest } = dingtalk.gateway;
    newest.sendRaw(`{"${words}`);
    newest.sendRaw(JSON.stringify({ type: 'CALLBACK', headers: { topic: words, messageId: words }, data: words }));
    newest.send('CALLBACK', words, { words });
    await acked(dingtalk.say('user1', words));
    expect(stage.reasons.filter((reason) => reason === 'malformed')).toHaveLength(2);
    expect(stage.reasons.filter((reason) => reason === 'not-taken').length).toBeGreaterThanOrEqual(3);
    expect(stage.told).toContain('TypeError');
    expect(stage.told).not.toContain('三三零');
    expect(stage.told).not.toContain(dingtalk.clientSecret);
  });

  it.each([
    ['an endpoint that is no address', { endpoint: 'not a url TICKET-77', ticket: 'TICKET-77' }, 'refused'],
    ['an endpoint that is no WebSocket', { endpoint: 'http://127.0.0.1/TICKET-77', ticket: 'TICKET-77' }, 'refused'],
    ['an endpoint where nobody listens', { endpoint: 'ws://127.0.0.1:1/c#TICKET-77', ticket: 'TICKET-77' }, 'unreachable'],
    ['no endpoint', { ticket: 'TICKET-77' }, 'refused'],
    ['no object', ['TICKET-77'], 'refused'],
  ])('never holds the ticket: %s', async (_, body, reason) => {
    dingtalk.fail(1, { status: 200, body }, '/v1.0/gateway');
    await stage.connect();
    expect(stage.reasons).toEqual([reason]);
    expect(stage.told).not.toContain('TICKET-77');
  });

  it('never holds the words of a refusal', async () => {
    dingtalk.fail(1, { status: 403, body: { code: `${dingtalk.clientSecret} is wrong`, message: dingtalk.clientSecret } }, '/v1.0/gateway');
    await stage.connect();
    expect(stage.told).toContain('403');
    expect(stage.told).not.toContain(dingtalk.clientSecret);
  });

  it('tells the status of a refused WebSocket', async () => {
    const { baseUrl } = dingtalk;
    const body = { endpoint: `${baseUrl.replace('http', 'ws')}/connect`, ticket: 'TICKET-77' };
    dingtalk.fail(1, { status: 200, body }, '/v1.0/gateway');
    await stage.connect();
    expect(stage.told).toContain('401');
    expect(stage.told).not.toContain('TICKET-77');
  });
});
