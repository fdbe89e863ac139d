import { type Kysely, sql } from 'kysely';

/** What channels need to update cards in place, to keep topics and sessions, and to hold back who misuses the bot. */
export async function extendChannels(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table outbox
      add column card boolean not null default false,
      add column updates boolean not null default false,
      add column failure text`.execute(db);
  await sql`create index outbox_cards on outbox (case_number, channel, chat_id) where card`.execute(db);
  await sql`create index outbox_dead on outbox (gave_up_at) where gave_up_at is not null`.execute(db);
  await sql`alter table desk_chat add column topics boolean not null default false`.execute(db);
  await sql`
    create table case_topic (
      channel text not null,
      chat_id text not null,
      case_number text not null,
      thread_id text not null,
      primary key (channel, chat_id, case_number)
    )`.execute(db);
  await sql`
    create table dingtalk_session (
      chat_id text primary key,
      webhook text not null,
      expires_at timestamptz not null
    )`.execute(db);
  await sql`
    alter table person
      add column script text not null default 'simplified',
      add column blocked_at timestamptz`.execute(db);
  await sql`alter table turn add column script text not null default 'simplified'`.execute(db);
  await sql`
    alter table inbound
      add column tries smallint not null default 1,
      add column retry_at timestamptz not null default now() + interval '60 seconds'`.execute(db);
}
