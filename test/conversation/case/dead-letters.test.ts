import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresOutbox } from '../../../src/store/postgres-outbox.ts';
import { sealed } from '../../../src/store/sealed.ts';
import { FIRMS, newcomer, Stage } from './stage.ts';

const [client, lawyer, staff] = [newcomer(), newcomer(), newcomer('web')];
let stage: Stage;
let outbox: PostgresOutbox;
let number: string;
beforeAll(async () => {
  stage = await Stage.open();
  outbox = new PostgresOutbox(stage.database.db);
  await stage.representative(client, (await stage.client(1, FIRMS[0])).uscc);
  await stage.member(lawyer, FIRMS[0]);
  await stage.member(staff, '法律服务协调岗');
  number = await stage.openCase(client, '法律顾问咨询', '事情', '跳过');
}, 120_000);
afterAll(() => stage.close());

/** Everything that waits is refused by the platform. */
async function refuseAll(why: string): Promise<void> {
  for (;;) {
    const items = await outbox.claim('telegram', 50);
    if (items.length === 0) return;
    for (const { id } of items) await outbox.giveUp(id, why);
  }
}
const sendAll = async () => {
  const sent: string[] = [];
  for (let items = await outbox.claim('telegram', 50); items.length > 0; items = await outbox.claim('telegram', 50)) {
    for (const item of items) {
      sent.push((item.payload as { text: string }).text);
      await outbox.markSent(item, null);
    }
  }
  return sent;
};
const buttonIn = (reply: string) => /重发 1：(重新发送 \d+)/.exec(reply)?.[1] ?? '';

describe('a message that no platform took', () => {
  it('is shown to staff with its time, channel, case and why, and without its words', async () => {
    await sendAll();
    await stage.say(lawyer, `受理 #${number}`);
    await stage.say(lawyer, `#${number} 只给您看的话`);
    await refuseAll('Telegram 403');
    const { reply } = await stage.say(staff, '未送达');
    expect(reply).toMatch(new RegExp(`1\\. \\d+月\\d+日 \\d\\d:\\d\\d Telegram #${number}：Telegram 403`));
    expect(reply).not.toContain('只给您看的话');
  });

  it('is sent again when staff say so, once, and is no longer listed', async () => {
    const before = (await stage.say(staff, '未送达')).reply;
    expect((await stage.say(staff, buttonIn(before))).reply).toBe('好，已经放回去重发。');
    expect((await stage.say(staff, buttonIn(before))).reply).toContain('没有这条消息');
    expect((await sendAll()).join()).toContain('只给您看的话');
    expect((await stage.say(staff, '未送达')).reply).not.toBe(before);
  });

  it('is nobody else’s to see or to send', async () => {
    for (const actor of [client, lawyer, newcomer()]) {
      for (const text of ['未送达', '/undelivered', '重新发送 1'])
        expect((await stage.say(actor, text)).reply).toContain('只有司法局的工作人员');
    }
    expect((await stage.say(staff, '未送达', { group: true, chatId: 'g' })).reply).toContain('请私聊我');
  });

  it('is forgotten but for its failure when it is of no case: a one-time code is kept nowhere', async () => {
    const chief = newcomer();
    await stage.member(chief, '法律服务协调岗');
    const { db } = stage.database;
    const code = 'ABCD-2345-EFGH';
    const row = { channel: 'telegram', chat_id: 'x', payload: sealed('outbox.payload', { text: `验证码：${code}` }) };
    const { id } = await db.insertInto('outbox').values(row).returning('id').executeTakeFirstOrThrow();
    await refuseAll('Telegram 403');
    expect((await stage.everyRow()).filter((text) => text.includes(code))).toEqual([]);
    expect((await stage.say(staff, '未送达')).reply).toContain('Telegram：Telegram 403');
    expect((await stage.say(staff, `重新发送 ${id}`)).reply).toContain('没有这条消息');
  });

  it('is none when all arrived', async () => {
    await stage.database.db.deleteFrom('outbox').execute();
    expect((await stage.say(staff, '未送达')).reply).toBe('没有送不出去的消息。');
  });
});
