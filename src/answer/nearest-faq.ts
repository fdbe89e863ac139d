import type { Guide } from '../knowledge/entry.ts';

/** One of a guide's 常见问题 with how near it is to what was asked, 0 to 1. */
export interface NearFaq {
  readonly question: string;
  readonly answer: string;
  readonly score: number;
}

/**
 * The 常见问题 of a guide that is nearest to what was asked; null for a guide without any.
 * @param likeness how near a text is to what was asked, 0 to 1
 */
export function nearestFaq(guide: Guide, likeness: (question: string) => number): NearFaq | null {
  const [nearest] = guide.faq.map((item) => ({ ...item, score: likeness(item.question) })).sort((a, b) => b.score - a.score);
  return nearest ?? null;
}
