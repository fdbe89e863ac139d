import { CASE_WORDING } from '../../conversation/case/case-wording.ts';
import type { SendResult } from '../../conversation/delivery.ts';
import type { OutboxItem } from '../../conversation/outbox.ts';
import type { ReplySessions } from '../../conversation/reply-sessions.ts';
import { type FileContents, FileLostError, type StoredFile } from '../../legal-case/stored-file.ts';
import { finishAnswer } from './answer-card.ts';
import { type CardPlace, placeOf } from './card-bodies.ts';
import type { DingTalkApi } from './dingtalk-api.ts';
import { DingTalkError, SESSION_ENDED } from './dingtalk-error.ts';
import { isGone, readFailure } from './read-failure.ts';
import { type DingTalkMessage, renderDingTalkText, withoutLinks } from './render-dingtalk.ts';

export interface DingTalkSending {
  readonly api: DingTalkApi;
  readonly sessions: ReplySessions;
  readonly contents: FileContents;
  /** Template of interactive cards; null: a card is text with links. */
  readonly cardTemplate: string | null;
  readonly now: () => Date;
}

/** Sends one message of the outbox, or changes the card it replaces, and says what DingTalk made of it. */
export async function sendDingTalk(item: OutboxItem, sending: DingTalkSending): Promise<SendResult> {
  const message = item.payload as DingTalkMessage;
  try {
    return { kind: 'sent', externalId: await deliver(item, message, sending) };
  } catch (error) {
    return readFailure(error);
  }
}

async function deliver(item: OutboxItem, message: DingTalkMessage, sending: DingTalkSending): Promise<string | null> {
  const { api, cardTemplate } = sending;
  if (item.edits !== null && !item.updates && (await finishAnswer(item.edits, message, api))) return item.edits;
  if (item.edits !== null && item.updates) {
    await api.updateCard(item.edits, cardValues(message)).catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
    return null;
  }
  if (message.file) {
    await sendFile(item.chatId, message.file, sending);
    return null;
  }
  const place = placeOf(item.chatId);
  if (item.card === true && cardTemplate !== null && place !== null) {
    try {
      return await sendCard(item, place, cardTemplate, sending);
    } catch (error) {
      // A card that DingTalk will never show (its template is gone, cards are not allowed) is told as text.
      if (readFailure(error).kind !== 'refused') throw error;
    }
  }
  await sendText(item.chatId, message, sending);
  return null;
}

/** Makes the card; where an earlier try made it and its answer was lost, shows what it is to show. Returns its name. */
async function sendCard({ id, attempts, payload }: OutboxItem, place: CardPlace, cardTemplateId: string, { api }: DingTalkSending) {
  const outTrackId = `case-card-${id}`;
  const cardParamMap = cardValues(payload as DingTalkMessage);
  const made = attempts > 1 && (await api.updateCard(outTrackId, cardParamMap).then(() => true, isThere));
  if (!made) await api.createAndDeliverCard({ outTrackId, cardTemplateId, cardParamMap }, place);
  return outTrackId;
}

/** False for a card that is not there; any other failure is thrown. */
function isThere(error: unknown): false {
  if (isGone(error)) return false;
  throw error;
}

/** By the chat's own webhook while it lives, else by the robot's APIs. */
async function sendText(chatId: string, { title, text }: DingTalkMessage, { api, sessions, now }: DingTalkSending): Promise<void> {
  const webhook = await sessions.find(chatId, now());
  if (webhook !== null) {
    try {
      await api.replyBySessionWebhook(webhook, { msgtype: 'markdown', markdown: { title, text } });
      return;
    } catch (error) {
      // What may pass is tried again by the same way; what will not, by the other, where there is one.
      if (readFailure(error).kind === 'retry' || placeOf(chatId) === null) throw error;
      await sessions.drop(chatId);
    }
  }
  await sendByRobot(chatId, 'sampleMarkdown', { title, text }, api);
}

const PICTURES: readonly StoredFile['form'][] = ['jpg', 'png'];

/** Files go by the robot's APIs alone; where those do not reach, the file is named. */
async function sendFile(chatId: string, file: StoredFile, sending: DingTalkSending): Promise<void> {
  const { api, contents } = sending;
  const instead = async (words: string) => {
    for (const message of renderDingTalkText(words)) await sendText(chatId, message, sending);
  };
  if (placeOf(chatId) === null) return instead(CASE_WORDING.fileNotHere(file.name));
  try {
    const content = new Uint8Array(await contents.read(file.id));
    // A file message takes documents alone.
    if (PICTURES.includes(file.form))
      return await sendByRobot(chatId, 'sampleImageMsg', { photoURL: await api.uploadFile(content, file.name, 'image') }, api);
    const mediaId = await api.uploadFile(content, file.name, 'file');
    await sendByRobot(chatId, 'sampleFile', { mediaId, fileName: file.name, fileType: file.form }, api);
  } catch (error) {
    if (!(error instanceof FileLostError)) throw error;
    await instead(CASE_WORDING.fileGone(file.name));
  }
}

async function sendByRobot(chatId: string, msgKey: string, msgParam: object, api: DingTalkApi): Promise<void> {
  const place = placeOf(chatId);
  if (place === null) throw new DingTalkError('sessionWebhook', { status: null, code: SESSION_ENDED, retryAfterMs: null });
  if ('userId' in place) await api.sendToPerson([place.userId], msgKey, msgParam);
  else await api.sendToGroup(place.openConversationId, msgKey, msgParam);
}

/** What the card's template shows: `title`, `content` (Markdown) and `buttons` (JSON: text, and the command as its parameter). */
function cardValues({ title, text, choices }: DingTalkMessage): Record<string, string> {
  const buttons = choices.map(({ label, command }) => ({ text: label, params: { command } }));
  return { title, content: withoutLinks(text), buttons: JSON.stringify(buttons) };
}
