/** Ways by which people reach the bot. */
export type Channel = 'terminal' | 'web' | 'telegram';

/** One message of a person, as every channel hands it in. */
export interface IncomingMessage {
  readonly channel: Channel;
  /** Unique in its channel; the same message may come twice. */
  readonly messageId: string;
  /** The person's name in the channel's own numbering; never shown. */
  readonly personId: string;
  readonly chatId: string;
  readonly text: string;
}
