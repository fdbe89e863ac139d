import { describe, expect, it } from 'vitest';
import { compileDay } from '../../src/report/day-figures.ts';
import type { Period } from '../../src/report/period.ts';
import type { ReportSource } from '../../src/report/report-source.ts';
import { deadline, POLICY } from './sample-source.ts';

/** Just after midnight in China, when it is still yesterday in London. */
const NOW = new Date('2026-11-24T16:30:00Z');
const [RUNNING, LATE] = ['2026-11-24T06:00:00.000Z', '2026-11-20T01:00:00.000Z'];
const open = { metAt: null, used: 0 };

async function figures(waiting: Awaited<ReturnType<ReportSource['waitingCases']>>) {
  const asked: Period[] = [];
  const source = {
    questions: async (period: Period) => {
      asked.push(period);
      const outcomes = ['answered', 'answered', 'declined', 'failed'].map((outcome, index) => ({ outcome, count: index + 1 }));
      return { outcomes: outcomes.slice(1), useful: 0, notUseful: 0 };
    },
    waitingCases: async () => waiting,
    undelivered: async () => 7,
  } as unknown as ReportSource;
  return {
    ...(await compileDay(source, POLICY, NOW)),
    asked: asked.map(({ from, start, end }) => [from, start.toISOString(), end.toISOString()]),
  };
}

describe('compileDay', () => {
  it('counts the questions of the day in China', async () => {
    const { asked, answered, declined, undelivered } = await figures([]);
    expect(asked).toEqual([['2026-11-25', '2026-11-24T16:00:00.000Z', '2026-11-25T16:00:00.000Z']]);
    expect([answered, declined, undelivered]).toEqual([2, 3, 7]);
  });

  it('calls a case overdue whose time is over and whose desk has not done what it owes', async () => {
    const waiting = [
      [deadline({ ...open, since: LATE })],
      [deadline({ ...open, since: RUNNING })],
      [deadline({ metAt: LATE, used: 999 })],
      [deadline({ ...open, since: null, used: 999 })],
      [deadline({ metAt: LATE, used: 10 }), deadline({ ...open, target: 'answer', since: LATE })],
    ];
    const { openCases, overdue } = await figures(waiting);
    expect([openCases, overdue]).toEqual([5, 3]);
  });
});
