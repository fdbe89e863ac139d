import { sequentialize } from '@grammyjs/runner';
import { Bot, type Context } from 'grammy';
import type { Inbox } from '../../conversation/inbox.ts';
import type { IncomingMessage } from '../../conversation/incoming-message.ts';
import { presentHelp, presentOutcome } from '../../conversation/present-outcome.ts';
import { type TurnContext, takeTurn } from '../../conversation/take-turn.ts';
import type { Outgoing } from '../../conversation/turn-store.ts';
import { WORDING } from '../../conversation/wording.ts';
import { type ButtonPress, decodePress } from './button-data.ts';
import { renderTelegram, renderTelegramCitation, renderTelegramText, type TelegramMessage } from './render-telegram.ts';

export interface TelegramSettings {
  readonly token: string;
  readonly apiRoot: string;
}

/** What the bot needs: turns, the inbox its updates are kept in, and a way to say that replies wait. */
export interface TelegramContext {
  readonly turns: TurnContext;
  readonly inbox: Inbox;
  readonly wake: () => void;
}

/**
 * The bot's reactions. Each update is dealt with in one transaction (turn and replies, or replies alone); what it says goes
 * through the outbox. Only private chats are answered.
 */
export function createTelegramBot({ token, apiRoot }: TelegramSettings, context: TelegramContext): Bot {
  const bot = new Bot(token, { client: { apiRoot } });
  bot.use(sequentialize((update) => update.chat?.id.toString()));
  const privately = bot.chatType('private');
  privately.command(['start', 'help'], (update) => settle(update, renderTelegram(presentHelp(), null), context));
  privately.on('message:text', (update) => answer(update, update.message.text, context));
  privately.on('message', (update) => settle(update, renderTelegramText(WORDING.onlyText), context));
  privately.on('callback_query:data', (update) => press(update, decodePress(update.callbackQuery.data), context));
  bot.use((update) => settle(update, [], context));
  bot.catch(({ error, ctx }) => context.turns.onFailure(`telegram update ${ctx.update.update_id}`, error));
  return bot;
}

/** The name by which an update is known in the inbox. */
export function updateName(updateId: number): string {
  return String(updateId);
}

async function answer(update: Context, text: string, { turns, wake }: TelegramContext): Promise<void> {
  const message: IncomingMessage = {
    channel: 'telegram',
    messageId: updateName(update.update.update_id),
    personId: String(update.from?.id),
    chatId: String(update.chat?.id),
    text,
  };
  await takeTurn(message, turns, (turn) => address(message.chatId, renderTelegram(presentOutcome(turn.outcome), turn.id)));
  wake();
}

async function press(update: Context, pressed: ButtonPress | null, context: TelegramContext): Promise<void> {
  const notice = await react(update, pressed, context);
  // Telegram takes an answer to a press for a short time only and forgets it itself; nothing is lost without it.
  await update.answerCallbackQuery(notice === null ? {} : { text: notice }).catch(() => {});
}

/** Does what the button says; returns a short notice to show beside it, if any. */
async function react(update: Context, pressed: ButtonPress | null, context: TelegramContext): Promise<string | null> {
  const person = { channel: 'telegram', personId: String(update.from?.id) } as const;
  if (pressed?.kind === 'example') {
    await answer(update, WORDING.examples[pressed.question] ?? '', context);
    return null;
  }
  if (pressed?.kind === 'rate') {
    const kept = await context.turns.store.recordFeedback(pressed.turnId, person, pressed.useful);
    await settle(update, [], context);
    return kept ? WORDING.thanks : WORDING.tooOld;
  }
  const turn = pressed && (await context.turns.store.findForPerson(pressed.turnId, person));
  const content = turn?.outcome.kind === 'answered' ? turn.outcome.answer : null;
  if (pressed?.kind === 'ask' && content?.related[pressed.question] !== undefined) {
    await answer(update, content.related[pressed.question] ?? '', context);
    return null;
  }
  const citation = pressed?.kind === 'open' ? content?.citations[pressed.citation] : undefined;
  await settle(update, citation ? renderTelegramCitation(citation) : [], context);
  return citation ? null : WORDING.tooOld;
}

async function settle(update: Context, messages: readonly TelegramMessage[], { inbox, wake }: TelegramContext): Promise<void> {
  await inbox.settle('telegram', updateName(update.update.update_id), address(String(update.chat?.id), messages));
  wake();
}

function address(chatId: string, messages: readonly TelegramMessage[]): Outgoing[] {
  return messages.map((payload) => ({ channel: 'telegram', chatId, payload }));
}
