import path from 'node:path';
import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { lockDataFolder } from './data-lock.ts';
import { EmbeddedPostgres } from './embedded-postgres.ts';
import type { KeyRing } from './key-ring.ts';
import { agreeOnKeys } from './message-keys.ts';
import { MIGRATIONS } from './migrations.ts';
import { preparingClient } from './preparing-client.ts';
import type { Schema } from './schema.ts';

/** An open database, migrated to the newest tables. */
export interface Database {
  readonly db: Kysely<Schema>;
  /** What people wrote is sealed with these. */
  readonly keys: KeyRing;
  /**
   * Does what a server does by itself (autovacuum): room is used again, and statements that were planned while the tables were small are
   * planned anew. Takes about a second.
   */
  readonly tidy: () => Promise<void>;
  /** Runs plain SQL, for a library that brings its own. */
  readonly execute: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;
  readonly close: () => Promise<void>;
}

/** Where the data lives: a PostgreSQL (15 or newer) by its address, or a folder of this machine. */
export type DatabaseSettings = { readonly url: string; readonly schema?: string } | { readonly dataDir: string };

/**
 * Opens the database. A folder is PostgreSQL embedded in this process (PGlite): one process at a time (DataFolderBusyError),
 * safe against kill -9 but without fsync, so that a power cut may cost the last moments; real service wants DATABASE_URL. Throws
 * MessageKeysError where something in it was sealed with a key that is not among these.
 */
export async function openDatabase(settings: DatabaseSettings, keys: KeyRing): Promise<Database> {
  const opened = 'url' in settings ? openServer(settings, keys) : await openEmbedded(settings.dataDir, keys);
  // A connection that breaks (the server was restarted) is replaced when the next is needed; what was under way on it fails by itself.
  opened.pool.on('error', () => {});
  opened.pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: opened.pool }) });
  const close = async () => {
    await db.destroy();
    await opened.close();
  };
  try {
    await migrate(db);
    await agreeOnKeys(db, keys);
  } catch (error) {
    await close();
    throw error;
  }
  const execute = (text: string, values?: unknown[]) => opened.pool.query(text, values?.length ? values : undefined);
  const tidy = async () => {
    if (!('url' in settings)) await opened.pool.query('vacuum (analyze)');
  };
  return { db, keys, tidy, execute, close };
}

/** Brings the tables of this schema to the newest form. */
async function migrate(db: Kysely<Schema>): Promise<void> {
  const failed = (cause: unknown) => new Error('the database could not be brought to the newest tables', { cause });
  const current = await sql<{ schema: string }>`select current_schema() as schema`.execute(db).catch((error: unknown) => {
    throw failed(error);
  });
  const provider = { getMigrations: async () => ({ ...MIGRATIONS }) };
  // Named, since otherwise the tables of another schema of the same server are taken for ours.
  const migrationTableSchema = current.rows[0]?.schema ?? 'public';
  const { error } = await new Migrator({ db, provider, migrationTableSchema }).migrateToLatest();
  if (error) throw failed(error);
}

type Opened = { readonly pool: Pool; readonly close: () => Promise<void> };

function openServer({ url, schema }: { readonly url: string; readonly schema?: string }, keys: KeyRing): Opened {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    // What a server that was lost has begun holds nobody up for longer.
    idle_in_transaction_session_timeout: 30_000,
    Client: preparingClient(keys),
    ...(schema === undefined ? {} : { options: `-c search_path=${schema}` }),
  });
  return { pool, close: async () => {} };
}

/** The pool has one connection: inside a transaction every query must go through it, or it waits for itself. */
async function openEmbedded(dataDir: string, keys: KeyRing): Promise<Opened> {
  const lock = await lockDataFolder(dataDir);
  try {
    const embedded = await EmbeddedPostgres.open(path.join(dataDir, 'postgres'));
    const close = async () => {
      await embedded.close();
      await lock.release();
    };
    const pool = new Pool({
      user: 'postgres',
      database: 'postgres',
      max: 1,
      idleTimeoutMillis: 0,
      stream: () => embedded.connect(),
      Client: preparingClient(keys),
      // The session is the same for every connection; what one before began or prepared is forgotten.
      verify: (client, done) =>
        client
          .query('rollback')
          .then(() => client.query('discard all'))
          .then(() => done(), done),
    });
    return { pool, close };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
