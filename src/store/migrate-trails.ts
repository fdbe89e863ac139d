import { type Kysely, sql } from 'kysely';

/** How each answer was come by, and turns in the order of time, whoever asked. */
export async function addTrails(db: Kysely<unknown>): Promise<void> {
  await sql`alter table turn add column trail jsonb`.execute(db);
  await sql`create index turn_by_time on turn (asked_at)`.execute(db);
}
