import type { Api, Bot } from 'grammy';
import { ALLOWED_UPDATES } from './allowed-updates.ts';
import { WEBHOOK_PATH, webhookSecret } from './telegram-webhook.ts';

interface Announcing {
  readonly bot: Bot;
  readonly token: string;
  readonly publicUrl: string;
  /** Told once the bot knows its own name, and once Telegram has our address. */
  readonly onKnown: () => void;
  readonly onReady: () => Promise<void>;
  readonly onFault: (what: string, error: unknown) => void;
  readonly signal: AbortSignal;
}

/** Time between tries, and for one call, in milliseconds. */
const RETRY_MS = 2_000;
const CALL_MS = 15_000;
/** Deliveries at once; Telegram allows no more. What comes together is kept together. */
const MOST_AT_ONCE = 100;

/** Tells Telegram our address, again and again until it takes it or we are stopped; a failure is reported once. */
export async function announceWebhook({ bot, token, publicUrl, onKnown, onReady, onFault, signal }: Announcing): Promise<void> {
  const url = `${publicUrl.replace(/\/$/, '')}${WEBHOOK_PATH}`;
  for (let reported = false; !signal.aborted; ) {
    try {
      if (!bot.isInited()) bot.botInfo = await bot.api.getMe(limit(signal));
      onKnown();
      await bot.api.setWebhook(
        url,
        { secret_token: webhookSecret(token), allowed_updates: ALLOWED_UPDATES, max_connections: MOST_AT_ONCE },
        limit(signal),
      );
      await onReady();
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (!reported) onFault('Telegram does not take the webhook; check PUBLIC_URL and TELEGRAM_BOT_TOKEN', error);
      reported = true;
      await pause(signal);
    }
  }
}

/** Aborted when we stop or the call takes too long; grammY's type of a signal is older than ours. */
function limit(signal: AbortSignal): Parameters<Api['getMe']>[0] {
  return AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]) as Parameters<Api['getMe']>[0];
}

async function pause(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, RETRY_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
