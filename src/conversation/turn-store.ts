import type { Feedback } from '../answer/feedback.ts';
import type { Outcome } from '../answer/outcome.ts';
import type { Screen } from '../answer/screen-message.ts';
import type { Trail } from '../answer/trail.ts';
import type { Channel, PersonKey, Script } from '../legal-case/person.ts';
import type { IncomingMessage } from './incoming-message.ts';
import type { Reply } from './reply.ts';

/** A turn that was not a question but a step of a case, a binding and the like: what was replied. */
interface Conversed {
  readonly kind: 'conversed';
  readonly reply: Reply;
}

/**
 * A turn as it is kept: what was asked, how it ended, what was found, how long each stage took (milliseconds; `preview`: until the
 * first sentence of a model was shown).
 */
export interface Turn {
  readonly id: string;
  readonly question: string;
  /** The question as it was understood, standing alone; '' for what was none. */
  readonly asked: string;
  /** What the message was besides a question. */
  readonly screen: Screen;
  readonly outcome: Outcome | Conversed;
  readonly retrieved: readonly string[];
  readonly stages: Readonly<Record<string, number>>;
  /** How the outcome was come by, for staff; absent where nothing was looked for. */
  readonly trail?: Trail;
  readonly askedAt: Date;
  /** Who can be asked when the answer is not enough: the asker's own law firm or the district's lawyers; null where none was offered. */
  readonly help: 'firm' | 'lawyers' | null;
  /** The characters in which the reply is shown. */
  readonly script: Script;
}

/** A message to be sent after the transaction that wrote it; `payload` is the channel's own. */
export interface Outgoing {
  readonly channel: Channel;
  readonly chatId: string;
  readonly payload: unknown;
  /** The case it is about, so that a reply to it finds its way; absent for all else. */
  readonly caseNumber?: string | null;
  /** The warning it is part of; such messages let all others go first. */
  readonly broadcastId?: string | null;
  /** It shows a case's card, which later messages may replace. */
  readonly card?: boolean;
  /** It replaces, where the platform can, the latest card of this case in this chat; where there is none it is left out. */
  readonly updates?: boolean;
  /** It answers this message of a person: it takes the place of what was shown while it was written; where nothing was it is a new one. */
  readonly answers?: string;
}

/** Where turns are kept. */
export interface TurnStore {
  /** The turn of a message that came before; null for a new one. */
  findByMessage(channel: Channel, messageId: string): Promise<Turn | null>;
  /** A turn of this very person, or of anybody in the group; null for all others. */
  findForPerson(turnId: string, person: PersonKey, group?: string | null): Promise<Turn | null>;
  /** Keeps the turn and its outgoing messages together. When the message was kept before, nothing is written and that turn comes back. */
  record(message: IncomingMessage, turn: Turn, outgoing: readonly Outgoing[]): Promise<Turn>;
  /** The person's latest turns, oldest first. */
  history(person: PersonKey, limit: number): Promise<readonly Turn[]>;
  /**
   * Keeps what the person says of an answer; the last word counts. What is not said stays as it was, unless the answer is called
   * useful after all. False when the turn is not this person's.
   */
  recordFeedback(turnId: string, person: PersonKey, feedback: Feedback): Promise<boolean>;
}
