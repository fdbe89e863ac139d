import { sequentialize } from '@grammyjs/runner';
import { Bot, type Context } from 'grammy';
import type { AnswerPreview } from '../../conversation/answer-preview.ts';
import type { Inbox } from '../../conversation/inbox.ts';
import type { IncomingMessage, SentMessage } from '../../conversation/incoming-message.ts';
import { presentTurn } from '../../conversation/present-outcome.ts';
import { shownCitations } from '../../conversation/shown-citations.ts';
import { type TurnContext, takeTurn } from '../../conversation/take-turn.ts';
import { traditionalOf } from '../../conversation/traditional.ts';
import type { Outgoing, Turn } from '../../conversation/turn-store.ts';
import { WORDING } from '../../conversation/wording.ts';
import type { FileContents } from '../../legal-case/stored-file.ts';
import { type ButtonPress, decodePress, readSigned } from './button-data.ts';
import { readTelegramMessage, type Said } from './read-telegram-message.ts';
import { renderTelegram, renderTelegramCitation, type TelegramMessage } from './render-telegram.ts';
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
  const answered = typing.begin(() => update.api.sendChatAction(chatId, 'typing'));
  try {
    // What is being written would be shown outside the topic.
    const shown = update.msg?.is_topic_message === true ? null : preview(incoming);
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

/** What a press leads to: a short notice to show beside the button, and what is said by it, which may take its time. */
interface Reaction {
  readonly notice: string | null;
  readonly say?: Said;
}

async function press(update: Context, pressed: ButtonPress | null, context: TelegramContext): Promise<void> {
  const { notice, say } = await react(update, pressed, context);
  // Telegram takes an answer to a press for a short time only and forgets it itself; nothing is lost without it.
  const answered = update.answerCallbackQuery(notice === null ? {} : { text: notice }).catch(() => {});
  if (say) await take(update, say, context);
  await answered;
}

/** Does what the button says, or gives what is said by it. */
async function react(update: Context, pressed: ButtonPress | null, context: TelegramContext): Promise<Reaction> {
  const person = { channel: 'telegram', personId: String(update.from?.id) } as const;
  if (pressed?.kind === 'say' || pressed?.kind === 'example') {
    const text = pressed.kind === 'say' ? pressed.command : (WORDING.examples[pressed.question] ?? '');
    return { notice: null, say: { text, addressed: true } };
  }
  // The reasons are asked for in the chat.
  if (pressed?.kind === 'rate' && !pressed.useful)
    return { notice: WORDING.thanks, say: { text: `${WORDING.notUseful} ${pressed.turnId}`, addressed: true } };
  if (pressed?.kind === 'rate') {
    const kept = await context.turns.store.recordFeedback(pressed.turnId, person, { useful: true });
    await settle(update, [], context);
    return { notice: kept ? WORDING.thanks : WORDING.tooOld };
  }
  return openTurn(update, pressed, context);
}

/** Shows an article of a turn, or asks one of its related questions; what was answered in a group is open to all of it. */
async function openTurn(
  update: Context,
  pressed: Extract<ButtonPress, { readonly kind: 'open' | 'ask' }> | null,
  context: TelegramContext,
): Promise<Reaction> {
  const person = { channel: 'telegram', personId: String(update.from?.id) } as const;
  const group = update.chat?.type === 'private' ? null : String(update.chat?.id);
  const turn = pressed && (await context.turns.store.findForPerson(pressed.turnId, person, group));
  const content = turn?.outcome.kind === 'answered' ? turn.outcome.answer : null;
  if (pressed?.kind === 'ask' && content?.related[pressed.question] !== undefined)
    return { notice: null, say: { text: content.related[pressed.question] ?? '', addressed: true } };
  const citation = turn && pressed?.kind === 'open' ? shownCitations(turn)[pressed.citation] : undefined;
  const shown = turn?.script === 'traditional' ? traditionalOf(citation) : citation;
  await settle(update, shown ? renderTelegramCitation(shown) : [], context);
  return { notice: citation ? null : WORDING.tooOld };
}

async function settle(update: Context, messages: readonly TelegramMessage[], { inbox, wake }: TelegramContext): Promise<void> {
  await inbox.settle('telegram', updateName(update.update.update_id), address(update, messages));
  wake();
}

/** @param answers the message whose answer may have been shown while it was written; the first of these takes its place */
function address({ chat, msg }: Context, messages: readonly TelegramMessage[], answers: string | null = null): Outgoing[] {
  const topic = msg?.is_topic_message === true && msg.message_thread_id !== undefined ? { thread: msg.message_thread_id } : {};
  return messages.map((message, index) => ({
    channel: 'telegram',
    chatId: String(chat?.id),
    payload: { ...message, ...topic },
    ...(index === 0 && answers !== null ? { answers } : {}),
  }));
}
