import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Update } from 'grammy/types';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';

/** Where Telegram delivers updates, below our public address. */
export const WEBHOOK_PATH = '/telegram/webhook';
const MAX_UPDATE_BYTES = 256 * 1024;
const updateSchema = z.looseObject({ update_id: z.int() });

/** What only Telegram and we know; it comes with every delivery. */
export function webhookSecret(token: string): string {
  return createHmac('sha256', token).update('webhook').digest('hex');
}

/** Takes deliveries of Telegram: kept first, then said to have arrived, then dealt with. Anybody else gets 401. */
export function telegramWebhook(token: string, take: (update: Update) => Promise<void>): Hono {
  const app = new Hono();
  const secret = Buffer.from(webhookSecret(token));
  app.post(WEBHOOK_PATH, bodyLimit({ maxSize: MAX_UPDATE_BYTES, onError: (c) => c.json({ error: 'too-large' }, 413) }), async (c) => {
    const given = Buffer.from(c.req.header('x-telegram-bot-api-secret-token') ?? '');
    if (given.length !== secret.length || !timingSafeEqual(given, secret)) return c.json({ error: 'unauthorized' }, 401);
    const update = updateSchema.safeParse(await c.req.json().catch(() => null));
    if (!update.success) return c.json({ error: 'bad-request' }, 400);
    await take(update.data as unknown as Update);
    return c.json({ ok: true });
  });
  return app;
}
