import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { telegramPerson } from '../open-service.ts';
import { until } from '../until.ts';
import { TelegramStage } from './telegram-stage.ts';

const RECIPIENTS = Array.from({ length: 60 }, (_, index) => 1_001 + index);
const LAST = 1_060;
const STAFF = 40;
const RESIDENT = 50;
const OTHERS = new Set([String(STAFF), String(RESIDENT)]);
/** What Telegram allows in a second over all chats. */
const TELEGRAMS_LIMIT = 30;

let stage: TelegramStage;
beforeAll(async () => {
  stage = await TelegramStage.open();
  const { service } = stage;
  await service.join(telegramPerson(STAFF), { kind: 'desk', desk: '法律服务协调岗', role: 'lead' });
  for (const id of RECIPIENTS) {
    const client = await service.stage.client(id, null, { street: '示例九街道' });
    await service.join(telegramPerson(id), { kind: 'client', uscc: client.uscc });
  }
}, 120_000);
afterAll(() => stage.close());
afterEach(() => expect(stage.service.faults.splice(0)).toEqual([]));

/** Sends a warning to all; while it is under way somebody asks. Chats in the order in which they were told, and what. */
async function warnWhile(asking: number): Promise<{ readonly chatId: string; readonly text: string }[]> {
  const { telegram } = stage;
  await stage.after(() => telegram.say(STAFF, '风险提示 街道=示例九街道 内容：台风要来，请关好门窗'), STAFF, '将发给 60 位代表');
  const before = telegram.taken.length;
  telegram.say(STAFF, '确认发送');
  const told = () => telegram.taken.slice(before);
  await until(() => expect(told().filter(({ chatId }) => !OTHERS.has(chatId)).length).toBeGreaterThan(0));
  await stage.after(() => telegram.say(asking, '离婚房子怎么分'), asking, '第1087条');
  await stage.quiet();
  return told();
}

describe('a risk warning over Telegram', () => {
  it('reaches everybody once within what Telegram allows a second, and lets the answer to a question overtake it', async () => {
    const { telegram } = stage;
    telegram.perSecondLimit = TELEGRAMS_LIMIT;
    const sends = () => telegram.calls.filter(({ method }) => method === 'sendMessage').length;
    const refused = sends() - telegram.taken.length;
    const told = await warnWhile(RESIDENT);
    const warned = told.filter(({ text }) => text.startsWith('【风险提示】')).map(({ chatId }) => chatId);
    expect(warned.sort()).toEqual(RECIPIENTS.map(String));
    expect(sends() - telegram.taken.length).toBe(refused);
    const answered = told.findIndex(({ chatId }) => chatId === String(RESIDENT));
    expect(answered).toBeLessThan(told.length - 10);
    await stage.after(() => telegram.say(STAFF, '送达情况'), STAFF, '共 60 位，已送达 60，等待 0，没送到 0');
  });

  it('lets the answer to a question overtake it in the chat that still waits for the warning', async () => {
    stage.telegram.perSecondLimit = TELEGRAMS_LIMIT;
    const told = await warnWhile(LAST);
    const heard = told.filter(({ chatId }) => chatId === String(LAST)).map(({ text }) => text.includes('第1087条'));
    expect(heard).toEqual([true, false]);
  });
});
