import { normalizeText } from './normalize.ts';

/** A message that is known to be of a class. */
export interface Example {
  readonly label: string;
  readonly text: string;
}

/** Classes with how likely each is, the likeliest first; the shares add up to 1. */
export type Shares = readonly { readonly label: string; readonly share: number }[];

const SIZE = 1 << 17;
const PASSES = 6;
const RATE = 0.2;
const DECAY = 2e-6;
const LONGEST_GRAM = 2;

/**
 * Tells messages apart by the runs of one and two characters in them: softmax regression on hashed features, learned by AdaGrad
 * (Duchi et al., 2011) in some seconds. The same examples give the same classifier.
 */
export class MessageClassifier {
  /** @param weights of each feature by class: those of a feature lie together. Throws where they are too few or too many. */
  constructor(
    readonly labels: readonly string[],
    readonly weights: Float32Array,
  ) {
    if (weights.length !== (SIZE + 1) * labels.length) throw new Error('weights do not fit their classes');
  }

  static train(examples: readonly Example[]): MessageClassifier {
    const labels = [...new Set(examples.map(({ label }) => label))].sort();
    const weights = new Float32Array((SIZE + 1) * labels.length);
    const squares = new Float32Array(weights.length).fill(1e-6);
    const prepared = examples.map(({ label, text }) => ({ right: labels.indexOf(label), features: featuresOf(text) }));
    // A class with few examples counts as much as one with many, by half.
    const counts = labels.map((_, place) => prepared.filter(({ right }) => right === place).length);
    const worth = counts.map((count) => Math.sqrt(prepared.length / (labels.length * Math.max(count, 1))));
    const shares = new Float64Array(labels.length);
    for (let pass = 0; pass < PASSES; pass += 1) {
      for (let step = 0; step < prepared.length; step += 1) {
        const example = prepared[(step * 7919 + pass * 104_729) % prepared.length];
        if (example) learn(example, weights, squares, worth[example.right] ?? 1, shares);
      }
    }
    return new MessageClassifier(labels, weights);
  }

  /** How likely the message is of each class. */
  classify(text: string): Shares {
    const shares = new Float64Array(this.labels.length);
    weigh(featuresOf(text), this.weights, shares);
    return this.labels.map((label, place) => ({ label, share: shares[place] ?? 0 })).sort((a, b) => b.share - a.share);
  }
}

interface Prepared {
  readonly right: number;
  readonly features: readonly number[];
}

/** @param shares written anew */
function learn({ right, features }: Prepared, weights: Float32Array, squares: Float32Array, worth: number, shares: Float64Array): void {
  weigh(features, weights, shares);
  const classes = shares.length;
  const value = 1 / Math.sqrt(features.length);
  for (let place = 0; place < classes; place += 1) {
    const error = ((shares[place] ?? 0) - Number(place === right)) * worth;
    shares[place] = Math.abs(error) < 1e-4 ? 0 : error;
  }
  for (const feature of features) {
    for (let place = 0, at = feature * classes; place < classes; place += 1, at += 1) {
      const error = shares[place] ?? 0;
      if (error === 0) continue;
      const gradient = error * value + DECAY * (weights[at] ?? 0);
      squares[at] = (squares[at] ?? 0) + gradient * gradient;
      weights[at] = (weights[at] ?? 0) - (RATE * gradient) / Math.sqrt(squares[at] ?? 1);
    }
  }
}

/** Writes how likely features are of each class (softmax). */
function weigh(features: readonly number[], weights: Float32Array, shares: Float64Array): void {
  const classes = shares.length;
  shares.fill(0);
  for (const feature of features) {
    for (let place = 0, at = feature * classes; place < classes; place += 1, at += 1)
      shares[place] = (shares[place] ?? 0) + (weights[at] ?? 0);
  }
  const value = 1 / Math.sqrt(features.length);
  let most = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < classes; place += 1) {
    shares[place] = (shares[place] ?? 0) * value;
    most = Math.max(most, shares[place] ?? 0);
  }
  let sum = 0;
  for (let place = 0; place < classes; place += 1) {
    shares[place] = Math.exp((shares[place] ?? 0) - most);
    sum += shares[place] ?? 0;
  }
  for (let place = 0; place < classes; place += 1) shares[place] = (shares[place] ?? 0) / sum;
}

/** Hashed runs of characters, each once; the last place is the bias. */
function featuresOf(text: string): number[] {
  const characters = [...`^${normalizeText(text).replace(/\d/g, '0')}$`];
  const found = new Set<number>([SIZE]);
  for (let length = 1; length <= LONGEST_GRAM; length += 1) {
    for (let start = 0; start + length <= characters.length; start += 1) found.add(hash(characters.slice(start, start + length).join('')));
  }
  return [...found];
}

/** FNV-1a. */
function hash(gram: string): number {
  let value = 0x811c9dc5;
  for (let place = 0; place < gram.length; place += 1) value = Math.imul(value ^ gram.charCodeAt(place), 0x01000193);
  return (value >>> 0) % SIZE;
}
