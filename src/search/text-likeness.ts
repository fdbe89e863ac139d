/**
 * How like the folder's titles and questions are to a text, by the rare features they share: the weighted Dice coefficient, twice the
 * rarity in common over the rarity of both, 0 to 1. Each feature knows the texts that have it, so that one look tells it for all.
 */
export class TextLikeness {
  private readonly textsWith = new Map<string, number[]>();
  private readonly weights: number[] = [];
  /** By text: the rarity in common with the text that was looked at last. */
  private common = new Float64Array(0);
  private touched: number[] = [];
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

  /** The likeness of the text with a number to one that has these features. */
  to(features: ReadonlyMap<string, number>): (number: number) => number {
    const weight = sumOf(features.values());
    return (number) => {
      if (this.lookedAt !== features) this.lookAt(features);
      const common = this.common[number] ?? 0;
      return common === 0 ? 0 : (2 * common) / (weight + (this.weights[number] ?? 0));
    };
  }

  private lookAt(features: ReadonlyMap<string, number>): void {
    if (this.common.length < this.weights.length) this.common = new Float64Array(this.weights.length);
    else for (const number of this.touched) this.common[number] = 0;
    this.touched = [];
    for (const [feature, rarity] of features) {
      for (const number of this.textsWith.get(feature) ?? []) {
        if (this.common[number] === 0) this.touched.push(number);
        this.common[number] = (this.common[number] ?? 0) + rarity;
      }
    }
    this.lookedAt = features;
  }
}

export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
