import { type Passage, textOf } from './passage.ts';
import { withoutReferences } from './plain-text.ts';
import { SUPPORT } from './thresholds.ts';

/** A passage of the whole folder found for a sentence, citable or not, with its score; higher is nearer. */
export interface NearPassage {
  readonly id: string;
  readonly score: number;
}

/** The features of a text by which texts are compared, each with its rarity. */
export type WeighFeatures = (text: string) => ReadonlyMap<string, number>;

/**
 * Whether a sentence comes from what it cites: one of its sources is found for it about as well as anything in the folder, or has
 * most of its words where others have no more; and no further source is there for show.
 */
export function checkSupport(
  sentence: string,
  cited: readonly Passage[],
  others: readonly Passage[],
  near: readonly NearPassage[],
  weighFeatures: WeighFeatures,
): boolean {
  const best = Math.max(0, ...near.map(({ score }) => score));
  const shareOf = (id: string) => (best > 0 ? (near.find((hit) => hit.id === id)?.score ?? 0) / best : 0);
  const features = weighFeatures(withoutReferences(sentence));
  const containedIn = (passage: Passage) => contained(features, weighFeatures([textOf(passage), ...passage.described].join('\n')));
  const shares = cited.map((passage) => ({ share: shareOf(passage.id), words: containedIn(passage) }));
  const rival = Math.max(0, ...others.map(containedIn));
  const comes = shares.some(({ share, words }) => {
    if (words >= SUPPORT.contained && words >= rival + SUPPORT.margin) return true;
    return share >= SUPPORT.share && words >= SUPPORT.contained / 2 && words >= rival - SUPPORT.rival;
  });
  if (cited.some((passage) => passage.article === null && contained(features, weighFeatures(textOf(passage))) >= SUPPORT.guide))
    return true;
  return comes && shares.every(({ share, words }) => share >= SUPPORT.further || words >= SUPPORT.further);
}

function contained(wanted: ReadonlyMap<string, number>, given: ReadonlyMap<string, number>): number {
  let common = 0;
  let total = 0;
  for (const [feature, weight] of wanted) {
    total += weight;
    if (given.has(feature)) common += weight;
  }
  return total === 0 ? 0 : common / total;
}
