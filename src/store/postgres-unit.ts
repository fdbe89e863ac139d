import type { Kysely, Transaction } from 'kysely';
import type { IncomingMessage } from '../conversation/incoming-message.ts';
import { type Glance, LOOKED_THROUGH_TURNS } from '../conversation/topic.ts';
import type { TurnUnit, UnitOfWork } from '../conversation/unit-of-work.ts';
import { Batch } from './batch.ts';
import { glanceAtPeople } from './glance-at-people.ts';
import { PostgresCases } from './postgres-cases.ts';
import { PostgresClients, PostgresDesks } from './postgres-desks.ts';
import { PostgresFiles } from './postgres-files.ts';
import { markDone } from './postgres-inbox.ts';
import { PostgresLetters } from './postgres-letters.ts';
import { queueOutgoing } from './postgres-outbox.ts';
import { PostgresPeople, takeSpeaker } from './postgres-people.ts';
import { PostgresServices } from './postgres-services.ts';
import { findOwnTurn, findTurn, recentTurns, recordFeedback, recordTurn } from './postgres-turn-store.ts';
import { isOutdatedPlan } from './preparing-client.ts';
import type { Schema } from './schema.ts';

/** Tries of a transaction that others got in the way of. */
const MAX_TRIES = 4;
/** serialization_failure, deadlock_detected. */
const TRY_AGAIN = new Set(['40001', '40P01']);

/** Transactions in Postgres. */
export class PostgresUnitOfWork implements UnitOfWork {
  private readonly glances = new Batch<IncomingMessage, Glance | null>((messages) =>
    glanceAtPeople(this.db, messages, LOOKED_THROUGH_TURNS),
  );

  constructor(private readonly db: Kysely<Schema>) {}

  glance(message: IncomingMessage): Promise<Glance | null> {
    return this.glances.add(message);
  }

  async transact<T>(work: (unit: TurnUnit) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.db.transaction().execute((tx) => work(unitOf(tx)));
      } catch (error) {
        if (attempt === MAX_TRIES || !mayPass(error)) throw error;
      }
    }
  }
}

/** Whether the same may go well if it is tried again. */
function mayPass(error: unknown): boolean {
  return isOutdatedPlan(error) || (error instanceof Error && 'code' in error && TRY_AGAIN.has(String(error.code)));
}

function unitOf(tx: Transaction<Schema>): TurnUnit {
  return {
    people: new PostgresPeople(tx),
    clients: new PostgresClients(tx),
    desks: new PostgresDesks(tx),
    cases: new PostgresCases(tx),
    files: new PostgresFiles(tx),
    services: new PostgresServices(tx),
    letters: new PostgresLetters(tx),
    speaker: async (key) => (await takeSpeaker(tx, key)).speaker,
    meet: async (message) => {
      const { speaker, newcomer, wroteBefore } = await takeSpeaker(tx, message, message.messageId);
      return { speaker, newcomer, before: wroteBefore ? await findTurn(tx, message.channel, message.messageId) : null };
    },
    ownTurn: (turnId, person) => findOwnTurn(tx, turnId, person),
    recentTurns: (message, limit) => recentTurns(tx, message, limit, message.chatId),
    recordFeedback: (turnId, person, feedback) => recordFeedback(tx, turnId, person, feedback),
    recordTurn: async (message, turn, outgoing) => {
      await recordTurn(tx, message, turn, outgoing);
    },
    settle: async ({ channel, messageId }) => {
      await markDone(tx, channel, messageId);
    },
    queue: (outgoing) => queueOutgoing(tx, outgoing),
  };
}
