import type { Feedback } from '../answer/feedback.ts';
import type { CaseUnit } from '../legal-case/case-unit.ts';
import type { PersonKey, Speaker } from '../legal-case/person.ts';
import type { IncomingMessage } from './incoming-message.ts';
import type { Glance } from './topic.ts';
import type { Outgoing, Turn } from './turn-store.ts';

/** What one message reads and changes, in one transaction: all of it happens or nothing. */
export interface TurnUnit extends CaseUnit {
  /** Who speaks; held until the end, so that one person's messages are dealt with one after the other. */
  speaker(key: PersonKey): Promise<Speaker>;
  /** As `speaker`, and the turn that this very message got when it came before. */
  meet(message: IncomingMessage): Promise<{ readonly speaker: Speaker; readonly newcomer: boolean; readonly before: Turn | null }>;
  /** A turn of this very person; null for anybody else's. */
  ownTurn(turnId: string, person: PersonKey): Promise<Turn | null>;
  /** The person's latest turns in this chat, oldest first. */
  recentTurns(message: IncomingMessage, limit: number): Promise<readonly Turn[]>;
  /** Keeps what a person says of their own turn; false for anybody else's. */
  recordFeedback(turnId: string, person: PersonKey, feedback: Feedback): Promise<boolean>;
  /** Keeps a turn and what is to be sent for it. */
  recordTurn(message: IncomingMessage, turn: Turn, outgoing: readonly Outgoing[]): Promise<void>;
  /** The message is dealt with and nothing comes of it. */
  settle(message: IncomingMessage): Promise<void>;
  /** Messages to be sent that no message of a person caused. */
  queue(outgoing: readonly Outgoing[]): Promise<void>;
}

/** Runs work in a transaction; what failed only because others wrote at the same time is tried again. */
export interface UnitOfWork {
  transact<T>(work: (unit: TurnUnit) => Promise<T>): Promise<T>;
  /**
   * What is known of who asks, read beside the others who ask at this moment; null for one who is in a dialogue, is held back,
   * represents a client or has an open case, and for a message that was dealt with: what becomes of theirs needs a transaction.
   */
  glance(message: IncomingMessage): Promise<Glance | null>;
}
