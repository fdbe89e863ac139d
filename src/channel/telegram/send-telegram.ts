import { type Api, GrammyError } from 'grammy';
import type { SendResult } from '../../conversation/delivery.ts';
import type { OutboxItem } from '../../conversation/outbox.ts';
import type { TelegramMessage } from './render-telegram.ts';

/** A send that takes longer is given back to the outbox, which tries again; in seconds. */
export const SEND_TIMEOUT_SECONDS = 15;

/** Sends one message of the outbox and says what Telegram made of it. */
export async function sendTelegram(item: OutboxItem, api: Api): Promise<SendResult> {
  const { text, buttons } = item.payload as TelegramMessage;
  const keyboard = buttons.length === 0 ? {} : { reply_markup: { inline_keyboard: buttons.map((row) => [...row]) } };
  try {
    await api.sendMessage(item.chatId, text, { parse_mode: 'HTML', link_preview_options: { is_disabled: true }, ...keyboard });
    return { kind: 'sent' };
  } catch (error) {
    return readFailure(error);
  }
}

/** 429 names its own wait; other answers of 400 to 499 will not change by asking again; all else may pass. */
function readFailure(error: unknown): SendResult {
  if (!(error instanceof GrammyError)) return { kind: 'retry', afterMs: null };
  const { error_code: code, parameters } = error;
  if (code === 429) return { kind: 'retry', afterMs: (parameters.retry_after ?? 1) * 1000 };
  return code >= 400 && code < 500 && code !== 401 ? { kind: 'refused', why: `Telegram ${code}` } : { kind: 'retry', afterMs: null };
}
