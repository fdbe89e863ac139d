import { addDays, addMonths, sayDay, sayWeekday } from './calendar-day.ts';
import { isWeekday, type WorkdayCalendar } from './workday-calendar.ts';

/** A length of time that a law sets (期间). 日 are days of the calendar; only where the law says so are they 工作日. */
export interface LegalPeriod {
  readonly count: number;
  readonly unit: '日' | '工作日' | '月' | '年';
}

/** What a period is counted from: the day, and for people what happened on it, as 收到判决书. */
export interface PeriodStart {
  readonly day: string;
  readonly event: string;
}

/** A period laid over the calendar; days are YYYY-MM-DD. */
export interface CountedPeriod {
  /** The first day that counts: the one after the event. */
  readonly startDay: string;
  /** The last day, moved past holidays; all of it counts. */
  readonly lastDay: string;
  /** Each step, in Chinese for people. */
  readonly working: readonly string[];
}

/**
 * Counts a period (期间计算): the day of the event does not count (民法典 201, 民事诉讼法 85); months and years end on the
 * day of the same number, or on the last of a month that has none (民法典 202); a last day off is moved to the next day on
 * which people work (民法典 203, 民事诉讼法 85). Weekends are days off, shifted days (调休) are not.
 * Throws UnknownYearError when the calendar does not know the holidays it needs.
 */
export function countPeriod(start: PeriodStart, period: LegalPeriod, calendar: WorkdayCalendar): CountedPeriod {
  const startDay = addDays(start.day, 1);
  const say = (day: string) => sayDay(day, start.day);
  const first = `${start.event}那天（${sayDay(start.day)}）不算，从${say(startDay)}开始数`;
  const unshifted = lastDayBeforeHolidays(start.day, period);
  if (unshifted === null) {
    const lastDay = nthWorkday(startDay, period.count, calendar);
    const step = `只数工作日，周末和放假的日子跳过，第${period.count}个工作日是${say(lastDay)}，${sayWeekday(lastDay)}`;
    return { startDay, lastDay, working: [first, step] };
  }
  const lastDay = nextWorkday(unshifted, calendar);
  return { startDay, lastDay, working: [first, `${sayEnd(start.day, unshifted, period)}${sayShift(unshifted, lastDay, start.day)}`] };
}

/**
 * Where a period that began after `day` ends before holidays move it; the true last day is never earlier, so it is safe to
 * name when the holidays of that year are not announced. Null for working days, which cannot be counted without a calendar.
 */
export function lastDayBeforeHolidays(day: string, { count, unit }: LegalPeriod): string | null {
  if (unit === '工作日') return null;
  return unit === '日' ? addDays(day, count) : addMonths(day, unit === '月' ? count : count * 12);
}

/** A period for people, as 60天 or 6个月. */
function sayPeriod({ count, unit }: LegalPeriod): string {
  return `${count}${{ 日: '天', 工作日: '个工作日', 月: '个月', 年: '年' }[unit]}`;
}

function nextWorkday(day: string, calendar: WorkdayCalendar): string {
  let next = day;
  while (!calendar.isWorkday(next)) next = addDays(next, 1);
  return next;
}

function nthWorkday(from: string, count: number, calendar: WorkdayCalendar): string {
  let day = nextWorkday(from, calendar);
  for (let left = count - 1; left > 0; left -= 1) day = nextWorkday(addDays(day, 1), calendar);
  return day;
}

function sayEnd(from: string, last: string, period: LegalPeriod): string {
  const said = `${sayDay(last, from)}，${sayWeekday(last)}`;
  if (period.unit === '日') return `第${period.count}天是${said}`;
  return from.slice(8) === last.slice(8)
    ? `${sayPeriod(period)}后的同一天是${said}`
    : `${sayPeriod(period)}后的那个月没有${Number(from.slice(8))}日，到月底为止，是${said}`;
}

function sayShift(unshifted: string, lastDay: string, from: string): string {
  if (unshifted !== lastDay) return `${isWeekday(unshifted) ? '，放假' : ''}，顺延到下一个工作日${sayDay(lastDay, from)}`;
  return isWeekday(unshifted) ? '，是工作日，不用顺延' : '，调休要上班，不用顺延';
}
