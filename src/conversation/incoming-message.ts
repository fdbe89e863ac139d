import type { PersonKey } from '../legal-case/person.ts';
import type { FileRefusal, StoredFile } from '../legal-case/stored-file.ts';

/** One message of a person, as it is dealt with. */
export interface IncomingMessage extends PersonKey {
  /** Unique in its channel; the same message may come twice. */
  readonly messageId: string;
  readonly chatId: string;
  readonly text: string;
  /** Several people read this chat. */
  readonly group?: boolean;
  /** In a group: it names the bot, or answers one of its messages. */
  readonly addressed?: boolean;
  /** In a group: it has topics, so that each case can have its own. */
  readonly topics?: boolean;
  /** The message in the platform's numbering of its chat, by which it is edited. */
  readonly sourceId?: string;
  /** The text replaces that of an earlier message with the same `sourceId`. */
  readonly edited?: boolean;
  /** Our message to which this is a reply, in the platform's numbering. */
  readonly replyTo?: string;
  /** A telephone that the platform vouches for as the sender's own. */
  readonly verifiedPhone?: string;
  /** A file sent along, or why it was not taken. */
  readonly file?: StoredFile | FileRefusal;
}

/** One message of a person, as every channel hands it in: what it takes effort to fetch is fetched once it has been let in. */
export type SentMessage = IncomingMessage & { readonly open?: () => Promise<Opened> };

/** What came with a message; or words for the person where nothing can be made of it. */
export type Opened =
  | { readonly kind: 'came'; readonly with: Partial<Pick<IncomingMessage, 'text' | 'file' | 'verifiedPhone'>> }
  | { readonly kind: 'unreadable'; readonly why: string };
