import { type Kysely, sql } from 'kysely';

/** Why an answer was no use, and a line about it; who reads in a chat, to be found when somebody is written to there. */
export async function extendTalk(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table feedback
      add column reason text check (reason in ('not-asked', 'unclear', 'wrong', 'vague')),
      add column words text not null default ''`.execute(db);
  await sql`create index conversation_by_chat on conversation (chat_id)`.execute(db);
}
