import type { Hit } from '../search/search-index.ts';
import { ANSWERABLE } from './thresholds.ts';

/**
 * Whether the best hit answers the question well enough to be shown. Scores are compared with thresholds that
 * `npm run eval:retrieval` questions and unanswerable ones were separated by.
 * @param knownShare share of the question's rare words that the folder has at all, 0 to 1
 */
export function judgeHits(hits: readonly Hit[], knownShare: number): boolean {
  return confidence(hits, knownShare) >= 0;
}

/** How sure the best hit is, 0 at the threshold. Exported to be measured. */
export function confidence(hits: readonly Hit[], knownShare: number): number {
  const best = hits[0];
  if (!best) return Number.NEGATIVE_INFINITY;
  const { features } = best;
  return (
    ANSWERABLE.bias +
    ANSWERABLE.question * features.question +
    ANSWERABLE.vectors * features.vectors +
    ANSWERABLE.coverage * features.coverage +
    ANSWERABLE.wordsAbsolute * features.wordsAbsolute +
    ANSWERABLE.terms * features.terms +
    ANSWERABLE.knownShare * knownShare
  );
}
