import type { Kysely, Selectable } from 'kysely';
import type { Feedback } from '../answer/feedback.ts';
import type { IncomingMessage } from '../conversation/incoming-message.ts';
import type { Outgoing, Turn, TurnStore } from '../conversation/turn-store.ts';
import type { Channel, PersonKey } from '../legal-case/person.ts';
import { Batch } from './batch.ts';
import { Handover } from './handover.ts';
import { type Recording, recordTurns } from './record-turns.ts';
import type { Schema } from './schema.ts';
import { opened, sealed } from './sealed.ts';

/** Turns in Postgres. */
export class PostgresTurnStore implements TurnStore {
  private readonly recording = new Batch<Recording, boolean>(async (recordings) => {
    const handover = Handover.of(this.db);
    const { turns, claimed } = await recordTurns(this.db, recordings, handover.channels());
    handover.put(claimed);
    return recordings.map(({ turn }) => turns.has(turn.id));
  });

  constructor(private readonly db: Kysely<Schema>) {}

  findByMessage(channel: Channel, messageId: string): Promise<Turn | null> {
    return findTurn(this.db, channel, messageId);
  }

  findForPerson(turnId: string, person: PersonKey, group: string | null = null): Promise<Turn | null> {
    return findOwnTurn(this.db, turnId, person, group);
  }

  async record(message: IncomingMessage, turn: Turn, outgoing: readonly Outgoing[]): Promise<Turn> {
    if (await this.recording.add({ message, turn, outgoing })) return turn;
    return (await this.findByMessage(message.channel, message.messageId)) ?? turn;
  }

  history(person: PersonKey, limit: number): Promise<readonly Turn[]> {
    return recentTurns(this.db, person, limit);
  }

  recordFeedback(turnId: string, person: PersonKey, feedback: Feedback): Promise<boolean> {
    return recordFeedback(this.db, turnId, person, feedback);
  }
}

/** The turn of a message that came before; null for a new one. */
export async function findTurn(db: Kysely<Schema>, channel: Channel, messageId: string): Promise<Turn | null> {
  const row = await db.selectFrom('turn').selectAll().where('channel', '=', channel).where('message_id', '=', messageId).executeTakeFirst();
  return row ? toTurn(row) : null;
}

/** A turn of this very person, or of anybody in the group; null for all others and for what is no id. */
export async function findOwnTurn(
  db: Kysely<Schema>,
  turnId: string,
  person: PersonKey,
  group: string | null = null,
): Promise<Turn | null> {
  if (!isTurnId(turnId)) return null;
  const row = await turnsWith(db, person.channel)
    .where('turn.id', '=', turnId)
    .where(({ eb, or }) =>
      or([eb('external_id', '=', person.personId), ...(group === null ? [] : [eb('conversation.chat_id', '=', group)])]),
    )
    .executeTakeFirst();
  return row ? toTurn(row) : null;
}

/** The person's latest turns, oldest first; of one chat, or of all. */
export async function recentTurns(
  db: Kysely<Schema>,
  person: PersonKey,
  limit: number,
  chatId: string | null = null,
): Promise<readonly Turn[]> {
  const all = turnsOf(db, person);
  const those = chatId === null ? all : all.where('conversation.chat_id', '=', chatId);
  const rows = await those.orderBy('turn.asked_at', 'desc').limit(limit).execute();
  return rows.map(toTurn).reverse();
}

/** Keeps one turn, within a transaction; when its message was kept before, nothing is written and that turn comes back. */
export async function recordTurn(db: Kysely<Schema>, message: IncomingMessage, turn: Turn, outgoing: readonly Outgoing[]): Promise<Turn> {
  // Nothing is claimed that may yet be rolled back.
  const { turns } = await recordTurns(db, [{ message, turn, outgoing }], []);
  return turns.has(turn.id) ? turn : ((await findTurn(db, message.channel, message.messageId)) ?? turn);
}

/**
 * Keeps what a person says of their own turn; false for anybody else's. What is not said stays as it was, unless the answer is called
 * useful after all.
 */
export async function recordFeedback(db: Kysely<Schema>, turnId: string, person: PersonKey, feedback: Feedback): Promise<boolean> {
  if (!isTurnId(turnId)) return false;
  const owner = await turnsOf(db, person).select('conversation.person_id').where('turn.id', '=', turnId).executeTakeFirst();
  if (!owner) return false;
  const { useful, reason, words } = feedback;
  const said = useful
    ? { reason: null, words: sealed('feedback.words', '') }
    : { ...(reason ? { reason } : {}), ...(words === undefined ? {} : { words: sealed('feedback.words', words) }) };
  await db
    .insertInto('feedback')
    .values({ turn_id: turnId, person_id: owner.person_id, useful, ...said })
    .onConflict((conflict) => conflict.columns(['turn_id', 'person_id']).doUpdateSet({ useful, ...said }))
    .execute();
  return true;
}

/** Turns of one person; the join is the guard that nobody sees another's. */
function turnsOf(db: Kysely<Schema>, person: PersonKey) {
  return turnsWith(db, person.channel).where('external_id', '=', person.personId);
}

function turnsWith(db: Kysely<Schema>, channel: Channel) {
  return db
    .selectFrom('turn')
    .innerJoin('conversation', 'conversation.id', 'turn.conversation_id')
    .innerJoin('person', 'person.id', 'conversation.person_id')
    .selectAll('turn')
    .where('person.channel', '=', channel);
}

/** Ids come back from buttons and pages, so anything may stand there. */
export function isTurnId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/** A row as the turn it keeps. */
export function toTurn(row: Selectable<Schema['turn']>): Turn {
  return {
    id: row.id,
    question: opened('turn.question', row.question),
    asked: opened('turn.asked', row.asked),
    screen: row.screen as Turn['screen'],
    outcome: opened('turn.outcome', row.outcome) as Turn['outcome'],
    retrieved: row.retrieved,
    stages: row.stages,
    askedAt: row.asked_at,
    help: row.help as Turn['help'],
    script: row.script as Turn['script'],
    ...(row.trail === null ? {} : { trail: row.trail }),
  };
}
