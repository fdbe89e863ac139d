import hnswlib from 'hnswlib-node';
import type { Scored } from './scored.ts';
import type { SearchDocument } from './search-document.ts';
import { HNSW } from './weights.ts';

/** The graph of all passages' vectors; a passage's label is its place in the list. Passages are only ever added. */
export interface PassageGraph {
  readonly dimension: number;
  readonly labels: Map<string, number>;
  readonly graph: hnswlib.HierarchicalNSW;
}

/** An empty graph with room for `capacity` passages; it grows when needed. */
export function emptyGraph(dimension: number, capacity: number): PassageGraph {
  const graph = new hnswlib.HierarchicalNSW('cosine', dimension);
  graph.initIndex({ maxElements: Math.max(capacity, 16), m: HNSW.m, efConstruction: HNSW.efConstruction, randomSeed: 100 });
  graph.setEf(HNSW.efSearch);
  return { dimension, labels: new Map(), graph };
}

/** Adds passages with their vectors, in the same order; vectors of zeros (nothing known of the text) are left out. */
export function addPassages(passages: readonly string[], vectors: readonly (readonly number[])[], into: PassageGraph): void {
  const { graph, labels } = into;
  if (labels.size + passages.length > graph.getMaxElements()) graph.resizeIndex((labels.size + passages.length) * 2);
  for (const [position, passage] of passages.entries()) {
    const vector = vectors[position];
    if (!vector?.some((value) => value !== 0) || labels.has(passage)) continue;
    graph.addPoint([...vector], labels.size);
    labels.set(passage, labels.size);
  }
}

/** The texts of a document that get a vector each: title with digest, every question, the words, the official text. */
export function passagesOf(document: SearchDocument): string[] {
  const { title, digest, questions, terms, layWords, official } = document.fields;
  const texts = [[...title, ...digest].join('。'), ...questions, [...title, ...terms, ...layWords].join('、'), official.join('\n')];
  return [...new Set(texts.filter((text) => text !== ''))];
}

/** Ranks documents by their nearest passage. Labels of passages that belong to no document now are passed over. */
export class VectorIndex {
  private readonly documentsByLabel = new Map<number, number[]>();
  /** Of one search, by document: its score, and how many of its passages were found (0 between searches). */
  private readonly scores: Float64Array;
  private readonly counts: Uint16Array;

  constructor(
    documents: readonly SearchDocument[],
    private readonly passages: PassageGraph,
  ) {
    this.scores = new Float64Array(documents.length);
    this.counts = new Uint16Array(documents.length);
    for (const [index, document] of documents.entries()) {
      for (const passage of passagesOf(document)) {
        const label = passages.labels.get(passage);
        if (label === undefined) continue;
        const list = this.documentsByLabel.get(label) ?? [];
        list.push(index);
        this.documentsByLabel.set(label, list);
      }
    }
  }

  /** The documents of the nearest `limit` passages, by the cosines of theirs taken together (up to 1.3), best first. */
  search(vector: readonly number[], limit: number): Scored[] {
    const size = this.passages.graph.getCurrentCount();
    if (size === 0 || vector.length !== this.passages.dimension || !vector.some((value) => value !== 0)) return [];
    const { neighbors, distances } = this.passages.graph.searchKnn(vector as number[], Math.min(limit, size));
    const { scores, counts } = this;
    const found: number[] = [];
    // Nearest first, so that the cosines of a document come in falling order.
    for (const [position, label] of neighbors.entries()) {
      const cosine = 1 - (distances[position] ?? 1);
      for (const document of this.documentsByLabel.get(label) ?? []) {
        const count = counts[document] ?? 0;
        if (count === 0) found.push(document);
        scores[document] = count === 0 ? cosine : (scores[document] ?? 0) + (PASSAGE_WEIGHTS[count] ?? 0) * Math.max(0, cosine);
        counts[document] = count + 1;
      }
    }
    const ranked = found.map((document) => ({ document, score: scores[document] ?? 0 }));
    for (const document of found) counts[document] = 0;
    return ranked.sort((a, b) => b.score - a.score || a.document - b.document);
  }
}

/** What a document's nearest passage counts, its second and its third; all others count nothing. */
const PASSAGE_WEIGHTS = [1, 0.2, 0.1];
