import { type RunnerHandle, run } from '@grammyjs/runner';
import { type Api, type Bot, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import { ALLOWED_UPDATES } from './allowed-updates.ts';

interface PollingOptions {
  readonly bot: Bot;
  /** Updates that came before this start and are not dealt with. */
  readonly leftOver: readonly Update[];
  /** Keeps updates before Telegram is told that they arrived; returns those that are still to be dealt with. */
  readonly accept: (updates: readonly Update[]) => Promise<readonly Update[]>;
  /** Deals with one of them; never throws. */
  readonly handle: (update: Update) => Promise<void>;
  /** Told once Telegram has been reached. */
  readonly onReady: () => Promise<void>;
  readonly onFault: (what: string, error: unknown) => void;
}

/** A long poll waits this long on Telegram's side, in seconds. */
const POLL_SECONDS = 30;
/** Time between tries while Telegram cannot be reached, in milliseconds. */
const RETRY_MS = 2_000;
/** Updates dealt with at once: so many that a chat whose messages wait for each other hardly keeps others waiting. */
const AT_ONCE = 2_000;

/** Polls until stopped; Telegram being out of reach is reported once and tried again. */
export function startPolling({ bot, leftOver, accept, handle, onReady, onFault }: PollingOptions): RunnerHandle {
  const left = [...leftOver];
  let reported = false;
  /** Updates that came again after they were dealt with. The runner must see them, or it asks for them for ever. */
  const dealtWith = new Set<number>();
  /** The bot as the runner sees it: what was left over comes first, and every update is kept before it is passed on. */
  const adapter = {
    handleUpdate: async (update: Update) => {
      if (!dealtWith.delete(update.update_id)) await handle(update);
    },
    errorHandler: bot.errorHandler.bind(bot),
    api: {
      getUpdates: async (...[args, signal]: Parameters<typeof bot.api.getUpdates>) => {
        try {
          if (!bot.isInited()) {
            await bot.api.deleteWebhook({}, signal);
            bot.botInfo = await bot.api.getMe(signal);
            void onReady();
          }
          if (left.length > 0) return left.splice(0, args?.limit ?? left.length);
          const updates = await bot.api.getUpdates(args, signal);
          const open = new Set(await accept(updates));
          for (const update of updates) if (!open.has(update)) dealtWith.add(update.update_id);
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
  const runner = run(adapter, {
    runner: {
      fetch: { timeout: POLL_SECONDS, allowed_updates: ALLOWED_UPDATES },
      maxRetryTime: Number.POSITIVE_INFINITY,
      retryInterval: RETRY_MS,
      silent: true,
    },
    sink: { concurrency: AT_ONCE },
  });
  runner.task()?.catch((error: unknown) => onFault('Telegram refuses the bot; check TELEGRAM_BOT_TOKEN', error));
  return runner;
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
