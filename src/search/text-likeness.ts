/**
 * How like the folder's titles and questions are to a text, by the rare features they share: the weighted Dice coefficient, twice the
 * rarity in common over the rarity of both, 0 to 1. Each feature knows the texts that have it, so that one look tells it for all.
 */
export class TextLikeness {
  private readonly textsWith = new Map<string, number[]>();
  private readonly weights: number[] = [];
  /** By text: the rarity in common with the text that was looked at last. */
  private common = new Float64Array(0);
  private readonly touched: number[] = [];
  /** The rarity of all its features. */
  private weight = 0;
  private lookedAt: ReadonlyMap<string, number> | null = null;

  /** Adds a text by its features, each with its rarity; returns its number. */
  add(features: ReadonlyMap<string, number>): number {
    const number = this.weights.length;
    this.weights.push(sumOf(features.values()));
    for (const feature of features.keys()) {
      const texts = this.textsWith.get(feature);
      if (texts) texts.push(number);
      else this.textsWith.set(feature, [number]);
    }
    return number;
  }

  /** Looks at a text that has these features; `best` speaks of the one that was looked at last. */
  lookAt(features: ReadonlyMap<string, number>): void {
    if (this.lookedAt === features) return;
    const { touched, weights } = this;
    if (this.common.length < weights.length) this.common = new Float64Array(weights.length);
    else for (const number of touched) this.common[number] = 0;
    touched.length = 0;
    const { common } = this;
    for (const [feature, rarity] of features) {
      const texts = this.textsWith.get(feature);
      if (texts === undefined) continue;
      for (const number of texts) {
        if (common[number] === 0) touched.push(number);
        common[number] = (common[number] ?? 0) + rarity;
      }
    }
    this.weight = sumOf(features.values());
    this.lookedAt = features;
  }

  /** The likeness of the likest among the texts of these numbers, from the first to before the last; 0 where there are none. */
  best(from: number, to: number): number {
    const { common, weights, weight } = this;
    let best = 0;
    for (let number = from; number < to; number += 1) {
      const shared = common[number] ?? 0;
      if (shared === 0) continue;
      const likeness = (2 * shared) / (weight + (weights[number] ?? 0));
      if (likeness > best) best = likeness;
    }
    return best;
  }
}

export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
