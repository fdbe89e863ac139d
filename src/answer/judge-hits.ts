import type { Hit, SearchIndex } from '../search/search-index.ts';
import { ANSWER_FEATURES, type AnswerFeatures, answerFeatures } from './answer-features.ts';
import { ANSWERABLE, LEAST_KNOWN, SAME_QUESTION } from './thresholds.ts';

/** Whether what was found answers the question, and what that was decided on. */
export interface Judgement {
  readonly fits: boolean;
  /** How sure an answer is; it is given from 0 on. */
  readonly confidence: number;
  /** How like the question is to one of the best hit's own, 0 to 1; from `SAME_QUESTION` on it is answered anyway. */
  readonly likeness: number;
}

/** Whether the best hit answers the question well enough to be shown; null when nothing was found. */
export function judgeHits(hits: readonly Hit[], familiarity: ReturnType<SearchIndex['familiarity']>): Judgement | null {
  const [best] = hits;
  if (best === undefined) return null;
  const likeness = best.features.question;
  const sure = confidence(answerFeatures(hits, familiarity));
  const fits = likeness >= SAME_QUESTION || (sure >= 0 && familiarity.known >= LEAST_KNOWN);
  return { fits, confidence: sure, likeness };
}

/** How sure an answer is: the logarithm of the odds that it should be given, shifted so that 0 is the threshold. */
export function confidence(features: AnswerFeatures | null): number {
  if (!features) return Number.NEGATIVE_INFINITY;
  return ANSWER_FEATURES.reduce((sum, name) => sum + ANSWERABLE.weights[name] * features[name], ANSWERABLE.bias);
}
