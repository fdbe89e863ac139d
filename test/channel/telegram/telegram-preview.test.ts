import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TELEGRAM_PACE, TelegramChannel } from '../../../src/channel/telegram/telegram-channel.ts';
import type { ChannelPace } from '../../../src/conversation/chat-pace.ts';
import { PostgresInbox } from '../../../src/store/postgres-inbox.ts';
import { PostgresOutbox } from '../../../src/store/postgres-outbox.ts';
import { PostgresTurnStore } from '../../../src/store/postgres-turn-store.ts';
import { type FakeChat, startFakeChat } from '../../fakes/openai-chat.ts';
import type { FakeTelegram } from '../../fakes/telegram-api.ts';
import { BROKEN, openModel, PATIENT, piecesOf, SEPARATED, SUE, YEARS } from '../../model/model-stage.ts';
import { openService, type Service } from '../open-service.ts';
import { until } from '../until.ts';

const [ME, GROUP] = [7, -1001];
const SOURCE = '《民法典》第1079条 起诉离婚怎样才判离';
const PIECES = piecesOf([SUE, YEARS, BROKEN].map((text) => ({ text, sources: ['S1'] })));

let service: Service;
let telegram: FakeTelegram;
let chat: FakeChat;
let channel: TelegramChannel;
beforeEach(async () => {
  chat = await startFakeChat();
  chat.replays = [{ kind: 'slowly', pieces: PIECES, everyMs: 500, end: 'stop' }];
  service = await openService(openModel(chat, 10_000_000, 'test-key', PATIENT).model);
  telegram = service.telegram;
});
afterEach(async () => {
  await channel.stop();
  await service.close();
  await chat.stop();
});

async function start(pace: ChannelPace = TELEGRAM_PACE): Promise<void> {
  const { db, turns, files, faults } = service;
  channel = new TelegramChannel({
    settings: { token: telegram.token, apiRoot: telegram.apiRoot, publicUrl: null },
    turns,
    inbox: new PostgresInbox(db),
    outbox: new PostgresOutbox(db),
    files,
    pace,
    onFault: (what) => faults.push(what),
  });
  await channel.start();
}
const told = (chatId: number) => telegram.taken.filter((message) => message.chatId === String(chatId));
const answered = (chatId: number, count = 1) =>
  until(() => expect(told(chatId).filter(({ text }) => text.includes(SOURCE))).toHaveLength(count));
/** Once, the call with this name goes wrong so. */
const once = (name: string, fault: 'busy' | 'error' | 'lost' | 'cut', times = 1) => {
  let left = times;
  telegram.fault = (method) => (method === name && left-- > 0 ? fault : null);
};

describe('while a model writes, Telegram', () => {
  it('gets one message and its changes a second apart, none of them for nothing, and the buttons with the last', async () => {
    telegram.chatIntervalMs = 950;
    chat.replays = [{ kind: 'slowly', pieces: PIECES, everyMs: 700, end: 'stop' }];
    await start({ ...TELEGRAM_PACE, person: { burst: 1, everyMs: 1_000 } });
    telegram.say(ME, SEPARATED);
    await answered(ME);
    expect(told(ME)).toHaveLength(1);
    expect(telegram.edits).toBeGreaterThanOrEqual(2);
    expect(telegram.refusals).toEqual([]);
    const buttons = telegram.seen.map((message) => message.buttons.length);
    expect(buttons.slice(0, -1).every((count) => count === 0)).toBe(true);
    expect(told(ME)[0]?.buttons.map(({ text }) => text)).toContain('👍 有用');
    expect(service.faults).toEqual([]);
  });

  it('gets at most 20 messages and changes a minute in a group, and every answer in time', async () => {
    telegram.groupPerMinute = 20;
    await start();
    for (const asked of [1, 2, 3]) {
      telegram.say(ME, `@fa_xiaoer_bot ${SEPARATED}`, { chatId: GROUP });
      const began = performance.now();
      await answered(GROUP, asked);
      expect(performance.now() - began).toBeLessThan(6_000);
    }
    expect(told(GROUP)).toHaveLength(3);
    expect(telegram.refusals).toEqual([]);
  });

  it.each([
    ['is too busy for it', 'busy', 1],
    ['is not reached', 'cut', 1],
    ['took it and nobody knows its number', 'lost', 2],
  ] as const)('gets the answer in a message of its own where it %s, and nobody is alarmed', async (_, fault, messages) => {
    await start();
    once('sendMessage', fault);
    telegram.say(ME, SEPARATED);
    await answered(ME);
    expect(told(ME)).toHaveLength(messages);
    expect(telegram.edits).toBe(0);
    expect(service.faults).toEqual([]);
  });

  it('gets the answer in a message of its own where the person deleted what was shown', async () => {
    await start();
    telegram.say(ME, SEPARATED);
    const shown = await until(() => told(ME)[0] ?? Promise.reject(new Error('nothing is shown yet')));
    expect(shown.text).toContain(SUE);
    telegram.remove(ME, shown.messageId);
    await answered(ME);
    expect(service.faults).toEqual([]);
  });

  it('gets a second answer only behind the first, however long that one takes', async () => {
    chat.replays = [
      { kind: 'whole', text: PIECES.join('') },
      { kind: 'slowly', pieces: PIECES, everyMs: 700, end: 'stop' },
    ];
    await start();
    once('sendMessage', 'error', 2);
    telegram.say(ME, SEPARATED);
    await until(() => expect(chat.requests).toHaveLength(1));
    telegram.say(ME, SEPARATED);
    await answered(ME, 2);
    const first = telegram.seen.findIndex(({ text }) => text.includes(SOURCE));
    expect(telegram.seen.findIndex(({ text }) => text.includes('没写完'))).toBeGreaterThan(first);
  });

  it('gets the first part in the place of what was shown, and the rest behind it', async () => {
    await start();
    const { db } = service;
    const [shown, messageId] = [await shownMessage(), randomUUID()];
    await new PostgresInbox(db).accept([{ channel: 'telegram', messageId, payload: {} }]);
    await new PostgresInbox(db).keepShown('telegram', messageId, String(shown));
    const parts = ['第一部分', '第二部分', '第三部分'].map((text, index) => ({
      ...{ channel: 'telegram' as const, chatId: '8', payload: { text, buttons: [] } },
      ...(index === 0 ? { answers: messageId } : {}),
    }));
    const turn = await service.write({ channel: 'web', personId: 'a'.repeat(32) }, '你好');
    const message = { channel: 'telegram', personId: '8', chatId: '8', messageId, text: '问' } as const;
    await new PostgresTurnStore(db).record(message, { ...turn, id: randomUUID() }, parts);
    await until(() => expect(told(8).map(({ text }) => text)).toEqual(['第一部分', '第二部分', '第三部分']));
    expect(told(8)[0]?.messageId).toBe(shown);
  });

  /** Something of ours that stands in chat 8. */
  async function shownMessage(): Promise<number> {
    const response = await fetch(`${telegram.apiRoot}/bot${telegram.token}/sendMessage?`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: 8, text: '没写完' }),
    });
    return ((await response.json()) as { result: { message_id: number } }).result.message_id;
  }
});
