/** One example of a two-class fit: what is known of it, and whether it is one. */
export interface Example {
  readonly features: readonly number[];
  readonly positive: boolean;
}

/** Step size, passes and pull towards zero of the fit; enough for a dozen features between 0 and 1. */
const FIT = { rate: 0.5, passes: 3_000, ridge: 1e-3 } as const;

/** Logistic regression by gradient descent, classes weighted alike; the bias comes first and alone may be negative. */
export function fitLogistic(examples: readonly Example[]): number[] {
  const count = (positive: boolean) => examples.filter((example) => example.positive === positive).length || 1;
  const weightOf = (example: Example) => 0.5 / count(example.positive);
  const rows = examples.map((example) => ({ x: [1, ...example.features], y: Number(example.positive), weight: weightOf(example) }));
  return descend(rows, (feature) => feature === 0);
}

/**
 * Weights under which right documents stand before wrong ones (pairwise logistic loss, RankNet: Burges and others, 2005); none
 * is negative.
 * @param pairs feature differences, right minus wrong, a list a question; every question counts alike
 */
export function fitRanking(pairs: readonly (readonly (readonly number[])[])[]): number[] {
  const rows = pairs.flatMap((list) => list.map((x) => ({ x, y: 1, weight: 1 / (list.length * pairs.length) })));
  return descend(rows, () => false);
}

type Row = { readonly x: readonly number[]; readonly y: number; readonly weight: number };

function descend(rows: readonly Row[], mayBeNegative: (feature: number) => boolean): number[] {
  const size = rows[0]?.x.length ?? 0;
  const weights = new Array<number>(size).fill(0);
  const squares = new Array<number>(size).fill(1e-8);
  for (let pass = 0; pass < FIT.passes; pass += 1) {
    const gradient = weights.map((weight) => FIT.ridge * weight);
    for (const { x, y, weight } of rows) {
      const score = x.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);
      const error = (1 / (1 + Math.exp(-score)) - y) * weight;
      for (const [index, value] of x.entries()) gradient[index] = (gradient[index] ?? 0) + error * value;
    }
    for (const [index, slope] of gradient.entries()) {
      squares[index] = (squares[index] ?? 0) + slope * slope;
      const next = (weights[index] ?? 0) - (FIT.rate * slope) / Math.sqrt(squares[index] ?? 1);
      weights[index] = mayBeNegative(index) ? next : Math.max(0, next);
    }
  }
  return weights;
}
