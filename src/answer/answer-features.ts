import type { Hit, SearchIndex } from '../search/search-index.ts';

/** What the decision to answer rests on, each 0 to about 1. */
export const ANSWER_FEATURES = ['vectors', 'question', 'title', 'terms', 'coverage', 'wordsAbsolute', 'known', 'legal'] as const;
export type AnswerFeatures = Readonly<Record<(typeof ANSWER_FEATURES)[number], number>>;

/** The best hit's features with the question's own; null when nothing was found. */
export function answerFeatures(hits: readonly Hit[], familiarity: ReturnType<SearchIndex['familiarity']>): AnswerFeatures | null {
  const best = hits[0];
  return best ? { ...best.features, ...familiarity } : null;
}
