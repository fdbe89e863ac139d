import { LOW_RATING } from '../legal-case/legal-case.ts';
import { groupBy } from './count-by.ts';
import { divide } from './rate.ts';
import type { ReportedCase } from './report-source.ts';

/** Ratings from 1 to 5. */
const SCORES = [1, 2, 3, 4, 5];

/** What requesters thought of how their cases were handled (评价). */
export interface RatingFigure {
  readonly count: number;
  /** With two decimals; null where nobody rated. */
  readonly average: number | null;
  /** How often 1, 2, 3, 4 and 5 were given, in this order. */
  readonly distribution: readonly number[];
  readonly low: number;
}

/** Ratings of all cases and for each desk that was rated, in Chinese order. */
export interface RatingFigures {
  readonly overall: RatingFigure;
  readonly byDesk: readonly (RatingFigure & { readonly desk: string })[];
}

/** Counts the ratings of the cases; unrated ones do not count. */
export function ratingFigures(cases: readonly ReportedCase[]): RatingFigures {
  const rated = cases.flatMap(({ desk, rating }) => (rating === null ? [] : [{ desk, rating }]));
  const byDesk = groupBy(rated, ({ desk }) => desk).map(([desk, group]) => ({ desk, ...summarize(group.map(({ rating }) => rating)) }));
  return { overall: summarize(rated.map(({ rating }) => rating)), byDesk };
}

function summarize(ratings: readonly number[]): RatingFigure {
  const sum = ratings.reduce((total, rating) => total + rating, 0);
  return {
    count: ratings.length,
    average: divide(sum, ratings.length),
    distribution: SCORES.map((score) => ratings.filter((rating) => rating === score).length),
    low: ratings.filter((rating) => rating <= LOW_RATING).length,
  };
}
