import type { Hit } from '../search/search-index.ts';
import { ANSWERABLE, SAME_QUESTION } from './thresholds.ts';

/** What the decision to answer rests on, each 0 to about 1. */
export const ANSWER_FEATURES = ['vectors', 'question', 'title', 'terms', 'coverage', 'wordsAbsolute', 'known', 'legal'] as const;
export type AnswerFeatures = Readonly<Record<(typeof ANSWER_FEATURES)[number], number>>;

/** How much of the question is the folder's matter (SearchIndex.familiarity). */
type Familiarity = Pick<AnswerFeatures, 'known' | 'legal'>;

/** Whether the best hit answers the question well enough to be shown. */
export function judgeHits(hits: readonly Hit[], familiarity: Familiarity): boolean {
  const features = answerFeatures(hits, familiarity);
  return features !== null && (features.question >= SAME_QUESTION || confidence(features) >= 0);
}

/** The best hit's features with the question's own; null when nothing was found. */
export function answerFeatures(hits: readonly Hit[], familiarity: Familiarity): AnswerFeatures | null {
  const best = hits[0];
  return best ? { ...best.features, ...familiarity } : null;
}

/** How sure an answer is: the logarithm of the odds that it should be given, shifted so that 0 is the threshold. */
export function confidence(features: AnswerFeatures | null): number {
  if (!features) return Number.NEGATIVE_INFINITY;
  return ANSWER_FEATURES.reduce((sum, name) => sum + ANSWERABLE.weights[name] * features[name], ANSWERABLE.bias);
}
