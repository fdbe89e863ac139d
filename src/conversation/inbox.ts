import type { Channel } from '../legal-case/person.ts';
import type { Outgoing } from './turn-store.ts';

/** A message as its platform sent it, kept before the platform is told that it arrived. */
export interface Received {
  readonly channel: Channel;
  readonly messageId: string;
  /** The platform's own form; forgotten once the message is dealt with. */
  readonly payload: unknown;
}

/** Where messages wait until they are dealt with, so that a crash loses none. */
export interface Inbox {
  /** Keeps messages; one that came before is not kept twice. Returns those that are still to be dealt with. */
  accept(messages: readonly Received[]): Promise<readonly Received[]>;
  /** Messages of a channel that no process has dealt with yet, in order of arrival; they are this process's for a minute. */
  waiting(channel: Channel): Promise<readonly Received[]>;
  /** Messages that failed, or whose process died, a minute or longer ago; each a few times, then no more. */
  overdue(channel: Channel): Promise<readonly Received[]>;
  /** The message is dealt with by these replies and no turn; nothing happens when it was before. */
  settle(channel: Channel, messageId: string, outgoing: readonly Outgoing[]): Promise<void>;
  /** A message of ours shows what is being written in reply to that message: by its number there the answer will take its place. */
  keepShown(channel: Channel, messageId: string, externalId: string | null): Promise<void>;
  /** The number of the message that shows what is, or was, being written in reply; null for none. */
  shownFor(channel: Channel, messageId: string): Promise<string | null>;
}
