import type { RankFeatures } from './rank-features.ts';
import { ReferenceCounts } from './reference-counts.ts';
import type { Scored } from './scored.ts';
import type { SearchDocument } from './search-document.ts';
import type { Cutter } from './segmenter.ts';
import { TextLikeness } from './text-likeness.ts';
import type { WordIndex } from './word-index.ts';

/** A word with how rare it is. */
export interface Weighed {
  readonly word: string;
  readonly weight: number;
}

/** A question as it is compared with documents. */
export interface Asked {
  /** Its words, each once. */
  readonly words: readonly Weighed[];
  /** Its features, each with its rarity. */
  readonly features: ReadonlyMap<string, number>;
  readonly byWords: readonly Scored[];
  readonly byVectors: readonly Scored[];
}

/** Where the texts of a document stand among all that are compared. */
interface Place {
  readonly title: number;
  /** The first of its questions, and the first that is none. */
  readonly from: number;
  readonly to: number;
  readonly hasDigest: boolean;
}

/** Compares the documents of an index with questions. */
export class Ranker {
  private readonly texts = new TextLikeness();
  private readonly places: readonly Place[];
  /** The numbers of the folder's own questions. */
  private readonly questions = new Map<string, number>();
  private readonly documentsWithTerm = new Map<string, number[]>();
  private readonly references: ReferenceCounts;

  constructor(
    documents: readonly SearchDocument[],
    private readonly words: WordIndex,
    segmenter: Cutter,
    featuresOf: (text: string) => ReadonlyMap<string, number>,
  ) {
    this.references = new ReferenceCounts(documents);
    this.places = documents.map(({ fields, digest, official }, document) => {
      const title = this.texts.add(featuresOf(fields.title.join(' ')));
      const numbers = fields.questions.map((question) => this.texts.add(featuresOf(question)));
      for (const [place, question] of fields.questions.entries()) this.questions.set(question, numbers[place] ?? 0);
      for (const word of new Set([...fields.terms, ...fields.layWords].flatMap((text) => segmenter.words(text)))) {
        const list = this.documentsWithTerm.get(word);
        if (list) list.push(document);
        else this.documentsWithTerm.set(word, [document]);
      }
      return { title, from: title + 1, to: title + 1 + numbers.length, hasDigest: official === null || digest !== null };
    });
  }

  /** Whether a word is a term or lay word of an entry. */
  isTerm(word: string): boolean {
    return this.documentsWithTerm.has(word);
  }

  /** The likeness of the folder's own questions to a text of these features; null for a question that is not the folder's. */
  likenessOfQuestions(features: ReadonlyMap<string, number>): (question: string) => number | null {
    const likeness = this.texts.to(features);
    return (question) => {
      const number = this.questions.get(question);
      return number === undefined ? null : likeness(number);
    };
  }

  /** What each candidate has in common with the question, in no order. */
  compare({ words, features, byWords, byVectors }: Asked): { readonly document: number; readonly features: RankFeatures }[] {
    const wordScores = scoresOf(byWords);
    const vectorScores = scoresOf(byVectors);
    const best = byWords[0]?.score ?? 1;
    const reachable = words.reduce((sum, { weight }) => sum + weight, 0);
    const terms = this.shares(words, reachable, (word) => this.documentsWithTerm.get(word) ?? []);
    const anywhere = this.shares(words, reachable, (word) => this.words.documentsWith(word));
    const likeness = this.texts.to(features);
    return [...new Set([...wordScores.keys(), ...vectorScores.keys()])].map((document) => {
      const { title = 0, from = 0, to = 0, hasDigest = false } = this.places[document] ?? {};
      const wordScore = wordScores.get(document) ?? 0;
      let question = 0;
      for (let number = from; number < to; number += 1) question = Math.max(question, likeness(number));
      return {
        document,
        features: {
          words: wordScore / best,
          wordsAbsolute: wordScore / ((reachable || 1) * 2),
          vectors: vectorScores.get(document) ?? 0,
          question,
          title: likeness(title),
          terms: terms[document] ?? 0,
          coverage: anywhere[document] ?? 0,
          digest: Number(hasDigest),
          referred: this.references.share(document),
        },
      };
    });
  }

  /** By document: the share of the weight of the words that it has, 0 to 1. */
  private shares(words: readonly Weighed[], total: number, documentsWith: (word: string) => Iterable<number>): Float64Array {
    const shares = new Float64Array(this.places.length);
    if (total === 0) return shares;
    for (const { word, weight } of words)
      for (const document of documentsWith(word)) shares[document] = (shares[document] ?? 0) + weight / total;
    return shares;
  }
}

function scoresOf(scored: readonly Scored[]): ReadonlyMap<number, number> {
  return new Map(scored.map(({ document, score }) => [document, score]));
}

/** Share of the weight of the words that pass, 0 to 1. */
export function shareOf(words: readonly Weighed[], passes: (word: string) => boolean): number {
  let common = 0;
  let total = 0;
  for (const { word, weight } of words) {
    total += weight;
    if (passes(word)) common += weight;
  }
  return total === 0 ? 0 : common / total;
}
