import { CalculationInputError } from './calculation-input-error.ts';

const DAY_MS = 86_400_000;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const WEEKDAYS = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'] as const;

/**
 * The day itself, YYYY-MM-DD, when the calendar has it; days of 民法典 200 are days of the public calendar (公历).
 * Throws CalculationInputError for another form, for 2026-02-30 and outside 1900–2199.
 */
export function checkDay(day: string, field: string): string {
  const year = Number(day.slice(0, 4));
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) && year >= FIRST_YEAR && year <= LAST_YEAR ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // Date.parse takes 31 February for 3 March.
  if (Number.isNaN(time) || dayAt(time) !== day) throw new CalculationInputError(field, 'a day of the calendar, YYYY-MM-DD');
  return day;
}

/** The day that lies `count` days later; earlier for a negative count. */
export function addDays(day: string, count: number): string {
  return dayAt(timeOf(day) + count * DAY_MS);
}

/** The same day `count` months later; where that month has no such day, its last one (民法典 202). */
export function addMonths(day: string, count: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const year = Math.floor(months / 12);
  const month = months % 12;
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayAt(Date.UTC(year, month, Math.min(Number(day.slice(8)), lastOfMonth)));
}

/** Days from the first day to the second; 0 for the same day, negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return (timeOf(to) - timeOf(from)) / DAY_MS;
}

/** A day for people, as 2026年9月2日; without the year when `besides` lies in the same one. */
export function sayDay(day: string, besides = ''): string {
  const monthAndDay = `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
  return day.slice(0, 4) === besides.slice(0, 4) ? monthAndDay : `${day.slice(0, 4)}年${monthAndDay}`;
}

/** The day of the week for people, as 星期六. */
export function sayWeekday(day: string): string {
  return WEEKDAYS[new Date(timeOf(day)).getUTCDay()] ?? '';
}

function timeOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function dayAt(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
