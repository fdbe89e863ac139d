import { randomBytes, randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { type Kysely, sql } from 'kysely';
import { KEY_BYTES, KeyRing } from './key-ring.ts';
import type { Schema } from './schema.ts';

/** The keys that seal messages are not those that are needed; the message says what to do. */
export class MessageKeysError extends Error {
  override readonly name = 'MessageKeysError';
}

/**
 * The keys that are given; without any, the one in the data folder, which is made at the first start and lies there for the service's own
 * user alone. Throws MessageKeysError where that file holds something else.
 */
export async function openKeyRing(given: readonly Uint8Array[] | null, dataDir: string): Promise<KeyRing> {
  if (given !== null) return new KeyRing(given);
  const file = path.join(dataDir, 'message.key');
  const text = (await readIfThere(file)) ?? (await makeKey(file));
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES) throw new MessageKeysError(`${file} 里不是密钥（${KEY_BYTES} 字节的 base64）：请把备份的这个文件放回去`);
  return new KeyRing([key]);
}

/**
 * Lets a process use the database only when it can open whatever is sealed there: throws MessageKeysError where a key is missing. From now
 * on the key with which it seals is asked of everybody.
 */
export async function agreeOnKeys(db: Kysely<Schema>, keys: KeyRing): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Two that begin at once must not each take their own key for the only one.
    await sql`lock table message_key in share row exclusive mode`.execute(tx);
    const rows = await tx.selectFrom('message_key').select('id').execute();
    const missing = rows.map(({ id }) => id).filter((id) => !keys.has(id));
    if (missing.length > 0)
      throw new MessageKeysError(
        `缺少密钥 ${missing.join('、')}，数据库里有用它加密的消息：几台服务器的 MESSAGE_KEYS 要写得一样，换密钥时旧的留在后面；没写 MESSAGE_KEYS 的，把备份的 message.key 放回数据文件夹。密钥丢了没法补`,
      );
    if (!rows.some(({ id }) => id === keys.first)) await tx.insertInto('message_key').values({ id: keys.first }).execute();
  });
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** A new key, whole in its file; of several processes that make one at once all get the same. */
async function makeKey(file: string): Promise<string> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  const mine = `${file}.${randomUUID()}`;
  try {
    await fs.writeFile(mine, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
    await fs.link(mine, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await fs.rm(mine, { force: true });
  }
  return fs.readFile(file, 'utf8');
}
