import { sequentialize } from '@grammyjs/runner';
import { Bot, type Context } from 'grammy';
import type { AnswerPreview } from '../../conversation/answer-preview.ts';
import type { Inbox } from '../../conversation/inbox.ts';
import type { IncomingMessage, SentMessage } from '../../conversation/incoming-message.ts';
import { presentTurn } from '../../conversation/present-outcome.ts';
import { type TurnContext, takeTurn } from '../../conversation/take-turn.ts';
import type { Outgoing, Turn } from '../../conversation/turn-store.ts';
import type { FileContents } from '../../legal-case/stored-file.ts';
import { type ButtonPress, decodePress, readSigned } from './button-data.ts';
import { reactToPress } from './react-to-press.ts';
import { readTelegramMessage, type Said } from './read-telegram-message.ts';
import { renderTelegram, type TelegramMessage } from './render-telegram.ts';
import type { TypingSign } from './typing-sign.ts';

export interface TelegramSettings {
  readonly token: string;
  readonly apiRoot: string;
  /** Where Telegram reaches us by webhook; null for long polling. */
  readonly publicUrl: string | null;
}

/** What the bot needs: turns, the inbox its updates are kept in, where files lie, and a way to say that replies wait. */
export interface TelegramContext {
  readonly turns: TurnContext;
  readonly inbox: Inbox;
  readonly files: FileContents;
  /** Where the answer to a message is shown while a model writes it; null where none does. */
  readonly preview: (message: IncomingMessage) => AnswerPreview | null;
  readonly typing: TypingSign;
  readonly wake: () => void;
}

/**
 * The bot's reactions. Each update is dealt with in one transaction (turn and replies, or replies alone); what it says goes
 * through the outbox. In a group only what concerns a case, or calls the bot, is answered.
 */
export function createTelegramBot({ token, apiRoot }: Pick<TelegramSettings, 'token' | 'apiRoot'>, context: TelegramContext): Bot {
  const bot = new Bot(token, { client: { apiRoot, timeoutSeconds: CALL_TIMEOUT_SECONDS } });
  // In a group people do not wait for each other.
  bot.use(sequentialize(({ chat, from }) => (chat?.type === 'private' ? `${chat.id}` : `${chat?.id} ${from?.id}`)));
  bot.on(['message', 'edited_message'], (update) => {
    const said = readTelegramMessage(update, { token, apiRoot, files: context.files });
    return said === null ? settle(update, [], context) : take(update, said, context);
  });
  bot.on('callback_query:data', (update) => {
    const signed = readSigned(update.callbackQuery.data, token);
    return press(update, signed === null ? null : decodePress(signed), context);
  });
  bot.use((update) => settle(update, [], context));
  bot.catch(({ error, ctx }) => context.turns.onFailure(`telegram update ${ctx.update.update_id}`, error));
  return bot;
}

/** A call of the bot is given up after this time; longer than a poll takes. */
const CALL_TIMEOUT_SECONDS = 60;

/** The name by which an update is known in the inbox. */
export function updateName(updateId: number): string {
  return String(updateId);
}

async function take(update: Context, said: Said, { turns, preview, typing, wake }: TelegramContext): Promise<void> {
  const chatId = String(update.chat?.id);
  const incoming: SentMessage = {
    ...said,
    channel: 'telegram',
    messageId: updateName(update.update.update_id),
    personId: String(update.from?.id),
    chatId,
    group: update.chat?.type !== 'private',
  };
  const topic = topicOf(update);
  const answered = typing.begin(() => update.api.sendChatAction(chatId, 'typing', topic));
  try {
    // What is being written would be shown outside the topic.
    const shown = topic.message_thread_id === undefined ? preview(incoming) : null;
    const outgoing = (turn: Turn) => {
      const of = turn.outcome.kind === 'conversed' ? null : turn.id;
      return address(update, renderTelegram(presentTurn(turn), of), shown === null ? null : incoming.messageId);
    };
    await takeTurn(incoming, turns, outgoing, shown);
  } finally {
    answered();
  }
  wake();
}

/** Does what a button says. */
async function press(update: Context, pressed: ButtonPress | null, context: TelegramContext): Promise<void> {
  const group = update.chat?.type === 'private' ? null : String(update.chat?.id);
  const reaction = await reactToPress(pressed, { personId: String(update.from?.id), group }, context.turns.store);
  const { notice } = reaction;
  // Telegram takes an answer to a press for a short time only and forgets it itself; nothing is lost without it.
  const answered = update.answerCallbackQuery(notice === null ? {} : { text: notice }).catch(() => {});
  await (reaction.say ? take(update, reaction.say, context) : settle(update, reaction.messages, context));
  await answered;
}

async function settle(update: Context, messages: readonly TelegramMessage[], { inbox, wake }: TelegramContext): Promise<void> {
  await inbox.settle('telegram', updateName(update.update.update_id), address(update, messages));
  wake();
}

/** @param answers the message whose answer may have been shown while it was written; the first of these takes its place */
function address(update: Context, messages: readonly TelegramMessage[], answers: string | null = null): Outgoing[] {
  const { message_thread_id: thread } = topicOf(update);
  return messages.map((message, index) => ({
    channel: 'telegram',
    chatId: String(update.chat?.id),
    payload: thread === undefined ? message : { ...message, thread },
    ...(index === 0 && answers !== null ? { answers } : {}),
  }));
}

/** The topic of a group in which somebody writes or presses, as calls name it; nothing elsewhere. */
function topicOf({ msg }: Context): { readonly message_thread_id?: number } {
  return msg?.is_topic_message === true && msg.message_thread_id !== undefined ? { message_thread_id: msg.message_thread_id } : {};
}
