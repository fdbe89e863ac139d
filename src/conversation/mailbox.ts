import type { Reply } from './reply.ts';

/** A message that waits for, or was shown to, a person of a channel that fetches (the web chat). */
export interface Letter {
  /** Grows with every message. */
  readonly id: string;
  readonly reply: Reply;
  readonly at: Date;
}

/** Messages for people whose channel cannot be pushed to; they stay readable as part of the conversation. */
export interface Mailbox {
  /** Messages behind `after` and those never fetched, oldest first; they count as delivered by this. */
  fetch(chatId: string, after: string, limit: number): Promise<readonly Letter[]>;
  /** The latest messages and all that were never fetched, oldest first. */
  latest(chatId: string, limit: number): Promise<readonly Letter[]>;
}
