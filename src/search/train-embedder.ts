import type { FeatureCounts } from './text-features.ts';
import { TRAINING } from './weights.ts';

/** A text as numbered features with weights; the weights' squares sum to 1. */
export interface SparseText {
  readonly features: Uint32Array;
  readonly weights: Float32Array;
}

/** Texts of one document that mean the same: its questions, its digest, its terms. */
export type TrainingGroup = readonly FeatureCounts[];

/** What training yields: a row of `dimension` numbers for each feature, and each feature's rarity. */
export interface EmbedderModel {
  readonly dimension: number;
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly idf: Float32Array;
  readonly rows: Float32Array;
}

/**
 * Learns vectors in which a document's questions lie near its digest and far from other documents'. Rows start random, so
 * that cosine is that of the weighted words themselves (random projection); a softmax over each batch (InfoNCE, van den
 * Oord and others, 2018) then moves together what people say and what the law calls it. Same input, same model.
 */
export function trainEmbedder(groups: readonly TrainingGroup[], onProgress: (done: number, total: number) => void): EmbedderModel {
  const { dimension, batch, passes } = TRAINING;
  const random = mulberry32(20_210_101);
  const { vocabulary, idf } = countVocabulary(groups);
  const rows = new Float32Array(vocabulary.size * dimension);
  for (let index = 0; index < rows.length; index += 1) rows[index] = gaussian(random) / Math.sqrt(dimension);
  const model: EmbedderModel = { dimension, vocabulary, idf, rows };
  const texts = groups.map((group) => group.map((counts) => toSparse(counts, model)).filter((text) => text.features.length > 0));
  const anchors = texts.flatMap((group, document) => (group.length < 2 ? [] : group.map((_, text) => ({ document, text }))));
  const squares = new Float32Array(vocabulary.size);
  const epochs = Math.max(passes.least, Math.min(passes.most, Math.round(TRAINING.texts / Math.max(1, anchors.length))));
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(anchors, random);
    for (let start = 0; start + 2 <= anchors.length; start += batch) {
      const pairs = anchors.slice(start, start + batch).map(({ document, text }) => {
        const group = texts[document] ?? [];
        const other = (text + 1 + Math.floor(random() * (group.length - 1))) % group.length;
        return { document, anchor: group[text] as SparseText, positive: group[other] as SparseText };
      });
      step(pairs, model, squares);
    }
    onProgress(epoch + 1, epochs);
  }
  return model;
}

/** The features a model knows of a text, weighted by rarity (tf-idf). */
export function toSparse(counts: FeatureCounts, model: Pick<EmbedderModel, 'vocabulary' | 'idf'>): SparseText {
  const features: number[] = [];
  const weights: number[] = [];
  let norm = 0;
  for (const [feature, count] of counts) {
    const index = model.vocabulary.get(feature);
    if (index === undefined) continue;
    const weight = (1 + Math.log(count)) * (model.idf[index] ?? 0);
    features.push(index);
    weights.push(weight);
    norm += weight * weight;
  }
  const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0;
  const scaled = new Float32Array(weights.length);
  for (const [position, weight] of weights.entries()) scaled[position] = weight * scale;
  return { features: new Uint32Array(features), weights: scaled };
}

/** The text's vector, of length 1; all zeros when the model knows none of its features. */
export function embed(text: SparseText, { dimension, rows }: Pick<EmbedderModel, 'dimension' | 'rows'>): Float32Array {
  const vector = new Float32Array(dimension);
  addRows(text, rows, vector);
  const norm = Math.sqrt(dot(vector, vector));
  if (norm > 0) for (let index = 0; index < dimension; index += 1) vector[index] = (vector[index] ?? 0) / norm;
  return vector;
}

function addRows(text: SparseText, rows: Float32Array, vector: Float32Array): void {
  const dimension = vector.length;
  for (let position = 0; position < text.features.length; position += 1) {
    const weight = text.weights[position] as number;
    const offset = (text.features[position] as number) * dimension;
    for (let index = 0; index < dimension; index += 1)
      vector[index] = (vector[index] as number) + weight * (rows[offset + index] as number);
  }
}

type Pair = { readonly document: number; readonly anchor: SparseText; readonly positive: SparseText };

/** One step of gradient descent over a batch: each anchor against all positives of other documents. */
function step(pairs: readonly Pair[], model: EmbedderModel, squares: Float32Array): void {
  const { dimension } = model;
  const anchors = pairs.map((pair) => withNorm(pair.anchor, model));
  const positives = pairs.map((pair) => withNorm(pair.positive, model));
  const anchorGradients = pairs.map(() => new Float32Array(dimension));
  const positiveGradients = pairs.map(() => new Float32Array(dimension));
  for (const [row, pair] of pairs.entries()) {
    const logits = pairs.map((other, column) =>
      column !== row && other.document === pair.document
        ? Number.NEGATIVE_INFINITY
        : dot(unit(anchors, row), unit(positives, column)) / TRAINING.temperature,
    );
    const highest = Math.max(...logits);
    const exponentials = logits.map((logit) => Math.exp(logit - highest));
    const sum = exponentials.reduce((total, value) => total + value, 0);
    for (const [column, value] of exponentials.entries()) {
      const error = (value / sum - (column === row ? 1 : 0)) / TRAINING.temperature / pairs.length;
      if (Math.abs(error) < 1e-3) continue;
      addScaled(anchorGradients[row] as Float32Array, unit(positives, column), error);
      addScaled(positiveGradients[column] as Float32Array, unit(anchors, row), error);
    }
  }
  for (const [row, pair] of pairs.entries()) {
    applyGradient(pair.anchor, anchors[row] as WithNorm, anchorGradients[row] as Float32Array, model, squares);
    applyGradient(pair.positive, positives[row] as WithNorm, positiveGradients[row] as Float32Array, model, squares);
  }
}

type WithNorm = { readonly unit: Float32Array; readonly norm: number };

function withNorm(text: SparseText, { rows, dimension }: EmbedderModel): WithNorm {
  const vector = new Float32Array(dimension);
  addRows(text, rows, vector);
  const norm = Math.sqrt(dot(vector, vector)) || 1;
  for (let index = 0; index < dimension; index += 1) vector[index] = (vector[index] as number) / norm;
  return { unit: vector, norm };
}

function unit(vectors: readonly WithNorm[], index: number): Float32Array {
  return (vectors[index] as WithNorm).unit;
}

/** Through the normalisation back to the rows, with a step per row that shrinks as the row has moved (Adagrad). */
function applyGradient(
  text: SparseText,
  { unit: vector, norm }: WithNorm,
  gradient: Float32Array,
  model: EmbedderModel,
  squares: Float32Array,
): void {
  const { dimension, rows } = model;
  const along = dot(gradient, vector);
  for (let index = 0; index < dimension; index += 1)
    gradient[index] = ((gradient[index] as number) - along * (vector[index] as number)) / norm;
  const size = dot(gradient, gradient);
  for (let position = 0; position < text.features.length; position += 1) {
    const feature = text.features[position] as number;
    const weight = text.weights[position] as number;
    squares[feature] = (squares[feature] as number) + weight * weight * size;
    const rate = (TRAINING.rate * weight) / (Math.sqrt(squares[feature] as number) + 1e-8);
    const offset = feature * dimension;
    for (let index = 0; index < dimension; index += 1)
      rows[offset + index] = (rows[offset + index] as number) - rate * (gradient[index] as number);
  }
}

function countVocabulary(groups: readonly TrainingGroup[]): { vocabulary: Map<string, number>; idf: Float32Array } {
  const documentCounts = new Map<string, number>();
  for (const group of groups) {
    for (const feature of new Set(group.flatMap((counts) => [...counts.keys()])))
      documentCounts.set(feature, (documentCounts.get(feature) ?? 0) + 1);
  }
  const vocabulary = new Map([...documentCounts.keys()].map((feature, index) => [feature, index]));
  const idf = Float32Array.from(documentCounts.values(), (count) => Math.log(1 + groups.length / count));
  return { vocabulary, idf };
}

function addScaled(target: Float32Array, source: Float32Array, factor: number): void {
  for (let index = 0; index < target.length; index += 1) target[index] = (target[index] as number) + factor * (source[index] as number);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] as number) * (b[index] as number);
  return sum;
}

function shuffle<T>(items: T[], random: () => number): void {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [items[index], items[other]] = [items[other] as T, items[index] as T];
  }
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A small seeded generator of numbers in [0, 1), so that a build can be repeated. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
