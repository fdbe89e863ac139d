import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestRank } from '../../src/report/nearest-rank.ts';

/** The definition taken at its word: the least value that at least so many per cent of the values do not exceed. */
function naive(values: readonly number[], percent: number): number | null {
  const reached = values.filter((value) => values.filter((other) => other <= value).length * 100 >= percent * values.length);
  return reached.length === 0 ? null : Math.min(...reached);
}

describe('nearestRank', () => {
  it('takes the lower of the two in the middle, and the ninth of ten', () => {
    expect(nearestRank([40, 10, 30, 20], 50)).toBe(20);
    expect(nearestRank([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000], 90)).toBe(9);
    expect(nearestRank([7], 50)).toBe(7);
    expect(nearestRank([7], 90)).toBe(7);
  });

  it('is null for no values', () => {
    expect(nearestRank([], 50)).toBeNull();
  });

  it('is what the definition says, for median and P90', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 }), fc.constantFrom(50, 90), (values, percent) => {
        expect(nearestRank(values, percent)).toBe(naive(values, percent));
      }),
    );
  });
});
