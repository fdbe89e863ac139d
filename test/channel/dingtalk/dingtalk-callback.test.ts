import { createHmac } from 'node:crypto';
import { Hono } from 'hono';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { DingTalkStage, MESSAGE, STRANGER, wordsOf } from './dingtalk-stage.ts';

let stage: DingTalkStage;
beforeAll(async () => {
  stage = await DingTalkStage.open({ mode: 'http', cardTemplate: 'template' });
}, 120_000);
afterAll(() => stage.close());
afterEach(() => expect(stage.service.faults.splice(0)).toEqual([]));

const signed = (timestamp: string) =>
  createHmac('sha256', stage.dingtalk.clientSecret).update(`${timestamp}\n${stage.dingtalk.clientSecret}`).digest('base64');
const now = () => stage.service.stage.now.getTime();
function post(data: object, { sign = signed, at = now() } = {}) {
  const timestamp = String(at);
  const headers = { 'content-type': 'application/json', timestamp, sign: sign(timestamp) };
  return stage.channel.callback.request('/dingtalk/callback', { method: 'POST', headers, body: JSON.stringify(data) });
}
function message(msgId: string, text = '离婚房子怎么分') {
  stage.dingtalk.hire(STRANGER);
  return {
    ...{ msgId, conversationId: `cidPrivate${STRANGER}==`, conversationType: '1', senderId: '$:LWCP_v1:$x', senderStaffId: STRANGER },
    ...{ msgtype: 'text', text: { content: text } },
    ...stage.dingtalk.webhook(STRANGER),
  };
}
const told = () => stage.dingtalk.toldPerson(STRANGER).map(wordsOf);
const kept = () => stage.service.db.selectFrom('inbound').select('message_id').execute();

describe('DingTalk by HTTP', () => {
  it('is answered once however often it calls with the same message, and has no Stream', async () => {
    const sent = message('m1');
    for (const _ of [1, 2, 3]) expect((await post(sent)).status).toBe(200);
    await until(() => expect(told()).toEqual([expect.stringContaining('《民法典》第1087条')]));
    await stage.quiet();
    expect(told()).toHaveLength(1);
    expect(stage.dingtalk.gateway.asked).toBe(0);
  });

  it.each([
    ['is signed with another secret', { sign: () => createHmac('sha256', 'x').update('x').digest('base64') }],
    ['is not signed', { sign: () => '' }],
    ['was signed over an hour ago', { ago: 3_700_000 }],
    ['was signed an hour ahead', { ago: -3_700_000 }],
  ])('gets 401 and nothing kept when a call %s', async (_, { sign, ago = 0 }: { sign?: () => string; ago?: number }) => {
    const before = await kept();
    expect((await post(message('m2'), { at: now() - ago, ...(sign ? { sign } : {}) })).status).toBe(401);
    expect(await kept()).toEqual(before);
  });

  it('is asked to call again when a message could not be kept', async () => {
    const channel = stage.createChannel({
      inbox: {
        accept: () => Promise.reject(new Error('the database is away')),
        waiting: async () => [],
        overdue: async () => [],
        settle: async () => {},
        keepShown: async () => {},
        shownFor: async () => null,
      },
    });
    const timestamp = String(now());
    const headers = { timestamp, sign: signed(timestamp) };
    const failures: string[] = [];
    const app = new Hono().route('/', channel.callback).onError((error, c) => {
      failures.push(error.message);
      return c.text('', 500);
    });
    const called = await app.request('/dingtalk/callback', { method: 'POST', headers, body: JSON.stringify(message('m3')) });
    expect({ status: called.status, failures }).toEqual({ status: 500, failures: ['the database is away'] });
  });

  it('has what cannot be read reported without a word of it', async () => {
    expect((await post({ msgtype: 'text', text: { content: '秘密' } })).status).toBe(200);
    expect(stage.service.faults.splice(0)).toEqual(['DingTalk sent a message that cannot be read']);
  });

  it('shows cards as text with links, since presses come by the Stream alone', async () => {
    await stage.quiet();
    const before = stage.dingtalk.toldPerson(STRANGER).length;
    const card = { channel: 'dingtalk', chat_id: `p:${STRANGER}`, payload: MESSAGE, card: true, case_number: '2026000001' };
    await stage.service.db.insertInto('outbox').values(card).execute();
    await stage.quiet();
    expect(told().slice(before)).toEqual(['有消息']);
  });
});
