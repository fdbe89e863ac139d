import { type Kysely, sql } from 'kysely';

/** Which message shows an answer while it is written, and which queued message takes its place. */
export async function keepPreviews(db: Kysely<unknown>): Promise<void> {
  await sql`alter table inbound add column shown_as text`.execute(db);
  await sql`alter table outbox add column answers text`.execute(db);
}
