/** A person or a bot, as Telegram names them in a message. */
export interface Sender {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly username?: string;
}

/** A message as the Bot API shows it; what it holds (text, document, contact) is in further fields. */
export interface ChatMessage {
  readonly message_id: number;
  readonly date: number;
  readonly chat: object;
  readonly from: Sender;
  readonly text?: string;
  readonly [content: string]: unknown;
}

/** The bot as getMe and its own messages show it. */
export const BOT: Sender = { id: 123456, is_bot: true, first_name: '法小二', username: 'fa_xiaoer_bot' };

/** A person; all have the same name, so that nothing depends on it. */
export function personCalled(id: number): Sender {
  return { id, is_bot: false, first_name: '测试' };
}

/** The chat of an id: below zero a group (supergroup), else a person's private chat. */
export function chatOf(id: number): object {
  return id < 0 ? { id, type: 'supergroup', title: '测试群' } : { id, type: 'private', first_name: '测试' };
}

/** The commands Telegram marks in a text: one at its start, or none. */
export function commandsIn(text: string): readonly object[] {
  return text.startsWith('/') ? [{ type: 'bot_command', offset: 0, length: text.split(/\s/)[0]?.length ?? 0 }] : [];
}

/** All messages by chat, those of people and those of the bot, numbered from 1 within each chat. */
export class TelegramChats {
  private readonly chats = new Map<number, ChatMessage[]>();

  /** Writes a message into a chat; `replyTo` is the number of a message there. Throws where there is none. */
  add(chatId: number, from: Sender, content: object, replyTo: number | null = null): ChatMessage {
    const messages = this.chats.get(chatId) ?? [];
    const reply = replyTo === null ? {} : { reply_to_message: withoutReply(this.find(chatId, replyTo)) };
    const message = { message_id: messages.length + 1, date: 1, chat: chatOf(chatId), from, ...reply, ...content };
    this.chats.set(chatId, [...messages, message]);
    return message;
  }

  /** The message with new words: its text, or its caption where it holds a file. Throws where the person did not write it. */
  edit(chatId: number, messageId: number, personId: number, text: string): ChatMessage {
    const message = this.find(chatId, messageId);
    if (message.from.id !== personId) throw new Error(`message ${messageId} of chat ${chatId} is not by person ${personId}`);
    const words = message.text === undefined ? { caption: text } : { text, entities: commandsIn(text) };
    const edited: ChatMessage = { ...message, edit_date: 2, ...words };
    this.chats.set(
      chatId,
      (this.chats.get(chatId) ?? []).map((one) => (one === message ? edited : one)),
    );
    return edited;
  }

  /** The latest message of a chat by the bot or by any person; null where there is none. */
  last(chatId: number, by: 'bot' | 'person'): ChatMessage | null {
    return this.chats.get(chatId)?.findLast((message) => message.from.is_bot === (by === 'bot')) ?? null;
  }

  private find(chatId: number, messageId: number): ChatMessage {
    const message = this.chats.get(chatId)?.[messageId - 1];
    if (message === undefined) throw new Error(`chat ${chatId} has no message ${messageId}; say or send it first`);
    return message;
  }
}

/** Telegram shows one step of a thread only. */
function withoutReply(message: ChatMessage): object {
  const { reply_to_message, ...rest } = message;
  return rest;
}
