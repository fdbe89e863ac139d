import type { Hit, SearchIndex } from '../search/search-index.ts';

/** What the decision to answer rests on, each 0 to about 1. */
export const ANSWER_FEATURES = ['vectors', 'question', 'title', 'known', 'legal', 'agreement', 'matter'] as const;
export type AnswerFeatures = Readonly<Record<(typeof ANSWER_FEATURES)[number], number>>;

/** Hits looked at for agreement. */
const AGREEING_HITS = 8;

/** The best hit's features with those of the question itself; null when nothing was found. */
export function answerFeatures(hits: readonly Hit[], asked: ReturnType<SearchIndex['familiarity']>): AnswerFeatures | null {
  const best = hits[0];
  if (!best) return null;
  const { vectors, question, title } = best.features;
  return { vectors, question, title, ...asked, agreement: agreementOf(hits) };
}

/** Share of the best hits that both the words and the vectors found: what is off the subject is found by one of them by chance. */
function agreementOf(hits: readonly Hit[]): number {
  const best = hits.slice(0, AGREEING_HITS);
  return best.filter(({ features }) => features.words > 0 && features.vectors > 0).length / best.length;
}
