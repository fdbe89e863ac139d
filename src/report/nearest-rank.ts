/**
 * The percentile of values by nearest rank (最近序位法): with n values in ascending order, the one at place ⌈percent × n ÷ 100⌉, counted
 * from 1. It is always one of the values; the median of an even number of them is the lower of the two in the middle. Null for
 * no values. `percent` is above 0 and at most 100.
 */
export function nearestRank(values: readonly number[], percent: number): number | null {
  const ascending = [...values].sort((a, b) => a - b);
  return ascending[Math.ceil((percent * ascending.length) / 100) - 1] ?? null;
}
