import { RANK_FEATURES, type RankFeatures } from './rank-features.ts';
import { ReferenceCounts } from './reference-counts.ts';
import type { Scored } from './scored.ts';
import type { SearchDocument } from './search-document.ts';
import type { Cutter } from './segmenter.ts';
import { TextLikeness } from './text-likeness.ts';
import { RANK_WEIGHTS } from './weights.ts';
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
  private readonly documentsWithTerm: ReadonlyMap<string, Uint32Array>;
  private readonly references: ReferenceCounts;
  /** By document, for the question that is compared: the share of its words among the terms, and anywhere. */
  private readonly terms: Float64Array;
  private readonly anywhere: Float64Array;
  private rows = new Float64Array(0);

  constructor(
    documents: readonly SearchDocument[],
    private readonly words: WordIndex,
    segmenter: Cutter,
    featuresOf: (text: string) => ReadonlyMap<string, number>,
  ) {
    this.references = new ReferenceCounts(documents);
    this.terms = new Float64Array(documents.length);
    this.anywhere = new Float64Array(documents.length);
    const withTerm = new Map<string, number[]>();
    this.places = documents.map(({ fields, digest, official }, document) => {
      const title = this.texts.add(featuresOf(fields.title.join(' ')));
      const numbers = fields.questions.map((question) => this.texts.add(featuresOf(question)));
      for (const [place, question] of fields.questions.entries()) this.questions.set(question, numbers[place] ?? 0);
      for (const word of new Set([...fields.terms, ...fields.layWords].flatMap((text) => segmenter.words(text)))) {
        const list = withTerm.get(word);
        if (list) list.push(document);
        else withTerm.set(word, [document]);
      }
      return { title, from: title + 1, to: title + 1 + numbers.length, hasDigest: official === null || digest !== null };
    });
    this.documentsWithTerm = new Map([...withTerm].map(([word, list]) => [word, Uint32Array.from(list)]));
  }

  /** Whether a word is a term or lay word of an entry. */
  isTerm(word: string): boolean {
    return this.documentsWithTerm.has(word);
  }

  /** The likeness of the folder's own questions to a text of these features; null for a question that is not the folder's. */
  likenessOfQuestions(features: ReadonlyMap<string, number>): (question: string) => number | null {
    return (question) => {
      const number = this.questions.get(question);
      if (number === undefined) return null;
      this.texts.lookAt(features);
      return this.texts.best(number, number + 1);
    };
  }

  /**
   * Compares the candidates with the question; returns their documents, in no order. What they have in common is told by their place
   * in that list (`scoreAt`, `featuresAt`), until others are compared.
   */
  compare({ words, features, byWords, byVectors }: Asked): readonly number[] {
    const wordScores = scoresOf(byWords);
    const vectorScores = scoresOf(byVectors);
    const best = byWords[0]?.score ?? 1;
    const reachable = words.reduce((sum, { weight }) => sum + weight, 0);
    share(words, reachable, (word) => this.documentsWithTerm.get(word) ?? NONE, this.terms);
    share(words, reachable, (word) => this.words.documentsWith(word), this.anywhere);
    this.texts.lookAt(features);
    const documents = [...new Set([...wordScores.keys(), ...vectorScores.keys()])];
    if (this.rows.length < documents.length * WIDTH) this.rows = new Float64Array(2 * documents.length * WIDTH);
    const { rows } = this;
    for (const [place, document] of documents.entries()) {
      const { title = 0, from = 0, to = 0, hasDigest = false } = this.places[document] ?? {};
      const wordScore = wordScores.get(document) ?? 0;
      const row = place * WIDTH;
      rows[row + COLUMN.words] = wordScore / best;
      rows[row + COLUMN.wordsAbsolute] = wordScore / ((reachable || 1) * 2);
      rows[row + COLUMN.vectors] = vectorScores.get(document) ?? 0;
      rows[row + COLUMN.question] = this.texts.best(from, to);
      rows[row + COLUMN.title] = this.texts.best(title, title + 1);
      rows[row + COLUMN.terms] = this.terms[document] ?? 0;
      rows[row + COLUMN.coverage] = this.anywhere[document] ?? 0;
      rows[row + COLUMN.digest] = Number(hasDigest);
      rows[row + COLUMN.referred] = this.references.share(document);
    }
    return documents;
  }

  /** The weighted sum of what the candidate at a place has in common with the question. */
  scoreAt(place: number): number {
    let score = 0;
    for (let column = 0; column < WIDTH; column += 1) score += (WEIGHTS[column] ?? 0) * (this.rows[place * WIDTH + column] ?? 0);
    return score;
  }

  /** What the candidate at a place has in common with the question. */
  featuresAt(place: number): RankFeatures {
    const at = (name: keyof RankFeatures) => this.rows[place * WIDTH + COLUMN[name]] ?? 0;
    return {
      words: at('words'),
      wordsAbsolute: at('wordsAbsolute'),
      vectors: at('vectors'),
      question: at('question'),
      title: at('title'),
      terms: at('terms'),
      coverage: at('coverage'),
      digest: at('digest'),
      referred: at('referred'),
    };
  }
}

/** The features of a candidate lie beside each other, in this order. */
const WIDTH = RANK_FEATURES.length;
const COLUMN = Object.fromEntries(RANK_FEATURES.map((name, column) => [name, column])) as Readonly<Record<keyof RankFeatures, number>>;
const WEIGHTS = Float64Array.from(RANK_FEATURES, (name) => RANK_WEIGHTS[name]);

const NONE = new Uint32Array();

/** Writes by document the share of the weight of the words that it has, 0 to 1. */
function share(words: readonly Weighed[], total: number, documentsWith: (word: string) => Uint32Array, into: Float64Array): void {
  into.fill(0);
  if (total === 0) return;
  for (const { word, weight } of words) {
    const documents = documentsWith(word);
    for (let place = 0; place < documents.length; place += 1) {
      const document = documents[place] ?? 0;
      into[document] = (into[document] ?? 0) + weight / total;
    }
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
