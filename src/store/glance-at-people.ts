import { type Kysely, sql } from 'kysely';
import type { IncomingMessage } from '../conversation/incoming-message.ts';
import type { Glance, Past } from '../conversation/topic.ts';
import type { Script } from '../legal-case/person.ts';
import { SealError } from './key-ring.ts';
import type { Schema } from './schema.ts';
import { type Kept, opened } from './sealed.ts';

interface KeptPast {
  readonly question: Kept<'turn.question', string>;
  readonly asked: Kept<'turn.asked', string>;
  readonly outcome: Kept<'turn.outcome', Past['outcome']>;
  readonly askedAt: string;
}

interface Known {
  /** Which of the messages, from 1. */
  readonly place: number;
  readonly plain: boolean;
  readonly script: string;
  readonly recent: readonly KeptPast[];
}

/**
 * What is known of the people of these messages, in their order and in one statement; null for one who is in a dialogue, is held back,
 * represents a client or has an open case, or whose turns cannot be opened, and for a message that has a turn already. Waits for what is
 * being done with a person.
 * @param turns how many of the latest turns in the chat are read
 */
export async function glanceAtPeople(db: Kysely<Schema>, messages: readonly IncomingMessage[], turns: number): Promise<(Glance | null)[]> {
  const keys = messages.map(({ channel, personId, chatId, messageId }) => ({ channel, personId, chatId, messageId }));
  const { rows } = await sql<Known>`
    select place::int, script,
      dialogue is null and blocked_at is null
        and not exists (select from turn where turn.channel = asking.channel and message_id = "messageId")
        and not exists (select from binding where person_id = person.id and revoked_at is null)
        and not exists (select from legal_case where requester = person.id and status not in ('已办结', '已撤回')) as plain,
      coalesce((
        select jsonb_agg(jsonb_build_object('question', question, 'asked', asked, 'outcome', outcome, 'askedAt', asked_at) order by asked_at)
        from (
          select question, asked, outcome, asked_at from conversation join turn on conversation_id = conversation.id
          where person_id = person.id and chat_id = "chatId" order by asked_at desc limit ${turns}) as latest), '[]') as recent
    from rows from (jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as (channel text, "personId" text, "chatId" text, "messageId" text))
      with ordinality as asking (channel, "personId", "chatId", "messageId", place)
      join person on person.channel = asking.channel and external_id = "personId"
    for share of person`.execute(db);
  const known = new Map(rows.map((row) => [row.place, row]));
  return messages.map((_, index) => {
    const row = known.get(index + 1);
    if (row === undefined) return { script: 'simplified', recent: [] };
    if (!row.plain) return null;
    const recent = openAll(row.recent);
    return recent && { script: row.script as Script, recent };
  });
}

/** Null where one cannot be opened: then this person's message fails by itself, and nobody else's with it. */
function openAll(recent: readonly KeptPast[]): readonly Past[] | null {
  try {
    return recent.map(open);
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

function open({ question, asked, outcome, askedAt }: KeptPast): Past {
  return {
    question: opened('turn.question', question),
    asked: opened('turn.asked', asked),
    outcome: opened('turn.outcome', outcome),
    askedAt: new Date(askedAt),
  };
}
