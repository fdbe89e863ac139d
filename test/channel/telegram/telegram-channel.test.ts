import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderReply } from '../../../src/assemble.ts';
import { TelegramChannel } from '../../../src/channel/telegram/telegram-channel.ts';
import type { IncomingMessage } from '../../../src/conversation/incoming-message.ts';
import type { LiveIndex } from '../../../src/search/live-index.ts';
import { DiskFiles } from '../../../src/store/disk-files.ts';
import { PostgresInbox } from '../../../src/store/postgres-inbox.ts';
import { PostgresOutbox } from '../../../src/store/postgres-outbox.ts';
import { PostgresTurnStore } from '../../../src/store/postgres-turn-store.ts';
import { PostgresUnitOfWork } from '../../../src/store/postgres-unit.ts';
import { FakeTelegram } from '../../fakes/telegram-api.ts';
import { openDoor } from '../../open-door.ts';
import { openFolder, SMALL_FOLDER, TODAY, writeFolder } from '../../small-folder.ts';
import { openEmbedded } from '../../store/open-stores.ts';

let live: LiveIndex;
let removeFolder: () => Promise<void>;
let database: Awaited<ReturnType<typeof openEmbedded>>;
let telegram: FakeTelegram;
let channel: TelegramChannel | null;
const faults: string[] = [];

beforeAll(async () => {
  const folder = await writeFolder({
    ...SMALL_FOLDER,
    '法律原文/民法典.md': `中华人民共和国民法典\n\n第一千零七十九条　${'原文的一句话，里面有<符号>&。'.repeat(400)}`,
  });
  removeFolder = folder.remove;
  live = await openFolder(folder.dir);
});
afterAll(() => removeFolder());

beforeEach(async () => {
  faults.length = 0;
  database = await openEmbedded();
  telegram = await FakeTelegram.start();
  channel = null;
});
afterEach(async () => {
  await channel?.stop();
  await telegram.stop();
  await database.drop();
});

function createChannel(token = telegram.token, units = new PostgresUnitOfWork(database.db)): TelegramChannel {
  const store = new PostgresTurnStore(database.db);
  return new TelegramChannel({
    settings: { token, apiRoot: telegram.apiRoot, publicUrl: null },
    turns: {
      index: () => live.index,
      store,
      units,
      render: renderReply,
      door: openDoor(),
      model: null,
      now: () => TODAY,
      onFailure: (_, error) => faults.push(String(error)),
    },
    inbox: new PostgresInbox(database.db),
    outbox: new PostgresOutbox(database.db),
    files: new DiskFiles(path.join(database.dataDir, 'files'), database.keys),
    onFault: (what) => faults.push(what),
  });
}

async function start(): Promise<void> {
  channel = createChannel();
  await channel.start();
}

function until(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 8_000, interval: 20 });
}

const textsFor = (chatId: number) => telegram.taken.filter((message) => message.chatId === String(chatId)).map((message) => message.text);

describe('TelegramChannel', () => {
  it('answers a question with its articles, buttons and the disclaimer', async () => {
    await start();
    telegram.say(7, '老公出轨，离婚财产怎么分');
    await until(() => expect(telegram.taken).toHaveLength(1));
    const [message] = telegram.taken;
    expect(message?.text).toContain('《民法典》第1087条 离婚时共同财产怎么分');
    expect(message?.text).toContain('12348');
    expect(message?.buttons.map((button) => button.text)).toEqual(expect.arrayContaining(['要旨 第1087条', '👍 有用', '👎 没用']));
    expect(faults).toEqual([]);
  });

  it('greets on /start, and an example button asks its question', async () => {
    await start();
    telegram.say(7, '/start');
    await until(() => expect(telegram.taken).toHaveLength(1));
    const [greeting] = telegram.taken;
    expect(greeting?.text).toContain('法小二');
    telegram.tap(7, greeting?.buttons[0]?.callback_data ?? '');
    await until(() => expect(telegram.taken).toHaveLength(2));
    expect(telegram.taken[1]?.text).toContain('第1087条');
  });

  it('opens an official text far over 4,096 characters in several messages, in order, markup intact', async () => {
    await start();
    telegram.say(7, '民法典第1079条');
    await until(() => expect(telegram.taken).toHaveLength(1));
    const open = telegram.taken[0]?.buttons.find((button) => button.text === '原文 第1079条');
    telegram.tap(7, open?.callback_data ?? '');
    await until(() => expect(textsFor(7).slice(1).join('').split('原文的一句话，里面有<符号>&。')).toHaveLength(401));
    expect(telegram.taken.length).toBeGreaterThan(3);
  });

  it('keeps a rating, and says so', async () => {
    await start();
    telegram.say(7, '离婚房子怎么分');
    await until(() => expect(telegram.taken).toHaveLength(1));
    telegram.tap(7, telegram.taken[0]?.buttons.at(-1)?.callback_data ?? '');
    await until(async () => {
      const rows = await database.db.selectFrom('feedback').select('useful').execute();
      expect(rows).toEqual([{ useful: false }]);
      expect(telegram.calls).toContainEqual(
        expect.objectContaining({ method: 'answerCallbackQuery', body: expect.objectContaining({ text: '谢谢，记下了。' }) }),
      );
    });
  });

  it('asks by buttons why an answer was no use, and keeps which was tapped', async () => {
    await start();
    telegram.say(7, '离婚房子怎么分');
    await until(() => expect(telegram.taken).toHaveLength(1));
    telegram.tap(7, telegram.taken[0]?.buttons.at(-1)?.callback_data ?? '');
    await until(() => expect(telegram.taken).toHaveLength(2));
    const reasons = telegram.taken[1]?.buttons ?? [];
    expect(reasons.map(({ text }) => text)).toEqual(['不是我问的', '看不懂', '说得不对', '不够具体', '写一句']);
    telegram.tap(7, reasons[1]?.callback_data ?? '');
    await until(async () =>
      expect(await database.db.selectFrom('feedback').select(['useful', 'reason']).execute()).toEqual([
        { useful: false, reason: 'unclear' },
      ]),
    );
  });

  it("opens nothing of another person's turn", async () => {
    await start();
    telegram.say(7, '民法典第1079条');
    await until(() => expect(telegram.taken).toHaveLength(1));
    telegram.tap(8, telegram.taken[0]?.buttons[0]?.callback_data ?? '');
    await until(() =>
      expect(telegram.calls.at(-1)).toMatchObject({ method: 'answerCallbackQuery', body: { text: '这条找不到了，请再问一次。' } }),
    );
    expect(textsFor(8)).toEqual([]);
  });

  it('says that it reads text only', async () => {
    await start();
    telegram.sendSticker(7);
    await until(() => expect(textsFor(7)).toEqual(['收到您的表情了。有法律上的事，直接打字告诉我。']));
  });

  it('answers a message once that Telegram delivers twice', async () => {
    await start();
    telegram.say(7, '离婚房子怎么分');
    await until(() => expect(telegram.taken).toHaveLength(1));
    const row = await database.db.selectFrom('inbound').select(['message_id', 'payload']).executeTakeFirstOrThrow();
    expect(row.payload).toBeNull();
    telegram.redeliver({
      update_id: Number(row.message_id),
      message: {
        message_id: 9,
        date: 1,
        chat: { id: 7, type: 'private' },
        from: { id: 7, is_bot: false, first_name: '测试' },
        text: '离婚房子怎么分',
      },
    });
    telegram.say(8, '离婚房子怎么分');
    await until(() => expect(textsFor(8)).toHaveLength(1));
    expect(textsFor(7)).toHaveLength(1);
  });

  it('answers what an earlier process kept but did not get to', async () => {
    const from = { id: 7, is_bot: false, first_name: '测试' };
    const payload = { update_id: 41, message: { message_id: 1, date: 1, chat: { id: 7, type: 'private' }, from, text: '离婚房子怎么分' } };
    await new PostgresInbox(database.db).accept([{ channel: 'telegram', messageId: '41', payload }]);
    await start();
    await until(() => expect(textsFor(7)).toHaveLength(1));
    expect(textsFor(7)[0]).toContain('第1087条');
  });

  it('waits as long as 429 says and sends nothing twice', async () => {
    telegram.chatIntervalMs = 900;
    await start();
    telegram.say(7, '离婚房子怎么分');
    telegram.say(7, '民法典第1079条');
    await until(() => expect(textsFor(7)).toHaveLength(2));
    expect(textsFor(7)[0]).toContain('第1087条');
    expect(textsFor(7)[1]).toContain('第1079条');
  });

  it('gives up on a person who blocked the bot and goes on with others', async () => {
    telegram.blocked.add('7');
    await start();
    telegram.say(7, '离婚房子怎么分');
    telegram.say(8, '离婚房子怎么分');
    await until(() => expect(textsFor(8)).toHaveLength(1));
    await until(async () => {
      const row = await database.db.selectFrom('outbox').select('gave_up_at').where('chat_id', '=', '7').executeTakeFirstOrThrow();
      expect(row.gave_up_at).not.toBeNull();
    });
  });

  it('answers after an outage of Telegram and reports it once', async () => {
    telegram.down = true;
    await start();
    await until(() => expect(faults).toContain('Telegram cannot be reached; trying again'));
    telegram.down = false;
    telegram.say(7, '离婚房子怎么分');
    await until(() => expect(textsFor(7)).toHaveLength(1));
    expect(faults).toEqual(['Telegram cannot be reached; trying again']);
  });

  it('reports a token that Telegram refuses, without the token', async () => {
    channel = createChannel('999999:wrong-wrong-wrong-wrong');
    await channel.start();
    await until(() => expect(faults).toContain('Telegram refuses the bot; check TELEGRAM_BOT_TOKEN'));
    expect(faults.join()).not.toContain('999999');
  });

  it('finishes what it has begun when it is stopped', async () => {
    const slow = new (class extends PostgresUnitOfWork {
      override async glance(message: IncomingMessage) {
        await new Promise((resolve) => setTimeout(resolve, 400));
        return super.glance(message);
      }
    })(database.db);
    channel = createChannel(telegram.token, slow);
    await channel.start();
    telegram.say(7, '民法典第1079条');
    const kept = () => database.db.selectFrom('inbound').select('done_at').execute();
    await until(async () => expect(await kept()).toHaveLength(1));
    await channel.stop();
    expect(await kept()).toEqual([{ done_at: expect.any(Date) }]);
    expect(faults).toEqual([]);
  });

  it('stops at once while Telegram is out of reach', async () => {
    telegram.down = true;
    await start();
    const started = performance.now();
    await channel?.stop();
    channel = null;
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
