import { isWeekday, UnknownYearError, type WorkdayCalendar } from './workday-calendar.ts';

/** A part of the day in which people work, in minutes since midnight. */
export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

/** When a district's offices work (工作时间): the same hours on every working day. */
export interface WorkingHours {
  /** In order, not overlapping; the gap between two is the lunch break. */
  readonly spans: readonly DaySpan[];
  readonly calendar: WorkdayCalendar;
}

/** China has one time zone and no summer time. */
const OFFSET_MS = 8 * 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Longest run of days looked through before we say that the hours are wrong. */
const MAX_DAYS = 4_000;

/** Working minutes of one working day. */
export function minutesPerDay({ spans }: WorkingHours): number {
  return spans.reduce((sum, span) => sum + span.to - span.from, 0);
}

/**
 * The instant at which `minutes` of working time have passed since `from`: lunch, nights, weekends and holidays do not count,
 * shifted days do. With 0 minutes it is `from` itself. In a year whose holidays are not announced, Monday to Friday count.
 */
export function addWorkingMinutes(from: Date, minutes: number, hours: WorkingHours): Date {
  if (minutes <= 0) return from;
  let left = minutes * MINUTE_MS;
  let day = dayOf(from);
  for (let count = 0; count < MAX_DAYS; count += 1) {
    for (const { start, end } of spansOf(day, hours)) {
      const begin = Math.max(start, from.getTime());
      if (begin >= end) continue;
      if (left <= end - begin) return new Date(begin + left);
      left -= end - begin;
    }
    day = dayAfter(day);
  }
  throw new RangeError(`no ${minutes} working minutes within ${MAX_DAYS} days; check the working hours`);
}

/** Working minutes between two instants; 0 when `to` is not after `from`. */
export function workingMinutesBetween(from: Date, to: Date, hours: WorkingHours): number {
  let sum = 0;
  for (let day = dayOf(from); startOf(day) < to.getTime(); day = dayAfter(day)) {
    for (const { start, end } of spansOf(day, hours)) {
      sum += Math.max(0, Math.min(end, to.getTime()) - Math.max(start, from.getTime()));
    }
  }
  return sum / MINUTE_MS;
}

/** The day in China on which an instant falls, YYYY-MM-DD. */
export function dayOf(instant: Date): string {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

function spansOf(day: string, { spans, calendar }: WorkingHours): { start: number; end: number }[] {
  if (!isWorked(day, calendar)) return [];
  const midnight = startOf(day);
  return spans.map(({ from, to }) => ({ start: midnight + from * MINUTE_MS, end: midnight + to * MINUTE_MS }));
}

/** A service deadline must not stop the service: without announced holidays weekdays are taken. */
function isWorked(day: string, calendar: WorkdayCalendar): boolean {
  try {
    return calendar.isWorkday(day);
  } catch (error) {
    if (error instanceof UnknownYearError) return isWeekday(day);
    throw error;
  }
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - OFFSET_MS;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}
