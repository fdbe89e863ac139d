import type { Scored } from './scored.ts';
import { FIELDS, type SearchDocument } from './search-document.ts';
import type { Cutter } from './segmenter.ts';
import { BM25, FIELD_WEIGHTS } from './weights.ts';

interface Postings {
  readonly idf: number;
  readonly documents: Uint32Array;
  /** Field-weighted, length-normalised count of the word in each document. */
  readonly weights: Float32Array;
}

/**
 * Ranks documents by the words they share with a question: BM25F (Robertson, Zaragoza: The Probabilistic Relevance
 * Framework, 2009), one score over all fields with a weight for each.
 */
export class WordIndex {
  private readonly postings = new Map<string, Postings>();

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
      this.postings.set(word, { idf, documents: Uint32Array.from(list.documents), weights: Float32Array.from(list.weights) });
    }
  }

  /** How rare the word is in the folder (inverse document frequency); null when the folder does not have it. */
  idf(word: string): number | null {
    return this.postings.get(word)?.idf ?? null;
  }

  /** The best `limit` documents for these words, each with what it counts (1 for a word that was said), best first. */
  search(words: ReadonlyMap<string, number>, limit: number): Scored[] {
    const scores = new Map<number, number>();
    for (const [word, counts] of words) {
      const postings = this.postings.get(word);
      if (!postings) continue;
      for (const [position, document] of postings.documents.entries()) {
        const weight = postings.weights[position] ?? 0;
        const score = counts * ((postings.idf * (weight * (BM25.k1 + 1))) / (weight + BM25.k1));
        scores.set(document, (scores.get(document) ?? 0) + score);
      }
    }
    const ranked = [...scores].map(([document, score]) => ({ document, score }));
    return ranked.sort((a, b) => b.score - a.score || a.document - b.document).slice(0, limit);
  }
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
