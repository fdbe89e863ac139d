import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { IncomingMessage } from '../conversation/incoming-message.ts';
import type { OutboxItem } from '../conversation/outbox.ts';
import type { Outgoing, Turn } from '../conversation/turn-store.ts';
import type { Channel } from '../legal-case/person.ts';
import { CLAIM_SECONDS } from './postgres-outbox.ts';
import type { Schema } from './schema.ts';
import { jsonOf, sealed } from './sealed.ts';

/** A turn to be kept, with what it answers and what is sent for it. */
export interface Recording {
  readonly message: IncomingMessage;
  readonly turn: Turn;
  readonly outgoing: readonly Outgoing[];
}

/** What was kept: the ids of turns, and what of their messages was claimed. */
export interface Recorded {
  readonly turns: ReadonlySet<string>;
  readonly claimed: readonly OutboxItem[];
}

/**
 * Keeps turns and their messages, and that what they answer is dealt with, in one statement.
 * Of a message that was kept before nothing is written. People are taken in order, so that two processes never wait for each other.
 * @param claiming channels of which the first message to a chat is claimed as it is written, where nothing else waits for that chat
 */
export async function recordTurns(db: Kysely<Schema>, recordings: readonly Recording[], claiming: readonly Channel[]): Promise<Recorded> {
  const turns = jsonOf(recordings.map(({ message, turn }) => toRow(message, turn)));
  const messages = recordings.flatMap(({ turn, outgoing }) => outgoing.map((one) => ({ ...one, turnId: turn.id })));
  const outgoing = jsonOf(messages.map((one) => ({ ...one, payload: sealed('outbox.payload', one.payload) })));
  const { rows } = await sql<{ turns: string[]; claimed: { id: string; channel: Channel; chatId: string }[] }>`
    with said as (
      select * from jsonb_to_recordset(${turns}::jsonb) as (
        "personNew" uuid, "talkNew" uuid, "personId" text, "chatId" text, id uuid, channel text, message_id text, question text,
        asked text, screen text, outcome jsonb, outcome_kind text, retrieved jsonb, stages jsonb, asked_at timestamptz, help text,
        script text, trail jsonb)),
    someone as (
      insert into person (id, channel, external_id)
      select distinct on (channel, "personId") "personNew", channel, "personId" from said order by channel, "personId"
      on conflict (channel, external_id) do update set external_id = excluded.external_id returning id, channel, external_id),
    talk as (
      insert into conversation (id, person_id, chat_id, last_at)
      select distinct on (someone.id, "chatId") "talkNew", someone.id, "chatId", asked_at
      from said join someone on someone.channel = said.channel and external_id = "personId"
      order by someone.id, "chatId", asked_at desc
      on conflict (person_id, chat_id) do update set last_at = excluded.last_at returning id, person_id, chat_id),
    kept as (
      insert into turn (id, conversation_id, channel, message_id, question, asked, screen, outcome, outcome_kind, retrieved, stages,
        asked_at, help, script, trail)
      select said.id, talk.id, said.channel, message_id, question, asked, screen, outcome, outcome_kind, retrieved, stages,
        asked_at, help, script, trail
      from said join someone on someone.channel = said.channel and external_id = "personId"
        join talk on person_id = someone.id and chat_id = "chatId"
      on conflict (channel, message_id) do nothing returning id),
    done as (
      update inbound set done_at = ${new Date()}, payload = 'null' from said
      where inbound.channel = said.channel and inbound.message_id = said.message_id and done_at is null),
    queued as (
      insert into outbox (channel, chat_id, payload, case_number, broadcast_id, priority, card, updates, answers, attempts, next_at)
      select channel, "chatId", payload, "caseNumber", "broadcastId", case when "broadcastId" is null then 0 else 1 end,
        coalesce(card, false), coalesce(updates, false), answers, claimed::int,
        now() + make_interval(secs => case when claimed then ${CLAIM_SECONDS} else 0 end)
      from (
        select *, channel = any(${[...claiming]}::text[]) and "caseNumber" is null and answers is null
          and row_number() over (partition by channel, "chatId" order by ordinality) = 1
          and not exists (
            select from outbox as earlier
            where earlier.channel = saying.channel and earlier.chat_id = saying."chatId" and sent_at is null and gave_up_at is null) as claimed
        from rows from (jsonb_to_recordset(${outgoing}::jsonb) as (
          "turnId" uuid, channel text, "chatId" text, payload jsonb, "caseNumber" text, "broadcastId" bigint, card boolean,
          updates boolean, answers text)) with ordinality as saying (
            "turnId", channel, "chatId", payload, "caseNumber", "broadcastId", card, updates, answers, ordinality)
        where "turnId" in (select id from kept)) as saying
      order by ordinality
      returning id, channel, chat_id, attempts)
    select coalesce((select jsonb_agg(id) from kept), '[]') as turns,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', id::text, 'channel', channel, 'chatId', chat_id) order by id)
        from queued where attempts = 1), '[]') as claimed`.execute(db);
  const { turns: kept = [], claimed = [] } = rows[0] ?? {};
  const items = claimed.flatMap(({ id, channel, chatId }) => {
    const message = messages.find((one) => one.channel === channel && one.chatId === chatId && kept.includes(one.turnId));
    if (message === undefined) return [];
    const { turnId, ...sent } = message;
    return { ...sent, id, edits: null, topics: false, thread: null, attempts: 1 };
  });
  return { turns: new Set(kept), claimed: items };
}

/** The columns of a turn, and whom it is with. */
function toRow({ channel, personId, chatId, messageId }: IncomingMessage, { askedAt, outcome, ...turn }: Turn) {
  return {
    ...turn,
    question: sealed('turn.question', whole(turn.question)),
    asked: sealed('turn.asked', whole(turn.asked)),
    personNew: randomUUID(),
    talkNew: randomUUID(),
    personId,
    chatId,
    channel,
    message_id: messageId,
    // What was said in a dialogue is not masked; an answer is the folder's own.
    outcome: outcome.kind === 'conversed' ? sealed('turn.outcome', outcome) : outcome,
    outcome_kind: outcome.kind,
    asked_at: askedAt,
  };
}

/** Without halves of characters, which JSON in the database cannot hold. */
function whole(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '');
}
