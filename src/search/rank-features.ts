import type { SearchDocument } from './search-document.ts';
import type { Segmenter } from './segmenter.ts';
import { textFeatures } from './text-features.ts';

/** How a document answers a question, each between 0 and about 1. */
export interface RankFeatures {
  /** BM25F score as a share of the best candidate's. */
  readonly words: number;
  /** BM25F score as a share of what the question could reach, so that weak matches stay weak. */
  readonly wordsAbsolute: number;
  /** Cosine of the nearest passage. */
  readonly vectors: number;
  /** Likeness to the nearest of its own questions, by rare features in common (weighted Dice). */
  readonly question: number;
  /** Likeness to its title. */
  readonly title: number;
  /** Share of the question's rare words that its terms and lay words have. */
  readonly terms: number;
  /** Share of the question's rare words that it has anywhere. */
  readonly coverage: number;
  /** 1 where it has a digest, 0 where there is only the official text. */
  readonly digest: number;
}

export const RANK_FEATURES = [
  'words',
  'wordsAbsolute',
  'vectors',
  'question',
  'title',
  'terms',
  'coverage',
  'digest',
] as const satisfies readonly (keyof RankFeatures)[];

/** A document's parts, prepared once so that comparing costs little. */
export interface PreparedDocument {
  readonly title: ReadonlySet<string>;
  readonly questions: readonly ReadonlySet<string>[];
  readonly terms: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  readonly hasDigest: boolean;
}

export function prepareDocument(document: SearchDocument, segmenter: Segmenter): PreparedDocument {
  const { fields } = document;
  const features = (text: string) => new Set(textFeatures(text, segmenter).keys());
  return {
    title: features(fields.title.join(' ')),
    questions: fields.questions.map(features),
    terms: new Set([...fields.terms, ...fields.layWords].flatMap((text) => segmenter.words(text))),
    words: new Set(Object.values(fields).flatMap((texts) => texts.flatMap((text) => segmenter.words(text)))),
    hasDigest: document.official === null || document.digest !== null,
  };
}

/** Weighted Dice coefficient of two sets: twice the weight in common over the weight of both, 0 to 1. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>, weight: (feature: string) => number): number {
  let common = 0;
  let total = 0;
  for (const feature of a) {
    const value = weight(feature);
    total += value;
    if (b.has(feature)) common += value;
  }
  for (const feature of b) total += weight(feature);
  return total === 0 ? 0 : (2 * common) / total;
}

/** Share of the weight of `wanted` that `given` has, 0 to 1. */
export function coverage(wanted: Iterable<string>, given: ReadonlySet<string>, weight: (feature: string) => number): number {
  let common = 0;
  let total = 0;
  for (const feature of wanted) {
    const value = weight(feature);
    total += value;
    if (given.has(feature)) common += value;
  }
  return total === 0 ? 0 : common / total;
}
