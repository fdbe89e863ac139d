import { readFileSync } from 'node:fs';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { trimTrailingSlash } from 'hono/trailing-slash';
import { dayOf } from '../calculation/working-time.ts';
import { knownPerson } from '../channel/web/web-person.ts';
import { CASE_WORDING } from '../conversation/case/case-wording.ts';
import { rulesOf } from '../conversation/case/scene.ts';
import { OUTCOME_KINDS, type TracedTurns } from '../conversation/traced-turn.ts';
import type { UnitOfWork } from '../conversation/unit-of-work.ts';
import type { Fault } from '../knowledge/fault.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { sumUpFolder } from '../knowledge/sum-up-folder.ts';
import { writeDraft } from '../knowledge/write-draft.ts';
import type { DayFigures } from '../report/day-figures.ts';
import { draftEntry, type Gap, groupGaps, type Miss } from '../report/knowledge-gaps.ts';
import { CONSOLE_WORDING as WORDS } from './console-wording.ts';
import { readDays, renderGaps, tellDraft } from './gaps-page.ts';
import { type ModelUse, renderHome } from './home-page.ts';
import { renderKnowledge } from './knowledge-page.ts';
import { renderClosed, renderSentence } from './layout.ts';
import { LETTERS_SHOWN, renderLetters } from './letters-page.ts';
import { renderTurn, renderTurns, TURNS_SHOWN } from './turn-pages.ts';

/** What the console shows and does. */
export interface ConsoleParts {
  /** The knowledge folder in service: what it says, what is wrong with it, and since when it is so. */
  readonly folder: () => { readonly knowledge: Knowledge; readonly faults: readonly Fault[]; readonly builtAt: Date };
  readonly knowledgeDir: string;
  readonly units: UnitOfWork;
  readonly turns: TracedTurns;
  readonly figures: () => Promise<DayFigures>;
  /** What was not answered or no use since then. */
  readonly misses: (since: Date) => Promise<readonly Miss[]>;
  /** Null where there is no model. */
  readonly modelUse: () => ModelUse | null;
  readonly now: () => Date;
  readonly onFailure: (what: string, error: unknown) => void;
}

const DAY_MS = 86_400_000;
const STYLE = readFileSync(new URL('./assets/console.css', import.meta.url));

/**
 * What the bureau's staff see in a browser (工作台), to be served below `/console` by the server of the web chat, whose headers it
 * has. Who may: a person of that chat who works at the coordinator's desk; everybody else is told how to bind. Pages are plain HTML
 * and forms; a form of another site is refused.
 */
export function createConsole(parts: ConsoleParts): Hono {
  const { folder, units, turns, now } = parts;
  const app = new Hono();
  const gapsOf = async (days: number) => groupGaps(await parts.misses(new Date(now().getTime() - days * DAY_MS)));
  const lettersPage = async (c: Context, said: string) =>
    c.html(renderLetters(await units.transact((unit) => unit.letters.dead(LETTERS_SHOWN)), said));

  app.get('/console.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }));
  app.use(trimTrailingSlash());
  app.use(bodyLimit({ maxSize: 16 * 1024, onError: (c) => c.html(renderSentence(WORDS.broken), 413) }));
  app.use(async (c, next) => {
    c.header('cache-control', 'private, no-store');
    if (isForeign(c) || !(await isStaff(c, parts))) return c.html(renderClosed(), 403);
    return next();
  });

  app.get('/', async (c) => {
    const { knowledge, faults } = folder();
    return c.html(renderHome(await parts.figures(), sumUpFolder(knowledge, faults), parts.modelUse()));
  });
  app.get('/turns', async (c) => {
    const outcome = OUTCOME_KINDS.find((kind) => kind === c.req.query('outcome')) ?? null;
    const before = new Date(c.req.query('before') ?? '');
    const wanted = { limit: TURNS_SHOWN, before: Number.isNaN(before.getTime()) ? null : before, outcome };
    return c.html(renderTurns(await turns.latest(wanted), outcome));
  });
  app.get('/turns/:id', async (c) => {
    const turn = await turns.find(c.req.param('id'));
    return turn ? c.html(renderTurn(turn)) : c.html(renderSentence(WORDS.notFound), 404);
  });
  app.get('/gaps', async (c) => {
    const days = readDays(c.req.query('days'));
    return c.html(renderGaps(await gapsOf(days), days, ''));
  });
  app.post('/gaps/draft', async (c) => {
    const { nearest, days: wanted } = await c.req.parseBody();
    const days = readDays(String(wanted));
    const gaps = await gapsOf(days);
    const gap = gaps.find((one) => one.nearest === nearest);
    return c.html(renderGaps(gaps, days, tellDraft(gap ? await draft(gap, parts) : null)));
  });
  app.get('/knowledge', (c) => {
    const { knowledge, faults, builtAt } = folder();
    return c.html(renderKnowledge(sumUpFolder(knowledge, faults), faults, builtAt));
  });
  app.get('/letters', (c) => lettersPage(c, ''));
  app.post('/letters/resend', async (c) => {
    const { id } = await c.req.parseBody();
    const sent = await units.transact((unit) => unit.letters.resend(String(id)));
    return lettersPage(c, sent ? CASE_WORDING.resent : CASE_WORDING.noSuchLetter);
  });
  app.all('*', (c) => c.html(renderSentence(WORDS.notFound), 404));
  app.onError((error, c) => {
    parts.onFailure('console', error);
    return c.html(renderSentence(WORDS.broken), 500);
  });
  return app;
}

function draft(gap: Gap, { knowledgeDir, now }: ConsoleParts) {
  const { name, text } = draftEntry(gap, dayOf(now()));
  return writeDraft(knowledgeDir, name, text);
}

/** Whether the person behind the cookie works at the coordinator's desk. Nobody is registered by looking. */
async function isStaff(c: Context, { folder, units }: ConsoleParts): Promise<boolean> {
  const person = knownPerson(c);
  if (person === null) return false;
  const desks = await units.transact((unit) => unit.desks.servedBy(person));
  return desks.includes(rulesOf(folder().knowledge).coordinator);
}

/** Whether a page of another site sent this: browsers tell by one header or the other, over plain HTTP only by the latter. */
function isForeign(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = c.req.header('origin');
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== c.req.header('host'));
}
