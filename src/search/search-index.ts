import type { Knowledge } from '../knowledge/knowledge.ts';
import type { NamedEmbedder } from './built-in-embedder.ts';
import { LayWords } from './lay-words.ts';
import type { RankFeatures } from './rank-features.ts';
import { Ranker, shareOf, type Weighed } from './ranker.ts';
import { remember } from './remember.ts';
import type { SayingClassifiers } from './saying-classifiers.ts';
import type { Scored } from './scored.ts';
import { type SearchDocument, toDocuments } from './search-document.ts';
import { type Cutter, rememberWords, Segmenter } from './segmenter.ts';
import { textFeatures } from './text-features.ts';
import { sumOf } from './text-likeness.ts';
import { type PassageGraph, VectorIndex } from './vector-index.ts';
import { CANDIDATES, EXPANSION_WEIGHT, UNKNOWN_WORD_IDF } from './weights.ts';
import { WordIndex } from './word-index.ts';

/** Which of its two halves a search uses; `fused` is what people get. */
export type SearchMode = 'words' | 'vectors' | 'fused';

/** A found document with its score (higher is better, comparable between questions) and what the score is made of. */
export interface Hit {
  readonly document: SearchDocument;
  readonly score: number;
  readonly features: RankFeatures;
}

/** Questions whose hits are kept, and how many of each: every step of the road asks for those of the same few. */
const FOUND_KEPT = 100;
const HITS_KEPT = 30;

interface Found {
  readonly hits: readonly Hit[];
  /** The question's own. */
  readonly vector: number[];
  /** There are no more. */
  readonly whole: boolean;
}

/** Texts whose features are kept: questions and sentences of the entries that are answered with most. */
const FEATURES_KEPT = 5_000;

/** Everything needed to answer questions from one state of the folder; immutable, replaced as a whole. */
export class SearchIndex {
  private readonly words: WordIndex;
  private readonly vectors: VectorIndex;
  private readonly ranker: Ranker;
  private readonly found = new Map<string, Found>();
  private readonly byId: ReadonlyMap<string, SearchDocument>;
  private readonly layWords: LayWords;

  constructor(
    readonly knowledge: Knowledge,
    readonly documents: readonly SearchDocument[],
    private readonly segmenter: Segmenter,
    readonly embedder: NamedEmbedder,
    passages: PassageGraph,
    /** Tells messages apart. */
    readonly sayings: SayingClassifiers,
  ) {
    const cutter = rememberWords(segmenter);
    this.words = new WordIndex(documents, cutter);
    this.vectors = new VectorIndex(documents, passages);
    this.ranker = new Ranker(documents, this.words, cutter, (text) => this.featuresOf(text, cutter));
    this.byId = new Map(documents.map((document) => [document.id, document]));
    this.layWords = new LayWords(knowledge.layWords, segmenter);
  }

  /** The best `limit` documents for a question, best first; empty when it shares nothing with the folder. */
  async search(question: string, limit: number, mode: SearchMode = 'fused'): Promise<Hit[]> {
    const known = mode === 'fused' ? this.found.get(question) : undefined;
    if (known && (known.whole || known.hits.length >= limit)) return known.hits.slice(0, limit);
    const said = this.wordsOf(question);
    const vector = mode === 'words' ? [] : (known?.vector ?? (await this.embed(question)));
    const byWords = mode === 'vectors' ? [] : this.words.search(said, CANDIDATES.words);
    const byVectors = this.vectors.search(vector, CANDIDATES.passages);
    const made = Math.max(limit, HITS_KEPT);
    const hits = this.rank(question, byWords, byVectors, mode, made);
    // What an embedder that failed left out is asked for again.
    if (mode === 'fused' && vector.length > 0) this.keep(question, { hits, vector, whole: hits.length < made });
    return hits.slice(0, limit);
  }

  private keep(question: string, found: Found): void {
    if (this.found.size >= FOUND_KEPT) this.found.clear();
    this.found.set(question, found);
  }

  /** The guides for a question, best first: as `search`, among guides alone, so that none is crowded out by articles. */
  async searchGuides(question: string, limit: number): Promise<Hit[]> {
    const said = this.wordsOf(question);
    const isGuide = ({ document }: Scored) => this.documents[document]?.guide != null;
    const byWords = this.words.search(said, this.documents.length).filter(isGuide);
    const byVectors = this.vectors.search(await this.embed(question), CANDIDATES.guidePassages).filter(isGuide);
    return this.rank(question, byWords, byVectors, 'fused', limit);
  }

  /** The words of a question, and with them the legal words that stand for its lay words, each with what it counts. */
  private wordsOf(question: string): ReadonlyMap<string, number> {
    const words = new Set(this.segmenter.words(question));
    const said = new Map([...words].map((word) => [word, 1]));
    for (const word of this.layWords.expand(question, words)) said.set(word, EXPANSION_WEIGHT);
    return said;
  }

  /** The document of an article or guide; null when the folder has none. */
  document(id: string): SearchDocument | null {
    return this.byId.get(id) ?? null;
  }

  /**
   * How much of a question is the folder's matter, each 0 to 1: the share of its rare words that stand anywhere in the folder,
   * and the share that are terms or lay words of an entry; and how likely it is a matter of ours at all, by the examples of `说法/`.
   */
  familiarity(question: string): { readonly known: number; readonly legal: number; readonly matter: number } {
    const words = this.weighOnce(question);
    return {
      known: shareOf(words, (word) => this.words.idf(word) !== null),
      legal: shareOf(words, (word) => this.ranker.isTerm(word)),
      matter: this.sayings.matter(question),
    };
  }

  /** How near a text is to other texts by the rare features they share (weighted Dice, 0 to 1); those of the folder's own questions are known. */
  likenessTo(text: string): (other: string) => number {
    const features = this.weighFeatures(text);
    const weight = sumOf(features.values());
    const toOwn = this.ranker.likenessOfQuestions(features);
    return (text) => {
      const own = toOwn(text);
      if (own !== null) return own;
      const other = this.weighFeatures(text);
      let common = 0;
      for (const [feature, rarity] of features) if (other.has(feature)) common += rarity;
      return common === 0 ? 0 : (2 * common) / (weight + sumOf(other.values()));
    };
  }

  /** The words of a text that carry meaning, in order, and how rare each is in the folder. */
  weighWords(text: string): readonly Weighed[] {
    return this.segmenter.words(text).map((word) => ({ word, weight: this.rarity(word) }));
  }

  /** The same, each word once. */
  private weighOnce(text: string): readonly Weighed[] {
    return [...new Set(this.segmenter.words(text))].map((word) => ({ word, weight: this.rarity(word) }));
  }

  /** The features of a text by which texts are compared (`likenessTo`), each with its rarity. */
  readonly weighFeatures = remember((text) => this.featuresOf(text, this.segmenter), FEATURES_KEPT);

  private featuresOf(text: string, cutter: Cutter): ReadonlyMap<string, number> {
    return new Map([...textFeatures(text, cutter).keys()].map((feature) => [feature, this.rarity(feature.replace(/^#/, ''))]));
  }

  /** An embedder that fails (a network) costs its half of the ranking, never the answer. */
  private async embed(question: string): Promise<number[]> {
    try {
      return await this.embedder.embeddings.embedQuery(question);
    } catch {
      return [];
    }
  }

  /** The best `limit` of the candidates, best first. */
  private rank(question: string, byWords: readonly Scored[], byVectors: readonly Scored[], mode: SearchMode, limit: number): Hit[] {
    const asked = { words: this.weighOnce(question), features: this.weighFeatures(question), byWords, byVectors };
    const documents = this.ranker.compare(asked);
    const ranked: { readonly place: number; readonly order: number }[] = [];
    for (let place = 0; place < documents.length; place += 1)
      ranked.push({ place, order: mode === 'fused' ? this.ranker.scoreAt(place) : this.ranker.featuresAt(place)[mode] });
    ranked.sort((a, b) => b.order - a.order);
    return ranked.slice(0, limit).flatMap(({ place }) => {
      const document = this.documents[documents[place] ?? -1];
      return document ? { document, score: this.ranker.scoreAt(place), features: this.ranker.featuresAt(place) } : [];
    });
  }

  private readonly rarity = (word: string): number => this.words.idf(word) ?? UNKNOWN_WORD_IDF;
}

/** The folder's own words, kept whole when text is cut. */
export function segmenterFor(knowledge: Knowledge): Segmenter {
  return new Segmenter(knowledge.entries.flatMap((entry) => [...entry.terms, ...entry.layWords]));
}

/** Documents and segmenter of a folder, ready to be indexed. */
export function prepareKnowledge(knowledge: Knowledge): { documents: SearchDocument[]; segmenter: Segmenter } {
  return { documents: toDocuments(knowledge), segmenter: segmenterFor(knowledge) };
}
