import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { KeyRing } from '../../src/store/key-ring.ts';
import { agreeOnKeys, MessageKeysError, openKeyRing } from '../../src/store/message-keys.ts';
import { PostgresInbox } from '../../src/store/postgres-inbox.ts';
import { openEmbedded, TEST_DATABASES } from './open-stores.ts';

const ringOf = (...letters: readonly string[]) => new KeyRing(letters.map((letter) => Buffer.alloc(32, letter)));

describe('openKeyRing', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-keys-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('makes a key at the first start and has the same ever after, for its own user alone', async () => {
    const [one, two] = await Promise.all([openKeyRing(null, path.join(dir, 'data')), openKeyRing(null, path.join(dir, 'data'))]);
    const later = await openKeyRing(null, path.join(dir, 'data'));
    expect([two.first, later.first]).toEqual([one.first, one.first]);
    expect(await readdir(path.join(dir, 'data'))).toEqual(['message.key']);
    expect((await stat(path.join(dir, 'data', 'message.key'))).mode & 0o777).toBe(0o600);
    expect((await openKeyRing(null, path.join(dir, 'other'))).first).not.toBe(one.first);
  });

  it('makes none where keys are given', async () => {
    expect((await openKeyRing([Buffer.alloc(32, 'a'), Buffer.alloc(32, 'b')], dir)).first).toBe(ringOf('a').first);
    expect(await readdir(dir)).toEqual([]);
  });

  it.each(['', 'nonsense', Buffer.alloc(31).toString('base64')])('refuses a file that holds no key, and leaves it: %j', async (text) => {
    const file = path.join(dir, 'message.key');
    await writeFile(file, text);
    await expect(openKeyRing(null, dir)).rejects.toThrow(MessageKeysError);
    expect(await readFile(file, 'utf8')).toBe(text);
  });
});

describe.each(TEST_DATABASES)('agreeOnKeys, on $name', ({ open }) => {
  it('asks everybody for each key that was ever used, and lets keys be changed', async () => {
    const { db, drop } = await open();
    await db.deleteFrom('message_key').execute();
    await agreeOnKeys(db, ringOf('a'));
    await expect(agreeOnKeys(db, ringOf('b'))).rejects.toThrow(`缺少密钥 ${ringOf('a').first}，`);
    await agreeOnKeys(db, ringOf('a', 'b'));
    await agreeOnKeys(db, ringOf('a'));
    await agreeOnKeys(db, ringOf('b', 'a'));
    await expect(agreeOnKeys(db, ringOf('a'))).rejects.toThrow(`缺少密钥 ${ringOf('b').first}，`);
    await expect(agreeOnKeys(db, ringOf('c'))).rejects.toThrow(MessageKeysError);
    await drop();
  });

  it('lets only one of several that begin at once, each with a key of its own', async () => {
    const { db, drop } = await open();
    await db.deleteFrom('message_key').execute();
    // Every connection is up, or the first would be through before the second begins.
    await Promise.all(Array.from({ length: 8 }, () => sql`select pg_sleep(0.05)`.execute(db)));
    const ends = await Promise.allSettled([...'abcdefgh'].map((letter) => agreeOnKeys(db, ringOf(letter))));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await drop();
  });
});

describe('openDatabase', () => {
  it('refuses a start without the key, lets the folder go, and opens what was sealed when the key is there again', async () => {
    const database = await openEmbedded();
    const [received] = [{ channel: 'telegram', messageId: '1', payload: { text: '秘密' } } as const];
    await new PostgresInbox(database.db).accept([received]);
    await database.close();
    const started = openDatabase({ dataDir: database.dataDir }, ringOf('a'));
    await expect(started).rejects.toThrow(/^缺少密钥 [0-9a-f]{8}，数据库里有用它加密的消息：[^\n]*$/);
    expect(await readdir(database.dataDir)).not.toContain('lock');
    const again = await openDatabase({ dataDir: database.dataDir }, await openKeyRing(null, database.dataDir));
    expect(await new PostgresInbox(again.db).waiting('telegram')).toEqual([received]);
    await again.close();
    await database.drop();
  });
});
