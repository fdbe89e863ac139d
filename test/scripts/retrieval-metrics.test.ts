import { describe, expect, it } from 'vitest';
import { measure, percentile } from '../../scripts/retrieval-metrics.ts';

describe('measure', () => {
  it('counts ranks as the textbook does', () => {
    const figures = measure([
      { right: [1], found: [1, 2, 3] },
      { right: [1, 9], found: [2, 3, 1, 4, 5, 9] },
      { right: [1], found: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1] },
      { right: [1], found: [] },
    ]);
    expect(figures).toEqual({ n: 4, mrr10: (1 + 1 / 3) / 4, recall5: (1 + 0.5) / 4, recall10: (1 + 1) / 4, hit1: 1 / 4, hit5: 2 / 4 });
  });

  it('is all zeros for nothing', () => {
    expect(measure([])).toEqual({ n: 0, mrr10: 0, recall5: 0, recall10: 0, hit1: 0, hit5: 0 });
  });
});

describe('percentile', () => {
  it('takes the nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([percentile(values, 0.5), percentile(values, 0.99), percentile([], 0.5)]).toEqual([50, 99, 0]);
  });
});
