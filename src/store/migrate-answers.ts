import { type Kysely, sql } from 'kysely';

/** What a turn was understood as. */
export async function extendTurns(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table turn
      add column asked text not null default '',
      add column screen text not null default 'none'`.execute(db);
  await sql`update turn set asked = question where outcome_kind <> 'conversed'`.execute(db);
}
