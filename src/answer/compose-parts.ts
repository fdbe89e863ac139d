import type { SearchDocument } from '../search/search-document.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { type LookedInto, tellFrom } from './look-into-asks.ts';
import type { Answer, AnswerPart, Citation, Statement } from './outcome.ts';
import { MAX_PART_CITATIONS, MAX_PARTS, NEXT_ARTICLE_SHARE, PART_LENGTH } from './thresholds.ts';

/** Asks that one entry answers, with what it says. */
export interface Part extends AnswerPart {
  readonly looked: readonly LookedInto[];
  readonly answer: Answer;
}

/**
 * What is said to the asks of a story, each in brief: the two of whose answers we are surest, and a third where all are short; in the
 * order of asking. What was said to one ask is not said again to the next: the next best article answers it, or both are answered once.
 */
export function composeParts(looked: readonly LookedInto[], index: SearchIndex): Part[] {
  const parts: Part[] = [];
  for (const one of looked) {
    if (one.answer === null) continue;
    const told = new Set(parts.map(({ answer }) => sourceOf(answer)));
    const other = told.has(sourceOf(one.answer)) ? nextArticle(one, told) : null;
    const answer = other ? tellFrom(other, one, index) : one.answer;
    const same = parts.findIndex((part) => sourceOf(part.answer) === sourceOf(answer));
    const before = parts[same];
    const point = shorten(answer.point, index.likenessTo(one.asked));
    const citations = answer.citations.slice(0, MAX_PART_CITATIONS);
    if (before) parts[same] = join(before, { asks: [one.ask], point, citations, looked: [one], answer });
    else parts.push({ asks: [one.ask], point, citations, looked: [one], answer });
  }
  const best = [...parts].sort((a, b) => sureOf(b) - sureOf(a)).slice(0, MAX_PARTS.short);
  const kept = lengthOf(best) <= MAX_PARTS.length ? best : best.slice(0, MAX_PARTS.always);
  return parts.filter((part) => kept.includes(part));
}

/** The next article that was found for an ask and not told yet, its score near that of the best; null where there is none. */
function nextArticle({ answered, documents }: LookedInto, told: ReadonlySet<string>): SearchDocument | null {
  const scores = new Map(answered.trail.found.map(({ id, score }) => [id, score ?? 0]));
  const least = Math.max(0, ...documents.map(({ id }) => scores.get(id) ?? 0)) * NEXT_ARTICLE_SHARE;
  return documents.find(({ id, guide }) => !guide && !told.has(id) && (scores.get(id) ?? 0) >= least) ?? null;
}

function join(a: Part, b: Part): Part {
  const point = union(a.point, b.point, ({ text }) => text);
  const citations = union(a.citations, b.citations, ({ label }) => label).slice(0, MAX_PART_CITATIONS);
  return { ...a, asks: [...a.asks, ...b.asks], point, citations, looked: [...a.looked, ...b.looked] };
}

/** The first sentence and those nearest to the ask that there is room for, in order. */
function shorten(point: readonly Statement[], likeness: (sentence: string) => number): Statement[] {
  const [first, ...rest] = point;
  if (!first) return [];
  const kept = new Set([first]);
  let room = PART_LENGTH - first.text.length;
  for (const statement of [...rest].sort((a, b) => likeness(b.text) - likeness(a.text))) {
    if (statement.text.length > room) continue;
    room -= statement.text.length;
    kept.add(statement);
  }
  return point.filter((statement) => kept.has(statement));
}

function union<T extends Statement | Citation>(a: readonly T[], b: readonly T[], key: (item: T) => string): T[] {
  return [...a, ...b.filter((item) => !a.some((one) => key(one) === key(item)))];
}

/** The entry that an answer is told from. */
function sourceOf({ point }: Answer): string {
  return point[0]?.source ?? '';
}

/** An article that was named is sure. */
function sureOf({ looked }: Part): number {
  return Math.max(...looked.map(({ answered }) => answered.trail.judged?.confidence ?? Number.POSITIVE_INFINITY));
}

function lengthOf(parts: readonly Part[]): number {
  return parts.flatMap(({ point }) => point).reduce((sum, { text }) => sum + text.length, 0);
}
