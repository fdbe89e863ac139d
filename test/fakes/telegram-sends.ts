import { badRequest, type Refusal } from './telegram-answer.ts';
import { readTelegramHtml } from './telegram-html.ts';
import type { UploadedFile } from './telegram-multipart.ts';

/** The words and keyboards of a message the bot sends, markup read. */
export interface SentWords {
  /** The text, or the caption of a document. */
  readonly text: string;
  /** Buttons under the message (inline keyboard), row by row. */
  readonly buttons: readonly { readonly text: string; readonly callback_data: string }[];
  /** Texts of the keys shown in place of the person's keyboard; empty without one. */
  readonly replyKeyboard: readonly string[];
  /** Whether one of those keys shares the person's phone number. */
  readonly requestsContact: boolean;
}

/** A message as Telegram took it: markup read, buttons and bytes kept. */
export interface TakenMessage extends SentWords {
  readonly chatId: string;
  /** Its number within the chat. */
  readonly messageId: number;
  readonly document: UploadedFile | null;
  /** The topic of its group; null for none. */
  readonly thread: number | null;
}

const LONGEST_TEXT = 4096;
const LONGEST_CAPTION = 1024;
const LONGEST_CALLBACK_DATA = 64;

interface Markup {
  readonly inline_keyboard?: readonly SentWords['buttons'][];
  readonly keyboard?: readonly (readonly (string | { readonly text: string; readonly request_contact?: boolean })[])[];
}

/** Reads a sendMessage; refuses what Telegram refuses: text that is empty, over 4,096 characters or badly marked up, bad keyboards. */
export function readText(body: Record<string, unknown>): SentWords | Refusal {
  const text = readMarkup(body.text, body.parse_mode);
  if (text?.trim() === '') return badRequest('message text is empty');
  if (text !== null && text.length > LONGEST_TEXT) return badRequest('message is too long');
  return withKeyboards(text, body);
}

/** Reads a sendDocument but for its file; the caption may be missing, and has 1,024 characters at most. */
export function readCaption(body: Record<string, unknown>): SentWords | Refusal {
  const caption = readMarkup(body.caption ?? '', body.parse_mode);
  if (caption !== null && caption.length > LONGEST_CAPTION) return badRequest('message caption is too long');
  return withKeyboards(caption, body);
}

function readMarkup(text: unknown, parseMode: unknown): string | null {
  return parseMode === 'HTML' ? readTelegramHtml(String(text)) : String(text);
}

function withKeyboards(text: string | null, body: Record<string, unknown>): SentWords | Refusal {
  if (text === null) return badRequest("can't parse entities");
  const markup = (body.reply_markup ?? {}) as Markup;
  const buttons = (markup.inline_keyboard ?? []).flat();
  if (buttons.some((button) => Buffer.byteLength(button.callback_data ?? '') > LONGEST_CALLBACK_DATA)) {
    return badRequest('BUTTON_DATA_INVALID');
  }
  const keys = (markup.keyboard ?? []).flat();
  const requestsContact = keys.some((key) => typeof key === 'object' && key.request_contact === true);
  if (requestsContact && Number(body.chat_id) < 0) return badRequest('phone number can be requested in private chats only');
  return { text, buttons, replyKeyboard: keys.map((key) => (typeof key === 'string' ? key : key.text)), requestsContact };
}
