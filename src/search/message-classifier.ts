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
 * (Duchi et al., 2011) in a second or so. The same examples give the same classifier.
 */
export class MessageClassifier {
  private constructor(
    private readonly labels: readonly string[],
    private readonly weights: readonly Float32Array[],
  ) {}

  static train(examples: readonly Example[]): MessageClassifier {
    const labels = [...new Set(examples.map(({ label }) => label))].sort();
    const weights = labels.map(() => new Float32Array(SIZE + 1));
    const squares = labels.map(() => new Float32Array(SIZE + 1).fill(1e-6));
    const prepared = examples.map(({ label, text }) => ({ right: labels.indexOf(label), features: featuresOf(text) }));
    // A class with few examples counts as much as one with many, by half.
    const counts = labels.map((_, place) => prepared.filter(({ right }) => right === place).length);
    const worth = counts.map((count) => Math.sqrt(prepared.length / (labels.length * Math.max(count, 1))));
    for (let pass = 0; pass < PASSES; pass += 1) {
      for (let step = 0; step < prepared.length; step += 1) {
        const example = prepared[(step * 7919 + pass * 104_729) % prepared.length];
        if (example) learn(example, weights, squares, worth[example.right] ?? 1);
      }
    }
    return new MessageClassifier(labels, weights);
  }

  /** How likely the message is of each class. */
  classify(text: string): Shares {
    const shares = softmax(scoresOf(featuresOf(text), this.weights));
    return this.labels.map((label, place) => ({ label, share: shares[place] ?? 0 })).sort((a, b) => b.share - a.share);
  }
}

interface Prepared {
  readonly right: number;
  readonly features: readonly number[];
}

function learn({ right, features }: Prepared, weights: readonly Float32Array[], squares: readonly Float32Array[], worth: number): void {
  const shares = softmax(scoresOf(features, weights));
  const value = 1 / Math.sqrt(features.length);
  for (const [place, weight] of weights.entries()) {
    const square = squares[place] as Float32Array;
    const error = ((shares[place] ?? 0) - Number(place === right)) * worth;
    if (Math.abs(error) < 1e-4) continue;
    for (const feature of features) {
      const gradient = error * value + DECAY * (weight[feature] ?? 0);
      square[feature] = (square[feature] ?? 0) + gradient * gradient;
      weight[feature] = (weight[feature] ?? 0) - (RATE * gradient) / Math.sqrt(square[feature] ?? 1);
    }
  }
}

function scoresOf(features: readonly number[], weights: readonly Float32Array[]): number[] {
  const value = 1 / Math.sqrt(features.length);
  return weights.map((weight) => {
    let sum = 0;
    for (const feature of features) sum += weight[feature] ?? 0;
    return sum * value;
  });
}

function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
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
