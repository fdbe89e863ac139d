import type { Scored } from './scored.ts';
import { FIELDS, type SearchDocument } from './search-document.ts';
import type { Cutter } from './segmenter.ts';
import { BM25, FIELD_WEIGHTS } from './weights.ts';

interface Postings {
  readonly idf: number;
  readonly documents: Uint32Array;
  /** What the word counts in each document: its rarity, times its field-weighted, length-normalised count as BM25 lets it grow. */
  readonly scores: Float64Array;
}

const NONE = new Uint32Array();

/**
 * Ranks documents by the words they share with a question: BM25F (Robertson, Zaragoza: The Probabilistic Relevance
 * Framework, 2009), one score over all fields with a weight for each.
 */
export class WordIndex {
  private readonly postings = new Map<string, Postings>();
  /** The scores of one search, by document; all 0 between searches. */
  private readonly sums: Float64Array;

  constructor(documents: readonly SearchDocument[], segmenter: Cutter) {
    const counts = documents.map((document) => countWords(document, segmenter));
    const weighted = new Map<string, { documents: number[]; weights: number[] }>();
    const averages = averageLengths(counts);
    for (const [index, fields] of counts.entries()) {
      const total = new Map<string, number>();
      for (const [position, field] of FIELDS.entries()) {
        const { words, length } = fields[position] ?? { words: new Map<string, number>(), length: 0 };
        const average = averages[position] || 1;
        const norm = 1 - BM25.b + (BM25.b * length) / average;
        for (const [word, count] of words) total.set(word, (total.get(word) ?? 0) + (FIELD_WEIGHTS[field] * count) / norm);
      }
      for (const [word, weight] of total) {
        const list = weighted.get(word) ?? { documents: [], weights: [] };
        list.documents.push(index);
        list.weights.push(weight);
        weighted.set(word, list);
      }
    }
    for (const [word, list] of weighted) {
      const n = list.documents.length;
      const idf = Math.log(1 + (documents.length - n + 0.5) / (n + 0.5));
      const scores = Float64Array.from(list.weights, (weight) => (idf * weight * (BM25.k1 + 1)) / (weight + BM25.k1));
      this.postings.set(word, { idf, documents: Uint32Array.from(list.documents), scores });
    }
    this.sums = new Float64Array(documents.length);
  }

  /** How rare the word is in the folder (inverse document frequency); null when the folder does not have it. */
  idf(word: string): number | null {
    return this.postings.get(word)?.idf ?? null;
  }

  /** The documents that have the word anywhere. */
  documentsWith(word: string): Uint32Array {
    return this.postings.get(word)?.documents ?? NONE;
  }

  /** The best `limit` documents for these words, each with what it counts (1 for a word that was said), best first. */
  search(words: ReadonlyMap<string, number>, limit: number): Scored[] {
    const { sums } = this;
    const found: number[] = [];
    for (const [word, counts] of words) {
      const postings = this.postings.get(word);
      if (!postings) continue;
      const { documents, scores } = postings;
      for (let position = 0; position < documents.length; position += 1) {
        const document = documents[position] ?? 0;
        if (sums[document] === 0) found.push(document);
        sums[document] = (sums[document] ?? 0) + counts * (scores[position] ?? 0);
      }
    }
    const best = bestOf(found, sums, limit);
    for (const document of found) sums[document] = 0;
    return best;
  }
}

/** The documents with the highest scores, best first, the lower number before the higher where they are equal. */
function bestOf(documents: readonly number[], scores: Float64Array, limit: number): Scored[] {
  const best: Scored[] = [];
  const isBefore = (a: Scored, b: Scored) => a.score > b.score || (a.score === b.score && a.document < b.document);
  for (const document of documents) {
    const one = { document, score: scores[document] ?? 0 };
    const last = best.at(-1);
    if (best.length === limit && last && !isBefore(one, last)) continue;
    let place = best.length;
    while (place > 0 && isBefore(one, best[place - 1] ?? one)) place -= 1;
    best.splice(place, 0, one);
    if (best.length > limit) best.pop();
  }
  return best;
}

type FieldCount = { readonly words: Map<string, number>; readonly length: number };

function countWords(document: SearchDocument, segmenter: Cutter): FieldCount[] {
  return FIELDS.map((field) => {
    const words = new Map<string, number>();
    let length = 0;
    for (const word of document.fields[field].flatMap((text) => segmenter.words(text))) {
      words.set(word, (words.get(word) ?? 0) + 1);
      length += 1;
    }
    return { words, length };
  });
}

/** Average length of each field over the documents that have it. */
function averageLengths(counts: readonly FieldCount[][]): number[] {
  return FIELDS.map((_, position) => {
    const lengths = counts.map((fields) => fields[position]?.length ?? 0).filter((length) => length > 0);
    return lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1);
  });
}
