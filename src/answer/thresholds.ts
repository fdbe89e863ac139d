import type { AnswerFeatures } from './judge-hits.ts';

/** Articles cited with one answer. */
export const MAX_CITATIONS = 4;
/** Sentences in the point of an answer. */
export const MAX_POINT_SENTENCES = 4;
/** Steps of a guide shown in brief; the rest is opened with the guide. */
export const MAX_STEPS = 4;
/** Related questions offered. */
export const MAX_RELATED = 3;
/** Hits considered for one answer. */
export const MAX_HITS = 12;
/** A further article is cited when its score is at least this share of the best one's. */
export const CITE_SHARE = 0.62;
/** A guide is shown when its score is at least this share of the best article's, or this absolute. */
export const GUIDE_SHARE = 0.6;
/** What a guide's score gains when it rests on the best article. */
export const GUIDE_BASIS_BONUS = 0.6;
/**
 * When the best hit is good enough to be shown: a weighted sum that must not be negative, learned by logistic regression from
 * answerable and unanswerable questions (`npm run tune:decline`).
 */
export const ANSWERABLE: { readonly bias: number; readonly weights: AnswerFeatures } = {
  bias: -1,
  weights: { vectors: 1, question: 1, title: 0, terms: 0.2, coverage: 0.5, wordsAbsolute: 0.5, known: 0.5, legal: 0 },
};
