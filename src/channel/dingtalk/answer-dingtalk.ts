import type { AnswerPreview } from '../../conversation/answer-preview.ts';
import { CASE_WORDING } from '../../conversation/case/case-wording.ts';
import type { Inbox } from '../../conversation/inbox.ts';
import type { IncomingMessage, SentMessage } from '../../conversation/incoming-message.ts';
import type { Outbox } from '../../conversation/outbox.ts';
import { presentTurn } from '../../conversation/present-outcome.ts';
import type { ReplySessions } from '../../conversation/reply-sessions.ts';
import { type TurnContext, takeTurn } from '../../conversation/take-turn.ts';
import type { Outgoing, Turn } from '../../conversation/turn-store.ts';
import type { FileContents } from '../../legal-case/stored-file.ts';
import { placeOf } from './card-bodies.ts';
import type { DingTalkApi } from './dingtalk-api.ts';
import { SESSION_ENDED } from './dingtalk-error.ts';
import { refusalOf } from './read-failure.ts';
import { hasMorePictures, readRobotMessage } from './read-robot-message.ts';
import { type DingTalkMessage, renderDingTalk, renderDingTalkText } from './render-dingtalk.ts';
import { type CardPress, chatIdOf, chatOfPress, commandOf, type RobotMessage } from './robot-message.ts';

/** What an answer needs. */
export interface AnswerContext {
  readonly turns: TurnContext;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly sessions: ReplySessions;
  readonly files: FileContents;
  readonly api: DingTalkApi;
  /** Where the answer to a message is shown while a model writes it; null where it comes whole. */
  readonly preview: (message: IncomingMessage) => AnswerPreview | null;
  /** Says that replies wait. */
  readonly wake: () => void;
}

/** Deals with a message to the robot in one transaction; what is said goes through the outbox. */
export async function answerRobotMessage(sent: RobotMessage, context: AnswerContext): Promise<void> {
  const chatId = chatIdOf(sent);
  const { sessionWebhook, sessionWebhookExpiredTime } = sent;
  if (sessionWebhook !== undefined && sessionWebhookExpiredTime !== undefined)
    await context.sessions.keep(chatId, sessionWebhook, new Date(sessionWebhookExpiredTime));
  // What could not be sent for want of a webhook goes out by this one.
  if (placeOf(chatId) === null) await context.outbox.revive('dingtalk', chatId, refusalOf(SESSION_ENDED));
  const more = hasMorePictures(sent) ? renderDingTalkText(CASE_WORDING.firstPicture) : [];
  await take(readRobotMessage(sent, context.api, context.files), context, more);
}

/** A press on a card is the command behind it, said by the person who pressed. */
export async function answerCardPress(messageId: string, press: CardPress, context: AnswerContext): Promise<void> {
  const text = commandOf(press);
  if (text === null) return context.inbox.settle('dingtalk', messageId, []);
  const chatId = chatOfPress(press);
  await take(
    {
      channel: 'dingtalk',
      messageId,
      personId: press.userId,
      chatId,
      text,
      ...(chatId.startsWith('g:') ? { group: true, addressed: true } : {}),
    },
    context,
  );
}

/** @param more what is said after the answer, where there is one */
async function take(message: SentMessage, { turns, preview, wake }: AnswerContext, more: readonly DingTalkMessage[] = []): Promise<void> {
  const shown = preview(message);
  const answers = shown === null ? null : message.messageId;
  const outgoing = (turn: Turn) => {
    const said = renderDingTalk(presentTurn(turn));
    return address(message.chatId, said.length === 0 ? [] : [...said, ...more], answers);
  };
  await takeTurn(message, turns, outgoing, shown);
  wake();
}

/** @param answers the message whose answer may have been shown while it was written; the first of these takes its place */
function address(chatId: string, messages: readonly DingTalkMessage[], answers: string | null = null): Outgoing[] {
  return messages.map((payload, index) => ({
    channel: 'dingtalk',
    chatId,
    payload,
    ...(index === 0 && answers !== null ? { answers } : {}),
  }));
}
