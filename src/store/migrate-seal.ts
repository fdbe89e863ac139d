import { type Kysely, sql } from 'kysely';

/** Which keys have sealed something; the keys themselves are never in the database. */
export async function keepKeyIds(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table message_key (
      id text primary key,
      first_used_at timestamptz not null default now()
    )`.execute(db);
}
