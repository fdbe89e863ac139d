import type { Hit, SearchIndex } from '../search/search-index.ts';
import { ANSWER_FEATURES, type AnswerFeatures, answerFeatures } from './answer-features.ts';
import { ANSWERABLE, SAME_QUESTION } from './thresholds.ts';

/** Whether the best hit answers the question well enough to be shown. */
export function judgeHits(hits: readonly Hit[], familiarity: ReturnType<SearchIndex['familiarity']>): boolean {
  const [best] = hits;
  return best !== undefined && (best.features.question >= SAME_QUESTION || confidence(answerFeatures(hits, familiarity)) >= 0);
}

/** How sure an answer is: the logarithm of the odds that it should be given, shifted so that 0 is the threshold. */
export function confidence(features: AnswerFeatures | null): number {
  if (!features) return Number.NEGATIVE_INFINITY;
  return ANSWER_FEATURES.reduce((sum, name) => sum + ANSWERABLE.weights[name] * features[name], ANSWERABLE.bias);
}
