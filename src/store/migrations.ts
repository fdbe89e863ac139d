import { type Kysely, type Migration, sql } from 'kysely';
import { extendTurns } from './migrate-answers.ts';
import { createCases } from './migrate-cases.ts';
import { extendChannels } from './migrate-channels.ts';
import { keepPreviews } from './migrate-previews.ts';
import { createRegistry } from './migrate-registry.ts';
import { keepKeyIds } from './migrate-seal.ts';
import { extendTalk } from './migrate-talk.ts';
import { addTrails } from './migrate-trails.ts';

/** Every change of the tables, in order; never edited once landed. The same on PGlite and PostgreSQL. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-turns': { up: createTurns },
  '002-registry': { up: createRegistry },
  '003-cases': { up: createCases },
  '004-channels': { up: extendChannels },
  '005-answers': { up: extendTurns },
  '006-trails': { up: addTrails },
  '007-previews': { up: keepPreviews },
  '008-talk': { up: extendTalk },
  '009-seal': { up: keepKeyIds },
};

async function createTurns(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table person (
      id uuid primary key,
      channel text not null,
      external_id text not null,
      created_at timestamptz not null default now(),
      unique (channel, external_id)
    )`.execute(db);
  await sql`
    create table conversation (
      id uuid primary key,
      person_id uuid not null references person,
      chat_id text not null,
      started_at timestamptz not null default now(),
      last_at timestamptz not null default now(),
      unique (person_id, chat_id)
    )`.execute(db);
  await sql`
    create table inbound (
      arrival bigint generated always as identity,
      channel text not null,
      message_id text not null,
      payload jsonb not null,
      received_at timestamptz not null default now(),
      done_at timestamptz,
      primary key (channel, message_id)
    )`.execute(db);
  await sql`create index inbound_waiting on inbound (channel, arrival) where done_at is null`.execute(db);
  await sql`
    create table turn (
      id uuid primary key,
      conversation_id uuid not null references conversation,
      channel text not null,
      message_id text not null,
      question text not null,
      outcome jsonb not null,
      outcome_kind text not null,
      retrieved jsonb not null,
      stages jsonb not null,
      asked_at timestamptz not null,
      unique (channel, message_id)
    )`.execute(db);
  await sql`create index turn_by_conversation on turn (conversation_id, asked_at)`.execute(db);
  await sql`
    create table feedback (
      turn_id uuid not null references turn,
      person_id uuid not null references person,
      useful boolean not null,
      given_at timestamptz not null default now(),
      primary key (turn_id, person_id)
    )`.execute(db);
  await sql`
    create table outbox (
      id bigint generated always as identity primary key,
      channel text not null,
      chat_id text not null,
      payload jsonb not null,
      created_at timestamptz not null default now(),
      attempts integer not null default 0,
      next_at timestamptz not null default now(),
      sent_at timestamptz,
      gave_up_at timestamptz
    )`.execute(db);
  await sql`create index outbox_waiting on outbox (channel, chat_id, id) where sent_at is null and gave_up_at is null`.execute(db);
}
