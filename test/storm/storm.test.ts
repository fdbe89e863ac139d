import { describe, expect, it } from 'vitest';
import { runStorm } from './run-storm.ts';

const databaseUrl = process.env.DATABASE_URL;

/** The full size (10,000 cases of 1,000 people) is `npm run bench:cases`. */
describe.runIf(databaseUrl)('two servers on one PostgreSQL, one killed again and again', () => {
  it('lose no case, answer everybody once and nobody else', { timeout: 240_000 }, async () => {
    const report = await runStorm({ databaseUrl: databaseUrl ?? '', people: 40, cases: 120, killEveryMs: 3_000, onProgress: () => {} });
    expect(report.problems).toEqual([]);
    expect(report.opened).toBe(120);
    expect(report.kills).toBeGreaterThan(0);
  });
});
