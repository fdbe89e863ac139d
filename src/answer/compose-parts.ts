import type { LookedInto } from './look-into-asks.ts';
import type { Answer, AnswerPart, Citation, Statement } from './outcome.ts';
import { MAX_PART_CITATIONS, MAX_PARTS, PART_LENGTH } from './thresholds.ts';

/** Asks that one entry answers, with what it says. */
export interface Part extends AnswerPart {
  readonly looked: readonly LookedInto[];
  readonly answer: Answer;
}

/**
 * What is said to the asks of a story, each in brief: the two of whose answers we are surest, and a third where all are short; in the
 * order of asking. Asks that the same entry answers are answered once.
 * @param likeness how near a sentence is to an ask
 */
export function composeParts(looked: readonly LookedInto[], likeness: (ask: string) => (sentence: string) => number): Part[] {
  const parts: Part[] = [];
  for (const one of looked) {
    const { answer, ask } = one;
    if (!answer) continue;
    const same = parts.findIndex((part) => part.answer.point[0]?.source === answer.point[0]?.source);
    const before = parts[same];
    if (before) {
      const point = union(before.point, shorten(answer.point, likeness(one.asked)), ({ text }) => text);
      const citations = union(before.citations, answer.citations.slice(0, MAX_PART_CITATIONS), ({ label }) => label);
      const asks = [...before.asks, ask];
      parts[same] = { ...before, asks, point, citations: citations.slice(0, MAX_PART_CITATIONS), looked: [...before.looked, one] };
    } else {
      const point = shorten(answer.point, likeness(one.asked));
      parts.push({ asks: [ask], point, citations: answer.citations.slice(0, MAX_PART_CITATIONS), looked: [one], answer });
    }
  }
  const best = [...parts].sort((a, b) => sureOf(b) - sureOf(a)).slice(0, MAX_PARTS.short);
  const kept = lengthOf(best) <= MAX_PARTS.length ? best : best.slice(0, MAX_PARTS.always);
  return parts.filter((part) => kept.includes(part));
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

/** An article that was named is sure. */
function sureOf({ looked }: Part): number {
  return Math.max(...looked.map(({ answered }) => answered.trail.judged?.confidence ?? Number.POSITIVE_INFINITY));
}

function lengthOf(parts: readonly Part[]): number {
  return parts.flatMap(({ point }) => point).reduce((sum, { text }) => sum + text.length, 0);
}
