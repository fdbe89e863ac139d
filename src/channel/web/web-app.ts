import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';
import { z } from 'zod';
import { presentOutcome } from '../../conversation/present-outcome.ts';
import { type TurnContext, takeTurn } from '../../conversation/take-turn.ts';
import type { PersonKey, Turn } from '../../conversation/turn-store.ts';
import { renderPage } from './page.ts';
import { renderHtml } from './render-html.ts';

const COOKIE = 'faxiaoer';
const COOKIE_DAYS = 180;
const MAX_BODY_BYTES = 16 * 1024;
const HISTORY_LENGTH = 20;
const ASSETS = { 'chat.css': 'text/css; charset=utf-8', 'chat.js': 'text/javascript; charset=utf-8', 'icon.svg': 'image/svg+xml' } as const;

const messageSchema = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/), text: z.string().max(4000) });
const feedbackSchema = z.object({ turnId: z.string().max(64), useful: z.boolean() });

/**
 * The web chat: the page, its two assets, and three calls (`/api/messages`, `/api/history`, `/api/feedback`). A person is a
 * random cookie; nothing is loaded from elsewhere, and requests of other sites are refused.
 */
export function createWebApp(context: TurnContext): Hono {
  const app = new Hono();
  app.use(secureHeaders(HEADERS));
  app.use('/api/*', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => c.json({ error: 'too-large' }, 413) }), async (c, next) => {
    const origin = c.req.header('sec-fetch-site');
    return origin === undefined || origin === 'same-origin' || origin === 'none' ? next() : c.json({ error: 'foreign-site' }, 403);
  });

  app.get('/', (c) => {
    personOf(c);
    return c.html(renderPage());
  });
  for (const [name, type] of Object.entries(ASSETS)) {
    const body = readFileSync(new URL(`./assets/${name}`, import.meta.url));
    app.get(`/${name}`, (c) => c.body(body, 200, { 'content-type': type, 'cache-control': 'no-cache' }));
  }
  app.get('/health', (c) => c.json({ ok: true }));

  app.post('/api/messages', async (c) => {
    const body = messageSchema.safeParse(await readJson(c));
    if (!body.success) return c.json({ error: 'bad-request' }, 400);
    const person = personOf(c);
    const message = { ...person, messageId: `${person.personId}:${body.data.id}`, chatId: person.personId, text: body.data.text };
    return c.json(toResponse(await takeTurn(message, context)));
  });
  app.get('/api/history', async (c) => {
    const turns = await context.store.history(personOf(c), HISTORY_LENGTH);
    return c.json(turns.map((turn) => ({ question: turn.question, ...toResponse(turn) })));
  });
  app.post('/api/feedback', async (c) => {
    const body = feedbackSchema.safeParse(await readJson(c));
    if (!body.success) return c.json({ error: 'bad-request' }, 400);
    const kept = await context.store.recordFeedback(body.data.turnId, personOf(c), body.data.useful);
    return kept ? c.json({ ok: true }) : c.json({ error: 'not-found' }, 404);
  });
  app.onError((error, c) => {
    context.onFailure('web', error);
    return c.json({ error: 'internal' }, 500);
  });
  return app;
}

const HEADERS = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: false,
  xFrameOptions: 'DENY',
};

function toResponse(turn: Turn): { turnId: string; html: string; rateable: boolean } {
  const reply = presentOutcome(turn.outcome);
  return { turnId: turn.id, html: renderHtml(reply), rateable: reply.rateable };
}

/** The person behind the cookie; a first visit gets one. */
function personOf(c: Context): PersonKey {
  const known = getCookie(c, COOKIE);
  const personId = known !== undefined && /^[0-9a-f]{32}$/.test(known) ? known : randomBytes(16).toString('hex');
  if (personId !== known) {
    setCookie(c, COOKIE, personId, {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      maxAge: COOKIE_DAYS * 86_400,
      secure: c.req.header('x-forwarded-proto') === 'https',
    });
  }
  return { channel: 'web', personId };
}

async function readJson(c: Context): Promise<unknown> {
  return c.req.json().catch(() => null);
}
