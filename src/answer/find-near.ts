import type { Hit, SearchIndex } from '../search/search-index.ts';
import { answerFeatures } from './answer-features.ts';
import { cite } from './compose-answer.ts';
import { confidence } from './judge-hits.ts';
import type { NearMiss } from './outcome.ts';
import { NEAR } from './thresholds.ts';

/** What is near to a question that is declined; null where nothing is. */
export function findNear(hits: readonly Hit[], familiarity: ReturnType<SearchIndex['familiarity']>): NearMiss | null {
  const [best] = hits;
  const features = answerFeatures(hits, familiarity);
  if (!best || !features || confidence(features) < NEAR.confidence) return null;
  if ((['vectors', 'agreement', 'legal', 'title'] as const).some((name) => features[name] < NEAR[name])) return null;
  const { guide } = best.document;
  return guide ? { kind: 'guide', title: guide.title } : { kind: 'article', citation: cite(best.document) };
}
