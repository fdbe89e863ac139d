import { type Kysely, sql } from 'kysely';

/** Why an answer was no use, and a line about it. */
export async function extendFeedback(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table feedback
      add column reason text check (reason in ('not-asked', 'unclear', 'wrong', 'vague')),
      add column words text not null default ''`.execute(db);
}
