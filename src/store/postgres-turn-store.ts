import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Outcome } from '../answer/outcome.ts';
import type { Channel, IncomingMessage } from '../conversation/incoming-message.ts';
import type { Outgoing, PersonKey, Turn, TurnStore } from '../conversation/turn-store.ts';
import { markDone } from './postgres-inbox.ts';
import { queueOutgoing } from './postgres-outbox.ts';
import type { Schema } from './schema.ts';

/** Turns in Postgres. */
export class PostgresTurnStore implements TurnStore {
  constructor(private readonly db: Kysely<Schema>) {}

  async findByMessage(channel: Channel, messageId: string): Promise<Turn | null> {
    const row = await this.db
      .selectFrom('turn')
      .selectAll()
      .where('channel', '=', channel)
      .where('message_id', '=', messageId)
      .executeTakeFirst();
    return row ? toTurn(row) : null;
  }

  async findForPerson(turnId: string, person: PersonKey): Promise<Turn | null> {
    if (!isTurnId(turnId)) return null;
    const row = await turnsOf(this.db, person).where('turn.id', '=', turnId).executeTakeFirst();
    return row ? toTurn(row) : null;
  }

  async record(message: IncomingMessage, turn: Turn, outgoing: readonly Outgoing[]): Promise<Turn> {
    return this.db.transaction().execute(async (tx) => {
      const conversation = await conversationOf(tx, message, turn.askedAt);
      const inserted = await tx
        .insertInto('turn')
        .values({
          id: turn.id,
          conversation_id: conversation,
          channel: message.channel,
          message_id: message.messageId,
          question: turn.question,
          outcome: JSON.stringify(turn.outcome),
          outcome_kind: turn.outcome.kind,
          retrieved: JSON.stringify(turn.retrieved),
          stages: JSON.stringify(turn.stages),
          asked_at: turn.askedAt,
        })
        .onConflict((conflict) => conflict.columns(['channel', 'message_id']).doNothing())
        .returningAll()
        .executeTakeFirst();
      await markDone(tx, message.channel, message.messageId);
      if (!inserted) {
        const before = await tx
          .selectFrom('turn')
          .selectAll()
          .where('channel', '=', message.channel)
          .where('message_id', '=', message.messageId)
          .executeTakeFirstOrThrow();
        return toTurn(before);
      }
      await queueOutgoing(tx, outgoing);
      return turn;
    });
  }

  async history(person: PersonKey, limit: number): Promise<readonly Turn[]> {
    const rows = await turnsOf(this.db, person).orderBy('turn.asked_at', 'desc').limit(limit).execute();
    return rows.map(toTurn).reverse();
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
  const person = await tx
    .insertInto('person')
    .values({ id: randomUUID(), channel: message.channel, external_id: message.personId })
    .onConflict((conflict) => conflict.columns(['channel', 'external_id']).doUpdateSet({ external_id: message.personId }))
    .returning('id')
    .executeTakeFirstOrThrow();
  const conversation = await tx
    .insertInto('conversation')
    .values({ id: randomUUID(), person_id: person.id, chat_id: message.chatId })
    .onConflict((conflict) => conflict.columns(['person_id', 'chat_id']).doUpdateSet({ last_at: at }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return conversation.id;
}

/** Ids come back from buttons and pages, so anything may stand there. */
function isTurnId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

function toTurn(row: Selectable<Schema['turn']>): Turn {
  return {
    id: row.id,
    question: row.question,
    outcome: row.outcome as Outcome,
    retrieved: row.retrieved,
    stages: row.stages,
    askedAt: row.asked_at,
  };
}
