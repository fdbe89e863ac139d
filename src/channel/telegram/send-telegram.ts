import { type Api, GrammyError, InputFile } from 'grammy';
import { CASE_WORDING } from '../../conversation/case/case-wording.ts';
import type { SendResult } from '../../conversation/delivery.ts';
import type { OutboxItem } from '../../conversation/outbox.ts';
import { type FileContents, FileLostError, type StoredFile } from '../../legal-case/stored-file.ts';
import { signPress } from './button-data.ts';
import { COMMAND_MENUS } from './command-menu.ts';
import { renderTelegramText, type TelegramMessage } from './render-telegram.ts';
import { isSameAlready } from './telegram-preview.ts';

/** A send that takes longer is given back to the outbox, which tries again; in seconds. */
export const SEND_TIMEOUT_SECONDS = 15;
/** The same for a file; less than the outbox leaves a message to one process. */
export const FILE_TIMEOUT_SECONDS = 50;

/** How to reach Telegram: in a short time for words, in a longer one for files; where files lie, and where topics are kept. */
export interface TelegramSending {
  readonly token: string;
  readonly words: Api;
  readonly files: Api;
  readonly contents: FileContents;
  readonly keepThread: (item: OutboxItem, thread: string) => Promise<void>;
}

/** Sends one message of the outbox, or changes the one it replaces, and says what Telegram made of it. */
export async function sendTelegram(item: OutboxItem, sending: TelegramSending): Promise<SendResult> {
  const message = item.payload as TelegramMessage;
  try {
    return { kind: 'sent', externalId: await deliver(item, message, sending) };
  } catch (error) {
    return readFailure(error);
  }
}

async function deliver(item: OutboxItem, message: TelegramMessage, sending: TelegramSending): Promise<string | null> {
  const { words } = sending;
  if (message.menu !== undefined) {
    await words.setMyCommands(COMMAND_MENUS[message.menu], { scope: { type: 'chat', chat_id: Number(item.chatId) } });
    return null;
  }
  if (item.edits !== null && (await replace(item, item.edits, message, sending))) return item.updates ? null : item.edits;
  const thread = (await threadOf(item, sending)) ?? message.thread;
  const sent = await sendTo({ chatId: item.chatId, thread }, message, sending).catch(async (error: unknown) => {
    if (thread === undefined || !isTopicGone(error)) throw error;
    // Somebody deleted or closed the topic: the case goes on in a new one, all else in the group itself.
    const another = item.thread === null ? null : await threadOf({ ...item, thread: null }, sending);
    return sendTo({ chatId: item.chatId, thread: another ?? undefined }, message, sending);
  });
  return String(sent.message_id);
}

function sendTo(place: Place, message: TelegramMessage, sending: TelegramSending) {
  return message.file ? sendFile(place, message.file, sending) : sendText(place, message, sending);
}

function isTopicGone(error: unknown): boolean {
  return error instanceof GrammyError && /message thread not found|TOPIC_DELETED|TOPIC_CLOSED/.test(error.description);
}

/** Changes a message. A card that is gone needs no change; false for an answer that Telegram does not put there, so that it is sent. */
async function replace(item: OutboxItem, edits: string, message: TelegramMessage, sending: TelegramSending): Promise<boolean> {
  try {
    await sending.words.editMessageText(item.chatId, Number(edits), message.text, {
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      ...inlineButtons(message, sending),
    });
    return true;
  } catch (error) {
    if (isSameAlready(error)) return true;
    if (!(error instanceof GrammyError)) throw error;
    if (item.updates && /message to edit not found|message can't be edited/.test(error.description)) return true;
    if (item.updates || error.error_code !== 400 || error.parameters.migrate_to_chat_id !== undefined) throw error;
    return false;
  }
}

interface Place {
  readonly chatId: string;
  readonly thread: number | undefined;
}

function sendText({ chatId, thread }: Place, message: TelegramMessage, sending: TelegramSending) {
  const { text, askPhone } = message;
  const asking =
    askPhone === undefined
      ? {}
      : { reply_markup: { keyboard: [[{ text: askPhone, request_contact: true }]], one_time_keyboard: true, resize_keyboard: true } };
  return sending.words.sendMessage(chatId, text, {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...inThread(thread),
    ...inlineButtons(message, sending),
    ...asking,
  });
}

/** A file whose content is gone is named instead, so that it holds up nobody. */
async function sendFile(place: Place, file: StoredFile, sending: TelegramSending) {
  try {
    const content = new InputFile(await sending.contents.read(file.id), file.name);
    return await sending.files.sendDocument(place.chatId, content, inThread(place.thread));
  } catch (error) {
    const [gone] = renderTelegramText(CASE_WORDING.fileGone(file.name));
    if (!(error instanceof FileLostError) || gone === undefined) throw error;
    return sendText(place, gone, sending);
  }
}

/** The topic of the item's case, made where there is none yet; null where the chat has no topics or does not let us make any. */
async function threadOf(item: OutboxItem, { words, keepThread }: TelegramSending): Promise<number | null> {
  if (!item.topics) return null;
  if (item.thread !== null) return Number(item.thread);
  try {
    const made = await words.createForumTopic(item.chatId, CASE_WORDING.topic(item.caseNumber ?? ''));
    await keepThread(item, String(made.message_thread_id));
    return made.message_thread_id;
  } catch (error) {
    if (error instanceof GrammyError && error.error_code === 400) return null;
    throw error;
  }
}

function inThread(thread: number | undefined) {
  return thread === undefined ? {} : { message_thread_id: thread };
}

function inlineButtons({ buttons }: TelegramMessage, { token }: TelegramSending) {
  if (buttons.length === 0) return {};
  const signed = buttons.map((row) => row.map(({ text, callback_data }) => ({ text, callback_data: signPress(callback_data, token) })));
  return { reply_markup: { inline_keyboard: signed } };
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
