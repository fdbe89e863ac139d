/** The features of a text by their numbers, each once, and the sum of their rarities. */
export interface NumberedSet {
  readonly numbers: Int32Array;
  readonly weight: number;
}

interface Feature {
  readonly number: number;
  readonly rarity: number;
}

/**
 * The features of the folder's titles and questions, numbered, so that a question is compared with thousands of them in little time:
 * how rare a feature is that both have is read from a table.
 */
export class NumberedFeatures {
  private readonly numbers = new Map<string, number>();
  /** The rarities of the features of one text, by number; 0 for what it has not. */
  private rarities = new Float64Array(0);
  /** The text that the table is of. */
  private laidOut: readonly Feature[] = [];

  /** The features of a text of the folder, each with its rarity; those met for the first time get the next numbers. */
  add(features: ReadonlyMap<string, number>): NumberedSet {
    const numbers = Int32Array.from(features.keys(), (feature) => this.numberOf(feature));
    return { numbers, weight: sumOf(features.values()) };
  }

  /**
   * How like texts of the folder are to one text, by the rare features in common: the weighted Dice coefficient, twice the weight in
   * common over the weight of both, 0 to 1.
   * @param weight the sum of the features' rarities
   */
  likenessTo(features: ReadonlyMap<string, number>, weight: number): (other: NumberedSet) => number {
    const known = [...features].flatMap(([feature, rarity]) => {
      const number = this.numbers.get(feature);
      return number === undefined ? [] : { number, rarity };
    });
    return ({ numbers, weight: others }) => {
      const rarities = this.layOut(known);
      let common = 0;
      for (let position = 0; position < numbers.length; position += 1) common += rarities[numbers[position] ?? 0] ?? 0;
      return common === 0 ? 0 : (2 * common) / (weight + others);
    };
  }

  /** The table of these features; another text's are taken out of it. */
  private layOut(features: readonly Feature[]): Float64Array {
    if (this.laidOut === features) return this.rarities;
    if (this.rarities.length < this.numbers.size) this.rarities = new Float64Array(this.numbers.size);
    else for (const { number } of this.laidOut) this.rarities[number] = 0;
    for (const { number, rarity } of features) this.rarities[number] = rarity;
    this.laidOut = features;
    return this.rarities;
  }

  private numberOf(feature: string): number {
    const known = this.numbers.get(feature);
    if (known !== undefined) return known;
    const next = this.numbers.size;
    this.numbers.set(feature, next);
    return next;
  }
}

export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
