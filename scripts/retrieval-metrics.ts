/** How well a ranking answers questions: means over all questions, each between 0 and 1. */
export interface RetrievalMetrics {
  readonly n: number;
  /** Mean reciprocal rank of the first right article within ten. */
  readonly mrr10: number;
  /** Mean share of a question's right articles within five and ten. */
  readonly recall5: number;
  readonly recall10: number;
  /** Share of questions with a right article first, and within five. */
  readonly hit1: number;
  readonly hit5: number;
}

/** One question's right articles and the articles found, best first. */
export interface Ranking {
  readonly right: readonly number[];
  readonly found: readonly number[];
}

/** The measures of Manning, Raghavan, Schütze (Introduction to Information Retrieval, 2008, ch. 8) over all rankings; all 0 for none. */
export function measure(rankings: readonly Ranking[]): RetrievalMetrics {
  const mean = (value: (ranking: Ranking) => number) =>
    rankings.length === 0 ? 0 : rankings.reduce((sum, ranking) => sum + value(ranking), 0) / rankings.length;
  const firstRank = ({ right, found }: Ranking) => {
    const index = found.findIndex((article) => right.includes(article));
    return index < 0 ? Number.POSITIVE_INFINITY : index + 1;
  };
  const recall = (depth: number) => (ranking: Ranking) =>
    ranking.right.filter((article) => ranking.found.slice(0, depth).includes(article)).length / ranking.right.length;
  return {
    n: rankings.length,
    mrr10: mean((ranking) => (firstRank(ranking) <= 10 ? 1 / firstRank(ranking) : 0)),
    recall5: mean(recall(5)),
    recall10: mean(recall(10)),
    hit1: mean((ranking) => Number(firstRank(ranking) === 1)),
    hit5: mean((ranking) => Number(firstRank(ranking) <= 5)),
  };
}

/** The value below which this share (0 to 1) of the values lies, by the nearest rank; 0 for no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
