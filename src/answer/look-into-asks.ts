import { findReferences } from '../search/find-references.ts';
import type { SearchDocument } from '../search/search-document.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { answerCovered } from './answer-covered.ts';
import type { Answered } from './answer-question.ts';
import { PROCEDURE } from './ask-patterns.ts';
import { composeAnswer } from './compose-answer.ts';
import { judgeHits } from './judge-hits.ts';
import type { Answer } from './outcome.ts';
import type { Asks } from './read-asks.ts';
import { searchInStory } from './search-in-story.ts';
import { standAlone } from './stand-alone.ts';
import { ASK_ALONE, MAX_ASKS, MAX_HITS, SAME_QUESTION } from './thresholds.ts';

/** One of the things asked in a story, with what was found for it. */
export interface LookedInto {
  /** In the person's own words. */
  readonly ask: string;
  /** Standing alone. */
  readonly asked: string;
  readonly answered: Answered;
  /** Null where nothing was found that answers it. */
  readonly answer: Answer | null;
  /** The documents that answer it, the best first. */
  readonly documents: readonly SearchDocument[];
}

/** Looks into each of the things asked by itself, in order; into no more than `MAX_ASKS`. */
export function lookIntoAsks(asks: Asks, index: SearchIndex): Promise<LookedInto[]> {
  return Promise.all(asks.asks.slice(0, MAX_ASKS).map((ask) => lookInto(ask, asks, index)));
}

async function lookInto(ask: string, asks: Asks, index: SearchIndex): Promise<LookedInto> {
  // What names an article stands alone.
  const named = findReferences(ask, index.knowledge).articles.length > 0;
  const asked = named ? ask : standAlone(ask, asks, index);
  const within = [...asks.story, ask].join();
  const answered = named
    ? await answerCovered(ask, index, null)
    : await answerCovered(asked, index, null, (words, limit) => searchInStory(words, within, limit, index));
  const fits = answered.outcome.kind === 'answered' && (named || (await isOurs(ask, index)));
  if (!fits || answered.outcome.kind !== 'answered') return { ask, asked, answered, answer: null, documents: [] };
  const kept = answered.trail.found.filter((one) => one.kept).flatMap(({ id }) => index.document(id) ?? []);
  const answer = byLaw(answered.outcome.answer, { ask, asked, documents: kept }, index);
  const leads = (document: SearchDocument) => Number((document.guide?.title ?? document.id) === answer.point[0]?.source);
  return { ask, asked, answered, answer, documents: [...kept].sort((a, b) => leads(b) - leads(a)) };
}

/** What the law says to an ask where a guide would say for whom it is; how something is gone about is left to the guide. */
function byLaw(answer: Answer, looked: Pick<LookedInto, 'ask' | 'asked' | 'documents'>, index: SearchIndex): Answer {
  const led = looked.documents.some(({ guide }) => guide?.title === answer.point[0]?.source);
  const main = looked.documents.find(({ id }) => id === answer.citations[0]?.label);
  return led && main && answer.faq === undefined && !PROCEDURE.test(looked.ask) ? tellFrom(main, looked, index) : answer;
}

/** What this article says to an ask, with the others that were found for it. */
export function tellFrom(main: SearchDocument, { asked, documents }: Pick<LookedInto, 'asked' | 'documents'>, index: SearchIndex): Answer {
  const articles = documents.filter(({ guide, id }) => !guide && id !== main.id);
  const guide = documents.find((document) => document.guide)?.guide ?? null;
  return composeAnswer({ main, articles: [main, ...articles], guide, neighbours: [] }, index.likenessTo(asked), asked);
}

/** Whether an ask is near enough to the folder without its story, beside which anything seems to be of its matter. */
async function isOurs(ask: string, index: SearchIndex): Promise<boolean> {
  const judged = judgeHits(await index.search(ask, MAX_HITS), index.familiarity(ask));
  return judged !== null && (judged.confidence >= ASK_ALONE || judged.likeness >= SAME_QUESTION);
}
