import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Pool } from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { openKeyRing } from '../../src/store/message-keys.ts';
import { TEST_KEYS } from './test-keys.ts';

/** A database of one test, and how to be rid of it. */
export interface TestDatabase extends Database {
  readonly drop: () => Promise<void>;
}

/** The databases every store test runs on: PGlite always, PostgreSQL where DATABASE_URL names one. */
export const TEST_DATABASES: readonly { readonly name: string; readonly open: () => Promise<TestDatabase> }[] = [
  { name: 'PGlite', open: openEmbedded },
  ...(process.env.DATABASE_URL ? [{ name: 'PostgreSQL', open: () => openServer(process.env.DATABASE_URL as string) }] : []),
];

/** An embedded database in a temporary folder. */
export async function openEmbedded(): Promise<TestDatabase & { readonly dataDir: string }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-'));
  await cp(inject('dataTemplate'), dataDir, { recursive: true });
  const database = await openDatabase({ dataDir }, await openKeyRing(null, dataDir));
  let closed = false;
  const close = async () => {
    if (!closed) await database.close();
    closed = true;
  };
  return {
    ...database,
    dataDir,
    close,
    drop: async () => {
      await close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function openServer(url: string): Promise<TestDatabase> {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = new Pool({ connectionString: url, max: 1 });
  await admin.query(`create schema ${schema}`);
  const database = await openDatabase({ url, schema }, TEST_KEYS);
  return {
    ...database,
    drop: async () => {
      await database.close();
      await admin.query(`drop schema ${schema} cascade`);
      await admin.end();
    },
  };
}
