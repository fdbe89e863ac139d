import type { DeadlinePolicy } from '../legal-case/deadline.ts';
import { periodOf } from './period.ts';
import { ReportClock } from './report-clock.ts';
import type { ReportSource } from './report-source.ts';

/** How the service stands (今日情况): what was asked today, in China, and what waits now. */
export interface DayFigures {
  readonly asked: number;
  readonly answered: number;
  readonly declined: number;
  /** Cases that are neither closed nor withdrawn. */
  readonly openCases: number;
  /** Of these, those with a deadline that was not met in time and is not met yet. */
  readonly overdue: number;
  /** Messages that no platform took and nobody has sent again. */
  readonly undelivered: number;
}

/** Reads the figures of the day on which `now` falls. */
export async function compileDay(source: ReportSource, policy: DeadlinePolicy, now: Date): Promise<DayFigures> {
  const { outcomes } = await source.questions(periodOf(now));
  const count = (wanted: string) => outcomes.find(({ outcome }) => outcome === wanted)?.count ?? 0;
  const open = await source.waitingCases();
  const clock = new ReportClock(now, policy);
  return {
    asked: outcomes.reduce((sum, one) => sum + one.count, 0),
    answered: count('answered'),
    declined: count('declined'),
    openCases: open.length,
    overdue: open.filter((deadlines) => deadlines.some((one) => one.metAt === null && !clock.isOnTime(one))).length,
    undelivered: await source.undelivered(),
  };
}
