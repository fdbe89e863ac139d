import { readFileSync } from 'node:fs';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { z } from 'zod';
import { REASONS } from '../../answer/feedback.ts';
import type { AnswerPreview } from '../../conversation/answer-preview.ts';
import { findOwnFile } from '../../conversation/case/read-file.ts';
import { keepableFeedback } from '../../conversation/keepable-feedback.ts';
import type { Mailbox } from '../../conversation/mailbox.ts';
import { presentTurn } from '../../conversation/present-outcome.ts';
import { type TurnContext, takeTurn } from '../../conversation/take-turn.ts';
import type { Turn } from '../../conversation/turn-store.ts';
import { type FileContents, MAX_FILE_BYTES, mediaType } from '../../legal-case/stored-file.ts';
import { fewUploads } from './few-uploads.ts';
import { PressLabels } from './label-presses.ts';
import { renderPage } from './page.ts';
import { isForm, readJson, readWebMessage } from './read-web-message.ts';
import { renderHtml } from './render-html.ts';
import { streamAnswer, wantsStream } from './stream-answer.ts';
import { personOf } from './web-person.ts';

const shortBody = bodyLimit({ maxSize: 16 * 1024, onError: tooLarge });
/** A file of the largest size with its form around it. */
const longBody = bodyLimit({ maxSize: MAX_FILE_BYTES + 64 * 1024, onError: tooLarge });
const HISTORY_LENGTH = 20;
const ASSETS = {
  'base.css': 'text/css; charset=utf-8',
  'chat.css': 'text/css; charset=utf-8',
  'chat.js': 'text/javascript; charset=utf-8',
  'rating.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const;

const feedbackSchema = z.object({
  turnId: z.string().max(64),
  useful: z.boolean(),
  reason: z.enum(REASONS).optional(),
  words: z.string().max(1000).optional(),
});

/** What the web chat needs beside turns. */
export interface WebParts {
  readonly mailbox: Mailbox;
  readonly files: FileContents;
}

/**
 * The web chat: the page, its assets, and calls to write (`/api/messages`, with a file as a form; JSON, or events where a model writes
 * and the caller wants to look on), to read what was said
 * (`/api/history`, `/api/letters`), to fetch a file of one's own case (`/api/files`) and to rate (`/api/feedback`). A person is a
 * random cookie; nothing is loaded from elsewhere, and requests of other sites are refused.
 */
export function createWebApp(context: TurnContext, { mailbox, files }: WebParts): Hono {
  const app = new Hono();
  app.use(secureHeaders(HEADERS));
  app.use('/api/feedback', shortBody);
  app.use('/api/*', async (c, next) => {
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

  app.post(
    '/api/messages',
    fewUploads(),
    (c, next) => (isForm(c) ? longBody(c, next) : shortBody(c, next)),
    async (c) => {
      const sent = await readWebMessage(c, files);
      if (sent === null) return c.json({ error: 'bad-request' }, 400);
      const { id, ...content } = sent;
      const person = personOf(c);
      const message = { ...person, ...content, messageId: `${person.personId}:${id}`, chatId: person.personId };
      if (context.model === null || !wantsStream(c)) return c.json(toResponse(await takeTurn(message, context)));
      const answer = async (preview: AnswerPreview) => toResponse(await takeTurn(message, context, () => [], preview));
      return streamAnswer(c, answer, (error) => context.onFailure('web', error));
    },
  );
  app.get('/api/history', async (c) => {
    const person = personOf(c);
    const turns = await context.store.history(person, HISTORY_LENGTH);
    const letters = await mailbox.latest(person.personId, HISTORY_LENGTH);
    const said = [
      ...turns.map((turn) => ({ at: turn.askedAt, turn, reply: presentTurn(turn) })),
      ...letters.map(({ at, reply }) => ({ at, turn: null, reply })),
    ].sort((a, b) => a.at.getTime() - b.at.getTime());
    const labels = new PressLabels();
    const items = said.map(({ turn, reply }) => {
      const question = turn === null ? {} : { question: labels.shown(turn.question), ...toResponse(turn) };
      labels.offer(reply);
      return { html: renderHtml(reply), ...question };
    });
    return c.json({ items, last: letters.at(-1)?.id ?? '0' });
  });
  app.get('/api/letters', async (c) => {
    const letters = await mailbox.fetch(personOf(c).personId, c.req.query('after') ?? '', HISTORY_LENGTH);
    return c.json(letters.map(({ id, reply }) => ({ id, html: renderHtml(reply) })));
  });
  app.get('/api/files/:id', async (c) => {
    const { units } = context;
    const file = units && (await findOwnFile(c.req.param('id'), personOf(c), units, context.index().knowledge));
    if (!file) return c.json({ error: 'not-found' }, 404);
    const name = encodeURIComponent(file.name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
    return c.body(new Uint8Array(await files.read(file.id)), 200, {
      'content-type': mediaType(file),
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
      'cache-control': 'private, no-store',
    });
  });
  app.post('/api/feedback', async (c) => {
    const body = feedbackSchema.safeParse(await readJson(c));
    if (!body.success) return c.json({ error: 'bad-request' }, 400);
    const { turnId, ...feedback } = body.data;
    const kept = await context.store.recordFeedback(turnId, personOf(c), keepableFeedback(feedback));
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
  // Other sites are told nothing; our own pages say where a form comes from, over plain HTTP as well.
  referrerPolicy: 'same-origin',
  strictTransportSecurity: false,
  xFrameOptions: 'DENY',
};

function toResponse(turn: Turn): { turnId: string; html: string; rateable: boolean } {
  const reply = presentTurn(turn);
  return { turnId: turn.id, html: renderHtml(reply), rateable: reply.rateable };
}

function tooLarge(c: Context) {
  return c.json({ error: 'too-large' }, 413);
}
