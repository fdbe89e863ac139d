import type { NumberedSet } from './numbered-features.ts';
import type { Scored } from './scored.ts';
import type { SearchDocument } from './search-document.ts';
import type { Cutter } from './segmenter.ts';

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

/** A document's parts, prepared once so that comparing costs little. */
export interface PreparedDocument {
  readonly title: NumberedSet;
  readonly questions: readonly NumberedSet[];
  readonly terms: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  readonly hasDigest: boolean;
}

/** @param number gives the features of a text their numbers */
export function prepareDocument(document: SearchDocument, segmenter: Cutter, number: (text: string) => NumberedSet): PreparedDocument {
  const { fields } = document;
  return {
    title: number(fields.title.join(' ')),
    questions: fields.questions.map(number),
    terms: new Set([...fields.terms, ...fields.layWords].flatMap((text) => segmenter.words(text))),
    words: new Set(Object.values(fields).flatMap((texts) => texts.flatMap((text) => segmenter.words(text)))),
    hasDigest: document.official === null || document.digest !== null,
  };
}

/** A word with how rare it is. */
export interface Weighed {
  readonly word: string;
  readonly weight: number;
}

/** Share of the weight of `wanted` that `given` has, 0 to 1. */
export function coverage(wanted: readonly Weighed[], given: ReadonlySet<string>): number {
  let common = 0;
  let total = 0;
  for (const { word, weight } of wanted) {
    total += weight;
    if (given.has(word)) common += weight;
  }
  return total === 0 ? 0 : common / total;
}

/** What a question has to be compared with: its words, the likeness of other texts to it, and the candidates found. */
export interface Asked {
  readonly words: readonly string[];
  readonly likeness: (other: NumberedSet) => number;
  readonly byWords: readonly Scored[];
  readonly byVectors: readonly Scored[];
}

/** Compares documents with one question; what is known of the question is worked out once. */
export class Ranker {
  private readonly wordScores: ReadonlyMap<number, number>;
  private readonly vectorScores: ReadonlyMap<number, number>;
  private readonly best: number;
  private readonly reachable: number;
  private readonly weighed: readonly Weighed[];

  constructor(
    private readonly asked: Asked,
    rarity: (word: string) => number,
  ) {
    const { words, byWords, byVectors } = asked;
    this.wordScores = new Map(byWords.map((scored) => [scored.document, scored.score]));
    this.vectorScores = new Map(byVectors.map((scored) => [scored.document, scored.score]));
    this.best = byWords[0]?.score ?? 1;
    this.weighed = words.map((word) => ({ word, weight: rarity(word) }));
    this.reachable = this.weighed.reduce((sum, { weight }) => sum + weight, 0);
  }

  compare(document: number, prepared: PreparedDocument): Omit<RankFeatures, 'referred'> {
    const { asked, weighed } = this;
    const wordScore = this.wordScores.get(document) ?? 0;
    let question = 0;
    for (const own of prepared.questions) question = Math.max(question, asked.likeness(own));
    return {
      words: wordScore / this.best,
      wordsAbsolute: wordScore / ((this.reachable || 1) * 2),
      vectors: this.vectorScores.get(document) ?? 0,
      question,
      title: asked.likeness(prepared.title),
      terms: coverage(weighed, prepared.terms),
      coverage: coverage(weighed, prepared.words),
      digest: Number(prepared.hasDigest),
    };
  }
}
