import { describe, expect, it } from 'vitest';
import { runSoak } from './run-soak.ts';

/** The full size is `npm run soak -- --seconds 1800`. */
describe('people of two platforms that fail now and then', () => {
  it('are answered every one, and none twice that need not be', { timeout: 180_000 }, async () => {
    const report = await runSoak({ seconds: 10, rate: 20, faults: 0.1, databaseUrl: null });
    expect(report.problems.filter((problem) => !/^(?:memory|heap) /.test(problem))).toEqual([]);
    expect(report.answered).toBe(200);
    expect(Object.keys(report.faults).length).toBeGreaterThan(5);
  });
});
