import { type Api, GrammyError, InputFile } from 'grammy';
import { CASE_WORDING } from '../../conversation/case/case-wording.ts';
import type { SendResult } from '../../conversation/delivery.ts';
import type { OutboxItem } from '../../conversation/outbox.ts';
import { type FileContents, FileLostError, type StoredFile } from '../../legal-case/stored-file.ts';
import { renderTelegramText, type TelegramMessage } from './render-telegram.ts';

/** A send that takes longer is given back to the outbox, which tries again; in seconds. */
export const SEND_TIMEOUT_SECONDS = 15;
/** The same for a file; less than the outbox leaves a message to one process. */
export const FILE_TIMEOUT_SECONDS = 50;

/** How to reach Telegram: in a short time for words, in a longer one for files; and where the files lie. */
export interface TelegramSending {
  readonly words: Api;
  readonly files: Api;
  readonly contents: FileContents;
}

/** Sends one message of the outbox and says what Telegram made of it. */
export async function sendTelegram(item: OutboxItem, sending: TelegramSending): Promise<SendResult> {
  const message = item.payload as TelegramMessage;
  try {
    const sent = await (message.file ? sendFile(item.chatId, message.file, sending) : sendText(item.chatId, message, sending.words));
    return { kind: 'sent', externalId: String(sent.message_id) };
  } catch (error) {
    return readFailure(error);
  }
}

function sendText(chatId: string, { text, buttons, askPhone }: TelegramMessage, api: Api) {
  const inline = buttons.length === 0 ? {} : { reply_markup: { inline_keyboard: buttons.map((row) => [...row]) } };
  const asking =
    askPhone === undefined
      ? {}
      : { reply_markup: { keyboard: [[{ text: askPhone, request_contact: true }]], one_time_keyboard: true, resize_keyboard: true } };
  return api.sendMessage(chatId, text, { parse_mode: 'HTML', link_preview_options: { is_disabled: true }, ...inline, ...asking });
}

/** A file whose content is gone is named instead, so that it holds up nobody. */
async function sendFile(chatId: string, file: StoredFile, { words, files, contents }: TelegramSending) {
  try {
    return await files.sendDocument(chatId, new InputFile(await contents.read(file.id), file.name));
  } catch (error) {
    const [gone] = renderTelegramText(CASE_WORDING.fileGone(file.name));
    if (!(error instanceof FileLostError) || gone === undefined) throw error;
    return sendText(chatId, gone, words);
  }
}

/**
 * 429 names its own wait, a group that became a supergroup its new chat; other answers of 400 to 499 will not change by asking
 * again; all else may pass.
 */
function readFailure(error: unknown): SendResult {
  if (!(error instanceof GrammyError)) return { kind: 'retry', afterMs: null };
  const { error_code: code, parameters } = error;
  if (parameters.migrate_to_chat_id !== undefined) return { kind: 'moved', chatId: String(parameters.migrate_to_chat_id) };
  if (code === 429) return { kind: 'retry', afterMs: (parameters.retry_after ?? 1) * 1000 };
  return code >= 400 && code < 500 && code !== 401 ? { kind: 'refused', why: `Telegram ${code}` } : { kind: 'retry', afterMs: null };
}
