import type { Cutter } from './segmenter.ts';

/** Parts of a text with how often each occurs, as the built-in embedder sees it. */
export type FeatureCounts = ReadonlyMap<string, number>;

/** Words and, marked `#`, pairs of neighbouring characters between stop words: the pairs bridge different segmentations of the same wording. */
export function textFeatures(text: string, segmenter: Cutter): FeatureCounts {
  const counts = new Map<string, number>();
  const add = (feature: string) => counts.set(feature, (counts.get(feature) ?? 0) + 1);
  for (const word of segmenter.words(text)) add(word);
  for (const stretch of segmenter.stretches(text)) {
    const characters = [...stretch];
    for (let index = 0; index + 1 < characters.length; index += 1) add(`#${characters[index]}${characters[index + 1]}`);
  }
  return counts;
}
