import { randomUUID } from 'node:crypto';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { IncomingMessage } from '../conversation/incoming-message.ts';
import type { Outgoing, Turn, TurnStore } from '../conversation/turn-store.ts';
import type { Channel, PersonKey } from '../legal-case/person.ts';
import { markDone } from './postgres-inbox.ts';
import { queueOutgoing } from './postgres-outbox.ts';
import type { Schema } from './schema.ts';

/** Turns in Postgres. */
export class PostgresTurnStore implements TurnStore {
  constructor(private readonly db: Kysely<Schema>) {}

  findByMessage(channel: Channel, messageId: string): Promise<Turn | null> {
    return findTurn(this.db, channel, messageId);
  }

  findForPerson(turnId: string, person: PersonKey): Promise<Turn | null> {
    return findOwnTurn(this.db, turnId, person);
  }

  record(message: IncomingMessage, turn: Turn, outgoing: readonly Outgoing[]): Promise<Turn> {
    return this.db.transaction().execute((tx) => recordTurn(tx, message, turn, outgoing));
  }

  history(person: PersonKey, limit: number): Promise<readonly Turn[]> {
    return recentTurns(this.db, person, limit);
  }

  async recordFeedback(turnId: string, person: PersonKey, useful: boolean): Promise<boolean> {
    if (!isTurnId(turnId)) return false;
    const owner = await turnsOf(this.db, person).select('conversation.person_id').where('turn.id', '=', turnId).executeTakeFirst();
    if (!owner) return false;
    await this.db
      .insertInto('feedback')
      .values({ turn_id: turnId, person_id: owner.person_id, useful })
      .onConflict((conflict) => conflict.columns(['turn_id', 'person_id']).doUpdateSet({ useful }))
      .execute();
    return true;
  }
}

/** The turn of a message that came before; null for a new one. */
export async function findTurn(db: Kysely<Schema>, channel: Channel, messageId: string): Promise<Turn | null> {
  const row = await db.selectFrom('turn').selectAll().where('channel', '=', channel).where('message_id', '=', messageId).executeTakeFirst();
  return row ? toTurn(row) : null;
}

/** A turn of this very person; null for anybody else's and for what is no id. */
export async function findOwnTurn(db: Kysely<Schema>, turnId: string, person: PersonKey): Promise<Turn | null> {
  if (!isTurnId(turnId)) return null;
  const row = await turnsOf(db, person).where('turn.id', '=', turnId).executeTakeFirst();
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

/** Keeps the turn and its messages; when the message was kept before, nothing is written and that turn comes back. */
export async function recordTurn(
  tx: Transaction<Schema>,
  message: IncomingMessage,
  turn: Turn,
  outgoing: readonly Outgoing[],
): Promise<Turn> {
  const conversation = await conversationOf(tx, message, turn.askedAt);
  const inserted = await tx
    .insertInto('turn')
    .values({
      id: turn.id,
      conversation_id: conversation,
      channel: message.channel,
      message_id: message.messageId,
      question: turn.question,
      asked: turn.asked,
      screen: turn.screen,
      outcome: JSON.stringify(turn.outcome),
      outcome_kind: turn.outcome.kind,
      retrieved: JSON.stringify(turn.retrieved),
      stages: JSON.stringify(turn.stages),
      asked_at: turn.askedAt,
      help: turn.help,
      script: turn.script,
    })
    .onConflict((conflict) => conflict.columns(['channel', 'message_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  await markDone(tx, message.channel, message.messageId);
  if (!inserted) return (await findTurn(tx, message.channel, message.messageId)) ?? turn;
  await queueOutgoing(tx, outgoing);
  return turn;
}

/** Turns of one person; the join is the guard that nobody sees another's. */
function turnsOf(db: Kysely<Schema>, person: PersonKey) {
  return db
    .selectFrom('turn')
    .innerJoin('conversation', 'conversation.id', 'turn.conversation_id')
    .innerJoin('person', 'person.id', 'conversation.person_id')
    .selectAll('turn')
    .where('person.channel', '=', person.channel)
    .where('person.external_id', '=', person.personId);
}

async function conversationOf(tx: Transaction<Schema>, message: IncomingMessage, at: Date): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with someone as (
      insert into person (id, channel, external_id) values (${randomUUID()}, ${message.channel}, ${message.personId})
      on conflict (channel, external_id) do update set external_id = excluded.external_id returning id)
    insert into conversation (id, person_id, chat_id) select ${randomUUID()}::uuid, id, ${message.chatId} from someone
    on conflict (person_id, chat_id) do update set last_at = ${at} returning id`.execute(tx);
  return rows[0]?.id ?? '';
}

/** Ids come back from buttons and pages, so anything may stand there. */
export function isTurnId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

function toTurn(row: Selectable<Schema['turn']>): Turn {
  return {
    id: row.id,
    question: row.question,
    asked: row.asked,
    screen: row.screen as Turn['screen'],
    outcome: row.outcome as Turn['outcome'],
    retrieved: row.retrieved,
    stages: row.stages,
    askedAt: row.asked_at,
    help: row.help as Turn['help'],
    script: row.script as Turn['script'],
  };
}
