import type { Scored } from './scored.ts';
import type { SearchDocument } from './search-document.ts';
import type { Cutter } from './segmenter.ts';
import { textFeatures } from './text-features.ts';

/** How a document answers a question, each between 0 and about 1. */
export interface RankFeatures {
  /** BM25F score as a share of the best candidate's. */
  readonly words: number;
  /** BM25F score as a share of what the question could reach, so that weak matches stay weak. */
  readonly wordsAbsolute: number;
  /** Nearness of its passages (VectorIndex): the cosine of the nearest, and a little for the next two. */
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
  /** How much the other entries refer to it (ReferenceCounts). */
  readonly referred: number;
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
  'referred',
] as const satisfies readonly (keyof RankFeatures)[];

/** Features with the sum of their rarities. */
export interface WeighedSet {
  readonly features: ReadonlySet<string>;
  readonly weight: number;
}

/** A document's parts, prepared once so that comparing costs little. */
export interface PreparedDocument {
  readonly title: WeighedSet;
  readonly questions: readonly WeighedSet[];
  readonly terms: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  readonly hasDigest: boolean;
}

export function prepareDocument(document: SearchDocument, segmenter: Cutter, rarity: (feature: string) => number): PreparedDocument {
  const { fields } = document;
  const features = (text: string) => weigh(textFeatures(text, segmenter).keys(), rarity);
  return {
    title: features(fields.title.join(' ')),
    questions: fields.questions.map(features),
    terms: new Set([...fields.terms, ...fields.layWords].flatMap((text) => segmenter.words(text))),
    words: new Set(Object.values(fields).flatMap((texts) => texts.flatMap((text) => segmenter.words(text)))),
    hasDigest: document.official === null || document.digest !== null,
  };
}

/** Features weighed once, to be compared often. */
export function weigh(features: Iterable<string>, rarity: (feature: string) => number): WeighedSet {
  const set = new Set(features);
  let weight = 0;
  for (const feature of set) weight += rarity(feature);
  return { features: set, weight };
}

/** Weighted Dice coefficient of two sets: twice the weight in common over the weight of both, 0 to 1. */
export function likeness(a: WeighedSet, b: WeighedSet, rarity: (feature: string) => number): number {
  const total = a.weight + b.weight;
  if (total === 0) return 0;
  let common = 0;
  for (const feature of a.features) if (b.features.has(feature)) common += rarity(feature);
  return (2 * common) / total;
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

/** Compares documents with one question; what is known of the question is worked out once. */
export class Ranker {
  private readonly wordScores: ReadonlyMap<number, number>;
  private readonly vectorScores: ReadonlyMap<number, number>;
  private readonly best: number;
  private readonly reachable: number;
  private readonly asked: WeighedSet;

  constructor(
    question: string,
    private readonly words: readonly string[],
    byWords: readonly Scored[],
    byVectors: readonly Scored[],
    private readonly rarity: (feature: string) => number,
    segmenter: Cutter,
  ) {
    this.wordScores = new Map(byWords.map((scored) => [scored.document, scored.score]));
    this.vectorScores = new Map(byVectors.map((scored) => [scored.document, scored.score]));
    this.best = byWords[0]?.score ?? 1;
    this.reachable = words.reduce((sum, word) => sum + rarity(word), 0) || 1;
    this.asked = weigh(textFeatures(question, segmenter).keys(), rarity);
  }

  compare(document: number, prepared: PreparedDocument): Omit<RankFeatures, 'referred'> {
    const { asked, words, rarity } = this;
    const wordScore = this.wordScores.get(document) ?? 0;
    return {
      words: wordScore / this.best,
      wordsAbsolute: wordScore / (this.reachable * 2),
      vectors: this.vectorScores.get(document) ?? 0,
      question: prepared.questions.reduce((most, own) => Math.max(most, likeness(asked, own, rarity)), 0),
      title: likeness(asked, prepared.title, rarity),
      terms: coverage(words, prepared.terms, rarity),
      coverage: coverage(words, prepared.words, rarity),
      digest: Number(prepared.hasDigest),
    };
  }
}
