/** Addresses by which a chat can be answered for a while after a message came from it. */
export interface ReplySessions {
  keep(chatId: string, webhook: string, expiresAt: Date): Promise<void>;
  /** One that is still good at this moment; null where there is none. */
  find(chatId: string, now: Date): Promise<string | null>;
  /** It is not good any more, whatever was said. */
  drop(chatId: string): Promise<void>;
}
