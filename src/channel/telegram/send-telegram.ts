import { type Api, GrammyError, InputFile } from 'grammy';
import type { SendResult } from '../../conversation/delivery.ts';
import type { OutboxItem } from '../../conversation/outbox.ts';
import type { FileContents } from '../../legal-case/stored-file.ts';
import type { TelegramMessage } from './render-telegram.ts';

/** A send that takes longer is given back to the outbox, which tries again; in seconds. */
export const SEND_TIMEOUT_SECONDS = 15;

/** Sends one message of the outbox and says what Telegram made of it. */
export async function sendTelegram(item: OutboxItem, api: Api, contents: FileContents): Promise<SendResult> {
  const message = item.payload as TelegramMessage;
  try {
    const sent = await (message.file ? sendFile(item.chatId, message, api, contents) : sendText(item.chatId, message, api));
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

async function sendFile(chatId: string, { file }: TelegramMessage, api: Api, contents: FileContents) {
  if (!file) throw new TypeError('a message without a file');
  return api.sendDocument(chatId, new InputFile(await contents.read(file.id), file.name));
}

/** 429 names its own wait; other answers of 400 to 499 will not change by asking again; all else may pass. */
function readFailure(error: unknown): SendResult {
  if (!(error instanceof GrammyError)) return { kind: 'retry', afterMs: null };
  const { error_code: code, parameters } = error;
  if (code === 429) return { kind: 'retry', afterMs: (parameters.retry_after ?? 1) * 1000 };
  return code >= 400 && code < 500 && code !== 401 ? { kind: 'refused', why: `Telegram ${code}` } : { kind: 'retry', afterMs: null };
}
