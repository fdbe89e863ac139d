import { promises as fs } from 'node:fs';
import path from 'node:path';
import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** A file that was handed in and never became part of a case is forgotten after this many days; an intake may be put aside. */
const KEEP_UNUSED_DAYS = 30;
/** A file on disk without a row is younger than this while its message is being dealt with, in milliseconds. */
const IN_HAND_MS = 86_400_000;

/** Removes files that belong to no case: those nobody used, and those a crash left half written. Returns how many were removed from disk. */
export async function sweepFiles(dir: string, db: Kysely<Schema>, now: Date): Promise<number> {
  await sql`
    delete from case_file
    where case_id is null and stored_at < ${now}::timestamptz - make_interval(days => ${KEEP_UNUSED_DAYS})`.execute(db);
  let removed = 0;
  for (const name of await fs.readdir(dir).catch(() => [])) {
    // The folder may hold what is not ours.
    if (!OUR_NAME.test(name)) continue;
    const file = path.join(dir, name);
    const stat = await fs.stat(file).catch(() => null);
    if (!stat?.isFile() || now.getTime() - stat.mtimeMs < IN_HAND_MS || (await isKnown(name, db))) continue;
    await fs.rm(file, { force: true });
    removed += 1;
  }
  return removed;
}

/** A file, or one half written. */
const OUR_NAME = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\.part)?$/;

async function isKnown(name: string, db: Kysely<Schema>): Promise<boolean> {
  if (name.endsWith('.part')) return false;
  return (await db.selectFrom('case_file').select('id').where('id', '=', name).executeTakeFirst()) !== undefined;
}
