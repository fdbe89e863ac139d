import type { Deadline, DeadlinePolicy, DeadlineTarget } from '../legal-case/deadline.ts';
import { groupBy } from './count-by.ts';
import { nearestRank } from './nearest-rank.ts';
import { percentOf } from './rate.ts';
import { ReportClock } from './report-clock.ts';
import type { ReportedCase } from './report-source.ts';

/** How fast desks were with one of their targets (时效). Times are whole working minutes; null where there is nothing to measure. */
export interface TimeFigure {
  readonly onTime: number;
  readonly late: number;
  /** Neither done nor late yet, withdrawn before the time was over, or without this target. */
  readonly notCounted: number;
  /** On time among on time and late, in per cent. */
  readonly rate: number | null;
  readonly median: number | null;
  readonly p90: number | null;
}

/** A target's figure over all cases and for each desk, in Chinese order. */
export interface TargetFigures {
  readonly overall: TimeFigure;
  readonly byDesk: readonly (TimeFigure & { readonly desk: string })[];
}

/** First response (首次响应) and answer (答复). */
export interface TimeFigures {
  readonly firstResponse: TargetFigures;
  readonly answer: TargetFigures;
}

type Timing = 'on-time' | 'late' | 'not-counted';

interface Measured {
  readonly desk: string;
  readonly timing: Timing;
  /** Working minutes it took; null until it is done. */
  readonly minutes: number | null;
}

/** Measures the first deadline of each target of each case; later ones, of reopened cases, are not counted. */
export function timeFigures(cases: readonly ReportedCase[], now: Date, policy: DeadlinePolicy): TimeFigures {
  const clock = new ReportClock(now, policy);
  const figures = (target: DeadlineTarget): TargetFigures => {
    const measured = cases.map(({ desk, deadlines }) => measure(desk, deadlines, target, clock));
    const byDesk = groupBy(measured, ({ desk }) => desk).map(([desk, group]) => ({ desk, ...summarize(group) }));
    return { overall: summarize(measured), byDesk };
  };
  return { firstResponse: figures('first-response'), answer: figures('answer') };
}

function measure(desk: string, deadlines: readonly Deadline[], target: DeadlineTarget, clock: ReportClock): Measured {
  const first = deadlines.find((deadline) => deadline.target === target);
  if (!first) return { desk, timing: 'not-counted', minutes: null };
  const met = first.metAt !== null;
  const timing = !clock.isOnTime(first) ? 'late' : met ? 'on-time' : 'not-counted';
  return { desk, timing, minutes: met ? first.used : null };
}

function summarize(measured: readonly Measured[]): TimeFigure {
  const count = (timing: Timing) => measured.filter((one) => one.timing === timing).length;
  const minutes = measured.flatMap((one) => (one.minutes === null ? [] : [one.minutes]));
  const [onTime, late] = [count('on-time'), count('late')];
  return {
    onTime,
    late,
    notCounted: count('not-counted'),
    rate: percentOf(onTime, onTime + late),
    median: wholeMinutes(nearestRank(minutes, 50)),
    p90: wholeMinutes(nearestRank(minutes, 90)),
  };
}

function wholeMinutes(minutes: number | null): number | null {
  return minutes === null ? null : Math.round(minutes);
}
