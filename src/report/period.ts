import { dayOf } from '../calculation/working-time.ts';

/** Days a report is about (统计期间): from the first day to the last, both counted, in China time. */
export interface Period {
  /** YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  /** The first instant of the first day. */
  readonly start: Date;
  /** The first instant after the last day. */
  readonly end: Date;
}

/** A period, or what is wrong with the two days, in words for the person who typed them. */
export type PeriodReading = { readonly kind: 'period'; readonly period: Period } | { readonly kind: 'bad'; readonly problem: string };

const DAY_MS = 86_400_000;
/** Years beyond which a day is a slip of the finger. */
const YEARS = { first: 2000, last: 2099 } as const;

/** Reads the two days as they were typed; every problem is named at once. */
export function readPeriod(from: string | undefined, to: string | undefined): PeriodReading {
  const problems = [problemOf('--from', from), problemOf('--to', to)].filter((problem) => problem !== null);
  if (problems.length > 0 || from === undefined || to === undefined) return { kind: 'bad', problem: problems.join('；') };
  if (from > to) return { kind: 'bad', problem: `开始的日子 --from ${from} 比结束的日子 --to ${to} 还晚` };
  return { kind: 'period', period: span(from, to) };
}

/** The day in China on which an instant falls. */
export function periodOf(instant: Date): Period {
  return span(dayOf(instant), dayOf(instant));
}

/** Every month that the period touches, YYYY-MM, in order. */
export function monthsOf({ from, to }: Period): string[] {
  const months: string[] = [];
  let [year = 0, month = 0] = from.split('-').map(Number);
  for (;;) {
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (name > to.slice(0, 7)) return months;
    months.push(name);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}

/** The month in China in which an instant falls, YYYY-MM. */
export function monthOf(instant: Date): string {
  return dayOf(instant).slice(0, 7);
}

function problemOf(option: string, day: string | undefined): string | null {
  if (day === undefined) return `缺少 ${option}，例如 ${option} 2026-01-01`;
  const instant = new Date(`${day}T00:00:00Z`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
  if (!isDay) return `${option} ${day} 不是日期，应当像 2026-01-01`;
  const year = Number(day.slice(0, 4));
  return year < YEARS.first || year > YEARS.last ? `${option} ${day} 的年份应当在 ${YEARS.first} 到 ${YEARS.last} 之间` : null;
}

function span(from: string, to: string): Period {
  return { from, to, start: startOf(from), end: new Date(startOf(to).getTime() + DAY_MS) };
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`);
}
