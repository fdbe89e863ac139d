import type { SearchDocument } from '../search/search-document.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { Answered } from './answer-question.ts';
import { composeParts, type Part } from './compose-parts.ts';
import { composeWithModel, type Writer } from './compose-with-model.ts';
import { type LookedInto, lookIntoAsks } from './look-into-asks.ts';
import type { Answer, AnswerChoice, Notice } from './outcome.ts';
import { rankGuides } from './rank-guides.ts';
import type { Asks } from './read-asks.ts';
import { MAX_ASKS } from './thresholds.ts';
import type { Trail } from './trail.ts';

/** What became of a story, and its first answered ask standing alone. */
export interface AnsweredAsks {
  readonly asked: string;
  readonly answered: Answered;
}

/** The guides that fit a message best. */
const FITTING_GUIDES = 3;
/** Documents of one ask that its trail shows. */
const FOUND_SHOWN = 5;

/**
 * Answers a story part by part: the best of the things asked, each by itself; the others are named, to be asked next, and what finds
 * nothing is said to be unanswered. With a model it writes of all asks at once, from the best passages of each. Null where none is
 * answered or all come to one question: then the message goes on as one.
 */
export async function answerAsks(message: string, asks: Asks, index: SearchIndex, writer: Writer | null): Promise<AnsweredAsks | null> {
  const started = performance.now();
  const looked = await lookIntoAsks(asks, index);
  const searched = performance.now();
  const parts = composeParts(looked, index);
  const [first] = parts;
  if (!first || (first.looked.length === asks.asks.length && parts.length === 1)) return null;
  const ranked = (await rankGuides(message, index)).slice(0, FITTING_GUIDES);
  const extractive = answerOf(parts, { looked, asks, fitting: ranked.map(({ title }) => title) });
  const notices = noticesOf(looked);
  const stages = { lookup: 0, search: searched - started, compose: performance.now() - searched };
  const asked = first.looked[0]?.asked ?? message;
  const answered = (answer: Answer, more: Partial<Pick<Trail, 'drafting'>> & { stages: Answered['stages'] }): AnsweredAsks => ({
    asked,
    answered: {
      outcome: { kind: 'answered', notices, answer },
      retrieved: retrievedFor(looked, parts),
      stages: more.stages,
      trail: trailOf(looked, answer, parts, more.drafting ?? null),
    },
  });
  const [main, ...articles] = interleave(looked.map(({ documents }) => documents));
  if (writer === null || !main) return answered(extractive, { stages });
  const ground = { evidence: { main, articles, guide: null, neighbours: [] }, hits: [], extractive, notices };
  const { answer, drafting } = await composeWithModel(message, ground, writer, index);
  const timed = { ...stages, model: drafting.modelMs, verify: drafting.verifyMs };
  return answered(answer.composedBy === 'model' ? withLeft(answer, looked, asks) : extractive, { stages: timed, drafting });
}

interface Whole {
  readonly looked: readonly LookedInto[];
  readonly asks: Asks;
  /** Titles of the guides that fit the message as a whole. */
  readonly fitting: readonly string[];
}

/** What is said to the parts together. A guide that only an ask was near to, and that neither tells it nor fits the whole, is left out. */
function answerOf(parts: readonly Part[], { looked, asks, fitting }: Whole): Answer {
  const guides = parts.flatMap(({ answer }) =>
    answer.guides.filter(({ title }) => fitting.includes(title) || answer.point[0]?.source === title),
  );
  const told = parts.flatMap((part) => part.looked);
  return {
    point: parts.flatMap(({ point }) => point),
    citations: parts.flatMap(({ citations }) => citations),
    guides: guides.filter(({ title }, place) => guides.findIndex((guide) => guide.title === title) === place),
    related: [],
    checked: parts.flatMap(({ answer }) => answer.checked ?? []).sort()[0] ?? null,
    composedBy: 'extract',
    several: {
      parts: parts.map(({ asks: words, point, citations }) => ({ asks: words, point, citations })),
      ...left(looked, asks, (one) => told.includes(one)),
    },
  };
}

/** A model's answer with the asks that it says nothing of. */
function withLeft(answer: Answer, looked: readonly LookedInto[], asks: Asks): Answer {
  const sources = new Set(answer.point.flatMap(({ source, alsoFrom = [] }) => [source, ...alsoFrom]));
  const told = ({ documents }: LookedInto) => documents.some((document) => sources.has(document.guide?.title ?? document.id));
  return { ...answer, several: { parts: [], ...left(looked, asks, told) } };
}

/** What is named and not answered: found and left for want of room, or not found. */
function left(looked: readonly LookedInto[], { asks }: Asks, told: (one: LookedInto) => boolean) {
  const open = looked
    .filter((one) => one.answer !== null && !told(one))
    .map(({ ask, asked }): AnswerChoice => ({ label: ask, question: asked }));
  const beyond = asks.slice(MAX_ASKS).map((ask): AnswerChoice => ({ label: ask, question: ask }));
  return { open: [...open, ...beyond], unanswered: looked.filter(({ answer }) => answer === null).map(({ ask }) => ask) };
}

/** What has to be said of the law that an ask names. */
function noticesOf(looked: readonly LookedInto[]): Notice[] {
  const notices = looked.flatMap(({ answered: { outcome } }) => ('notices' in outcome ? outcome.notices : []));
  return [...new Map(notices.map((notice) => [JSON.stringify(notice), notice])).values()];
}

/** The first of each, then the second of each. */
function interleave(lists: readonly (readonly SearchDocument[])[]): SearchDocument[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return [...new Set(Array.from({ length: longest }, (_, place) => lists.flatMap((list) => list[place] ?? [])).flat())];
}

/** What the answer rests on first. */
function retrievedFor(looked: readonly LookedInto[], parts: readonly Part[]): string[] {
  const shown = parts.flatMap((part) => part.looked.flatMap(({ documents }) => documents.map(({ id }) => id)));
  return [...new Set([...shown, ...looked.flatMap(({ answered }) => answered.retrieved.slice(0, FOUND_SHOWN))])];
}

function trailOf(looked: readonly LookedInto[], answer: Answer, parts: readonly Part[], drafting: Trail['drafting']): Trail {
  const open = new Set(answer.several?.open.map(({ label }) => label));
  const found = looked.flatMap(({ answered: { trail } }) => trail.found.filter(({ kept }, place) => kept || place < FOUND_SHOWN));
  const kept = new Set(parts.flatMap((part) => part.looked.flatMap(({ documents }) => documents.map(({ id }) => id))));
  return {
    found: [...new Map(found.map((one) => [one.id, { ...one, kept: kept.has(one.id) }])).values()],
    judged: null,
    drafting: drafting && { result: drafting.result, verdicts: drafting.verdicts },
    asks: looked.map(({ ask, asked, answer: own, answered, documents }) => ({
      ask,
      asked,
      result: own === null ? 'unanswered' : open.has(ask) ? 'open' : 'answered',
      confidence: answered.trail.judged?.confidence ?? null,
      found: documents.map(({ id }) => id),
    })),
  };
}
