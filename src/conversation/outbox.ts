import type { Channel } from '../legal-case/person.ts';
import type { Outgoing } from './turn-store.ts';

/** A message taken for sending. */
export interface OutboxItem extends Outgoing {
  readonly id: string;
  /** The message that it replaces (a card, or what was shown while the answer was written), in the platform's numbering; null for a new one. */
  readonly edits: string | null;
  /** Whether cases have topics of their own in this chat, and the topic of this one where it has been made. */
  readonly topics: boolean;
  readonly thread: string | null;
  /** How often it was taken, this time included. */
  readonly attempts: number;
}

/** Replies and notices that must be sent, kept until the platform has them. */
export interface Outbox {
  /**
   * Takes up to `limit` messages that are due, at most one of each chat and that chat's oldest. They come back by themselves
   * when the process dies before saying what became of them.
   */
  claim(channel: Channel, limit: number): Promise<readonly OutboxItem[]>;
  /** Nothing of the channel is claimed here any more; what was claimed and never taken is given back. */
  close(channel: Channel): Promise<void>;
  /** Whether anything is still on its way to this chat. */
  waits(channel: Channel, chatId: string): Promise<boolean>;
  /** @param externalId the message in the platform's own numbering, by which replies to it are known; null where it has none */
  markSent(item: Pick<OutboxItem, 'id' | 'caseNumber'>, externalId: string | null): Promise<void>;
  /** Put off by this many milliseconds without having been tried. */
  defer(id: string, milliseconds: number): Promise<void>;
  /** To be tried again after this many milliseconds. */
  postpone(id: string, milliseconds: number): Promise<void>;
  /** The item's chat is known by another id now: what waits for it, and the desk that is told there, go along. */
  moveChat(item: OutboxItem, to: string): Promise<void>;
  /** The topic that was made for the item's case in its chat. */
  keepThread(item: OutboxItem, thread: string): Promise<void>;
  /** Takes up again what of a case could not be told in a chat that was out of reach, now that it has written; only to whom the case is still.
   * @param why for which they were given up */
  revive(channel: Channel, chatId: string, why: string): Promise<void>;
  /** Not to be tried again (dead letter); staff are shown why. */
  giveUp(id: string, why: string): Promise<void>;
}
