import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { verifySignature } from './http-callback.ts';

/** Where DingTalk delivers messages in HTTP mode. */
const CALLBACK_PATH = '/dingtalk/callback';
const MAX_MESSAGE_BYTES = 256 * 1024;

/** Takes messages that DingTalk signed, keeps them and says so; anybody else gets 401. */
export function dingtalkCallback(secret: string, now: () => Date, take: (data: unknown) => Promise<void>): Hono {
  const app = new Hono();
  app.post(CALLBACK_PATH, bodyLimit({ maxSize: MAX_MESSAGE_BYTES, onError: (c) => c.json({ error: 'too-large' }, 413) }), async (c) => {
    const signed = { timestamp: c.req.header('timestamp'), sign: c.req.header('sign') };
    if (!verifySignature(signed, secret, now().getTime())) return c.json({ error: 'unauthorized' }, 401);
    const data = await c.req.json().catch(() => null);
    if (data === null) return c.json({ error: 'bad-request' }, 400);
    await take(data);
    return c.json({});
  });
  return app;
}
