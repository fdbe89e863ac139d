import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Reply, say } from '../../src/conversation/reply.ts';
import type { Outgoing } from '../../src/conversation/turn-store.ts';
import { PostgresMailbox } from '../../src/store/postgres-mailbox.ts';
import { PostgresOutbox, queueOutgoing } from '../../src/store/postgres-outbox.ts';
import { opened } from '../../src/store/sealed.ts';
import { TEST_DATABASES, type TestDatabase } from './open-stores.ts';

describe.each(TEST_DATABASES)('PostgresMailbox on $name', ({ name, open }) => {
  let database: TestDatabase;
  let mailbox: PostgresMailbox;
  beforeAll(async () => {
    database = await open();
    mailbox = new PostgresMailbox(database.db);
  }, 120_000);
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.db.deleteFrom('outbox').execute();
  });

  const letter = (text: string, more: Partial<Outgoing> = {}): Outgoing => ({ channel: 'web', chatId: 'a', payload: say(text), ...more });
  const send = (...outgoing: readonly Outgoing[]) => database.db.transaction().execute((tx) => queueOutgoing(tx, outgoing));
  const wordsOf = (letters: readonly { readonly reply: Reply }[]) =>
    letters.map(({ reply }) => reply.blocks.map((block) => ('text' in block ? block.text : block.kind)).join());
  const undelivered = async () =>
    (await database.db.selectFrom('outbox').select('payload').where('sent_at', 'is', null).orderBy('id').execute()).map(({ payload }) =>
      opened('outbox.payload', payload),
    );

  it('gives what is behind a letter, oldest first, as it was written', async () => {
    const reply = say(['第一行\n第二行', '<b>"\'&😀'], [{ label: '回复', command: '回复 #2026000001' }]);
    await send(letter('一'), letter('', { payload: reply }), letter('三'));
    const [first, ...others] = await mailbox.fetch('a', '0', 10);
    expect(first?.reply).toEqual(say('一'));
    expect(others.map((one) => one.reply)).toEqual([reply, say('三')]);
    expect(await mailbox.fetch('a', first?.id ?? '', 10)).toEqual(others);
    expect(await mailbox.fetch('a', others[1]?.id ?? '', 10)).toEqual([]);
  });

  it('gives the same again to who asks again, and no more than asked for', async () => {
    await send(letter('一'), letter('二'), letter('三'));
    const once = await mailbox.fetch('a', '0', 2);
    expect(wordsOf(once)).toEqual(['一', '二']);
    expect(await mailbox.fetch('a', '0', 2)).toEqual(once);
    expect(wordsOf(await mailbox.fetch('a', once[1]?.id ?? '', 2))).toEqual(['三']);
  });

  it('counts what was given as delivered, and nothing else', async () => {
    await send(letter('一'), letter('二'));
    await mailbox.fetch('a', '0', 1);
    expect(await undelivered()).toEqual([say('二')]);
    await mailbox.latest('a', 1);
    expect(await undelivered()).toEqual([]);
  });

  it('says that a letter was delivered when it was first', async () => {
    await send(letter('一'));
    await mailbox.fetch('a', '0', 1);
    const sentAt = async () => (await database.db.selectFrom('outbox').select('sent_at').executeTakeFirstOrThrow()).sent_at;
    await database.db
      .updateTable('outbox')
      .set({ sent_at: new Date('2026-11-24T01:00:00Z') })
      .execute();
    await mailbox.fetch('a', '0', 1);
    await mailbox.latest('a', 1);
    expect(await sentAt()).toEqual(new Date('2026-11-24T01:00:00Z'));
  });

  it('gives the latest and all that nobody fetched, oldest first', async () => {
    await send(letter('一'), letter('二'), letter('三'));
    expect(wordsOf(await mailbox.latest('a', 2))).toEqual(['一', '二', '三']);
    expect(wordsOf(await mailbox.latest('a', 2))).toEqual(['二', '三']);
    expect(await mailbox.latest('b', 2)).toEqual([]);
  });

  it('gives nobody what is for somebody else, or for another channel', async () => {
    await send(letter('一'), letter('二', { chatId: 'b' }), letter('三', { channel: 'telegram' }));
    expect(wordsOf(await mailbox.fetch('a', '0', 10))).toEqual(['一']);
    expect(wordsOf(await mailbox.latest('b', 10))).toEqual(['二']);
    expect(await undelivered()).toEqual([say('三')]);
  });

  it('leaves to the delivery of another channel what is not for the web', async () => {
    await send(letter('一'), letter('二', { channel: 'telegram' }));
    const taken = await new PostgresOutbox(database.db).claim('telegram', 10);
    expect(taken.map(({ payload }) => payload)).toEqual([say('二')]);
  });

  it.each(['', ' ', 'x', '-1', '1.5', '1; drop table outbox', '9'.repeat(19)])(
    'has nothing behind what is no letter: %j',
    async (after) => {
      await send(letter('一'));
      expect(await mailbox.fetch('a', after, 10)).toEqual([]);
      expect(await undelivered()).toHaveLength(1);
    },
  );

  // PGlite has one connection: there no second transaction begins before the first has ended.
  it.runIf(name === 'PostgreSQL')('gives a letter whose transaction ended after that of a later one', async () => {
    let commit = () => {};
    let written = () => {};
    const isWritten = new Promise<void>((resolve) => {
      written = resolve;
    });
    const slow = database.db.transaction().execute(async (tx) => {
      await queueOutgoing(tx, [letter('先写的')]);
      written();
      await new Promise<void>((resolve) => {
        commit = resolve;
      });
    });
    await isWritten;
    // Whoever writes second may have to wait until the first has ended; then it is later in every way.
    const quick = send(letter('后写的'));
    await Promise.race([quick, new Promise((resolve) => setTimeout(resolve, 500))]);
    const before = await mailbox.fetch('a', '0', 10);
    commit();
    await Promise.all([slow, quick]);
    const after = await mailbox.fetch('a', before.at(-1)?.id ?? '0', 10);
    expect(wordsOf([...before, ...after]).sort()).toEqual(['先写的', '后写的'].sort());
  });
});
