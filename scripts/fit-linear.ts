/** One example of a two-class fit: what is known of it, and whether it is one. */
export interface Example {
  readonly features: readonly number[];
  readonly positive: boolean;
}

/** Step size, passes and pull towards zero of the fit; enough for a dozen features between 0 and 1. */
const FIT = { rate: 0.5, passes: 1_500, ridge: 1e-3 } as const;

/** Logistic regression by gradient descent, classes weighted alike; the bias comes first and alone may be negative. */
export function fitLogistic(examples: readonly Example[]): number[] {
  const count = (positive: boolean) => examples.filter((example) => example.positive === positive).length || 1;
  const rows = examples.map(({ features, positive }) => ({ x: [1, ...features], y: Number(positive), weight: 0.5 / count(positive) }));
  return descend(
    rows[0]?.x.length ?? 0,
    (feature) => feature === 0,
    (weights, gradient) => {
      for (const { x, y, weight } of rows) {
        const error = (1 / (1 + Math.exp(-dot(x, weights))) - y) * weight;
        for (const [index, value] of x.entries()) gradient[index] = (gradient[index] ?? 0) + error * value;
      }
    },
  );
}

/** A document found for a question: its features, and whether it answers it. */
export interface Candidate {
  readonly features: readonly number[];
  readonly right: boolean;
}

/**
 * Weights under which a right document stands first: the softmax of the scores over each question's candidates, and the logarithm
 * of what falls on the right ones (ListNet: Cao and others, 2007). None is negative; every question counts alike.
 */
export function fitRanking(questions: readonly (readonly Candidate[])[]): number[] {
  const size = questions[0]?.[0]?.features.length ?? 0;
  return descend(
    size,
    () => false,
    (weights, gradient) => {
      for (const candidates of questions) {
        const powers = candidates.map(({ features }) => Math.exp(dot(features, weights)));
        const all = powers.reduce((sum, power) => sum + power, 0);
        const right = powers.reduce((sum, power, place) => sum + (candidates[place]?.right ? power : 0), 0);
        for (const [place, candidate] of candidates.entries()) {
          const power = powers[place] ?? 0;
          const error = (power / all - (candidate.right ? power / right : 0)) / questions.length;
          for (const [index, value] of candidate.features.entries()) gradient[index] = (gradient[index] ?? 0) + error * value;
        }
      }
    },
  );
}

/** Adagrad from zero: `addGradient` adds the loss's slope at the weights. */
function descend(
  size: number,
  mayBeNegative: (feature: number) => boolean,
  addGradient: (weights: readonly number[], gradient: number[]) => void,
): number[] {
  const weights = new Array<number>(size).fill(0);
  const squares = new Array<number>(size).fill(1e-8);
  for (let pass = 0; pass < FIT.passes; pass += 1) {
    const gradient = weights.map((weight) => FIT.ridge * weight);
    addGradient(weights, gradient);
    for (const [index, slope] of gradient.entries()) {
      squares[index] = (squares[index] ?? 0) + slope * slope;
      const next = (weights[index] ?? 0) - (FIT.rate * slope) / Math.sqrt(squares[index] ?? 1);
      weights[index] = mayBeNegative(index) ? next : Math.max(0, next);
    }
  }
  return weights;
}

function dot(features: readonly number[], weights: readonly number[]): number {
  return features.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);
}
