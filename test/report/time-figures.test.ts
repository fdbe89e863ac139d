import { describe, expect, it } from 'vitest';
import type { Deadline } from '../../src/legal-case/deadline.ts';
import { timeFigures } from '../../src/report/time-figures.ts';
import { deadline, NOW, POLICY, reportedCase } from './sample-source.ts';

const figures = (...deadlines: readonly Partial<Deadline>[]) =>
  timeFigures(
    deadlines.map((given) => reportedCase({ deadlines: [deadline(given)] })),
    NOW,
    POLICY,
  ).firstResponse.overall;

describe('timeFigures', () => {
  it('is on time up to the last minute', () => {
    expect(figures({ used: 240 }, { used: 240.01 }, { used: 10 })).toEqual({
      onTime: 2,
      late: 1,
      notCounted: 0,
      rate: 66.67,
      median: 240,
      p90: 240,
    });
  });

  it('counts a running clock as late only when its time is over', () => {
    const running = (since: string): Partial<Deadline> => ({ used: 0, since, metAt: null });
    const threeHours = running('2026-11-24T08:00:00.000Z');
    const fiveHours = running('2026-11-24T06:00:00.000Z');
    expect(figures(threeHours)).toMatchObject({ onTime: 0, late: 0, notCounted: 1, rate: null, median: null });
    expect(figures(threeHours, fiveHours)).toMatchObject({ onTime: 0, late: 1, notCounted: 1, rate: 0, p90: null });
    expect(figures(running('2025-12-01T01:00:00.000Z'))).toMatchObject({ late: 1 });
  });

  it('is not late on the evening of the day on which the last minute passed', () => {
    const until = { used: 0, minutes: 210, since: '2026-11-24T06:00:00.000Z', metAt: null };
    const at = (now: string) => timeFigures([reportedCase({ deadlines: [deadline(until)] })], new Date(now), POLICY).firstResponse.overall;
    expect(at('2026-11-24T12:00:00Z')).toMatchObject({ late: 0, notCounted: 1 });
    expect(at('2026-11-25T00:31:00Z')).toMatchObject({ late: 1, notCounted: 0 });
  });

  it('leaves out a stopped clock, unless its time was over before it stopped', () => {
    expect(figures({ used: 100, metAt: null }, { used: 241, metAt: null })).toMatchObject({ late: 1, notCounted: 1, median: null });
  });

  it('takes the first deadline of each target, and each target by itself', () => {
    const deadlines = [
      deadline({ used: 20 }),
      deadline({ target: 'answer', minutes: 1260, used: 500 }),
      deadline({ used: 9_999 }),
      deadline({ target: 'answer', minutes: 1260, used: 9_999 }),
    ];
    const { firstResponse, answer } = timeFigures([reportedCase({ deadlines })], NOW, POLICY);
    expect(firstResponse.overall).toMatchObject({ onTime: 1, late: 0, median: 20, p90: 20 });
    expect(answer.overall).toMatchObject({ onTime: 1, late: 0, median: 500, p90: 500 });
  });

  it('tells desks apart; together they are all', () => {
    const cases = [
      reportedCase({ desk: '乙所', deadlines: [deadline({ used: 10.4 })] }),
      reportedCase({ desk: '甲所', deadlines: [deadline({ used: 300 })] }),
      reportedCase({ desk: '甲所', deadlines: [] }),
    ];
    const { overall, byDesk } = timeFigures(cases, NOW, POLICY).firstResponse;
    expect(byDesk).toEqual([
      { desk: '甲所', onTime: 0, late: 1, notCounted: 1, rate: 0, median: 300, p90: 300 },
      { desk: '乙所', onTime: 1, late: 0, notCounted: 0, rate: 100, median: 10, p90: 10 },
    ]);
    expect(overall).toEqual({ onTime: 1, late: 1, notCounted: 1, rate: 50, median: 10, p90: 300 });
  });

  it('takes less than 5 seconds for 10,000 cases that everybody forgot', () => {
    const forgotten = (target: Deadline['target'], minutes: number) =>
      deadline({ target, minutes, used: 0, since: '2026-01-05T01:00:00.000Z', metAt: null });
    const one = reportedCase({ deadlines: [forgotten('first-response', 240), forgotten('answer', 6_300)] });
    const started = performance.now();
    const { answer } = timeFigures(
      Array.from({ length: 10_000 }, () => one),
      NOW,
      POLICY,
    );
    expect(answer.overall.late).toBe(10_000);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
