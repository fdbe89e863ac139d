import { type RunnerHandle, run } from '@grammyjs/runner';
import { Api, type Bot, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import { Delivery } from '../../conversation/delivery.ts';
import type { Inbox } from '../../conversation/inbox.ts';
import type { Outbox } from '../../conversation/outbox.ts';
import type { TurnContext } from '../../conversation/take-turn.ts';
import type { FileContents } from '../../legal-case/stored-file.ts';
import { FILE_TIMEOUT_SECONDS, SEND_TIMEOUT_SECONDS, sendTelegram } from './send-telegram.ts';
import { createTelegramBot, type TelegramSettings, updateName } from './telegram-bot.ts';

export interface TelegramOptions {
  readonly settings: TelegramSettings;
  readonly turns: TurnContext;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly files: FileContents;
  /** Told of what staff should know, never with a person's words or the token. */
  readonly onFault: (what: string, error: unknown) => void;
}

/** Updates Telegram may send; nothing else is asked for. */
const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query'] as const;
/** A long poll waits this long on Telegram's side, in seconds. */
const POLL_SECONDS = 30;
/** Messages sent in a second over all chats; Telegram allows about 30. */
const SENDS_PER_SECOND = 25;
/** Time between tries while Telegram cannot be reached, in milliseconds. */
const RETRY_MS = 2_000;

/**
 * Telegram by long polling: updates are kept before Telegram is told that they arrived, dealt with in order within a chat and
 * beside each other between chats; replies leave through the outbox. What a crash left undone is dealt with at the start.
 */
export class TelegramChannel {
  private readonly delivery: Delivery;
  private readonly bot: Bot;
  private runner: RunnerHandle | null = null;

  constructor(private readonly options: TelegramOptions) {
    const { settings, turns, inbox, outbox, files, onFault } = options;
    this.bot = createTelegramBot(settings, { turns, inbox, files, wake: () => this.delivery.wake() });
    const api = (timeoutSeconds: number) => new Api(settings.token, { apiRoot: settings.apiRoot, timeoutSeconds });
    const sending = { words: api(SEND_TIMEOUT_SECONDS), files: api(FILE_TIMEOUT_SECONDS), contents: files };
    this.delivery = new Delivery({
      channel: 'telegram',
      outbox,
      perSecond: SENDS_PER_SECOND,
      send: (item) => sendTelegram(item, sending),
      onFault,
    });
  }

  /** Starts answering; Telegram being out of reach is reported and tried again, never thrown. */
  async start(): Promise<void> {
    const { inbox, onFault } = this.options;
    this.delivery.start();
    const left = (await inbox.waiting('telegram')).map((received) => received.payload as Update);
    this.runner = run(this.adapter(left), {
      runner: {
        fetch: { timeout: POLL_SECONDS, allowed_updates: ALLOWED_UPDATES },
        maxRetryTime: Number.POSITIVE_INFINITY,
        retryInterval: RETRY_MS,
        silent: true,
      },
    });
    this.runner.task()?.catch((error: unknown) => onFault('Telegram refuses the bot; check TELEGRAM_BOT_TOKEN', error));
  }

  /** Takes no more updates, finishes those under way and what is being sent. */
  async stop(): Promise<void> {
    if (this.runner?.isRunning()) await this.runner.stop();
    await this.delivery.stop();
  }

  /** The bot as the runner sees it: what was left over comes first, and every update is kept before it is passed on. */
  private adapter(leftOver: Update[]) {
    const { bot } = this;
    const { inbox, onFault } = this.options;
    let reported = false;
    return {
      handleUpdate: (update: Update) => bot.handleUpdate(update),
      errorHandler: bot.errorHandler.bind(bot),
      api: {
        getUpdates: async (...[args, signal]: Parameters<typeof bot.api.getUpdates>) => {
          try {
            if (!bot.isInited()) bot.botInfo = await bot.api.getMe(signal);
            if (leftOver.length > 0) return leftOver.splice(0, args?.limit ?? leftOver.length);
            const updates = await bot.api.getUpdates(args, signal);
            await inbox.accept(
              updates.map((update) => ({ channel: 'telegram', messageId: updateName(update.update_id), payload: update })),
            );
            reported = false;
            return updates;
          } catch (error) {
            if (isTakenElsewhere(error)) {
              await waitForTurn(signal);
              return [];
            }
            if (!reported && !signal?.aborted) onFault('Telegram cannot be reached; trying again', error);
            reported = true;
            throw error;
          }
        },
      },
    };
  }
}

/** Another replica polls; Telegram lets one at a time. */
function isTakenElsewhere(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 409;
}

async function waitForTurn(signal: Parameters<Api['getUpdates']>[1]): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, RETRY_MS);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
