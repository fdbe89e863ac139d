import type { Hit, SearchIndex } from '../search/search-index.ts';
import { STORY_HITS } from './thresholds.ts';

/**
 * The best hits for an ask of a story: of each document its mean score for the ask standing alone and for the story with the ask behind
 * it, so that what fits the whole of it stands above what fits a word. Features are those of the ask standing alone where it was found.
 * @param alone the ask standing alone
 * @param within the story with the ask behind it
 */
export async function searchInStory(alone: string, within: string, limit: number, index: SearchIndex): Promise<Hit[]> {
  const found = await Promise.all([alone, within].map((text) => index.search(text, STORY_HITS)));
  const merged = new Map<string, Hit>();
  for (const hit of found.flat()) {
    const before = merged.get(hit.document.id);
    merged.set(hit.document.id, { ...(before ?? hit), score: (before?.score ?? 0) + hit.score / found.length });
  }
  return [...merged.values()].sort((a, b) => b.score - a.score).slice(0, limit);
}
