import { ADMINISTRATIVE_DEADLINES } from './administrative-deadlines.ts';
import { checkDay } from './calendar-day.ts';
import { CIVIL_DEADLINES } from './civil-deadlines.ts';
import { COURT_DEADLINES } from './court-deadlines.ts';
import type { DeadlineRule } from './deadline-rule.ts';
import { LABOUR_DEADLINES } from './labour-deadlines.ts';
import { type LegalBasis, mergeBases } from './legal-basis.ts';
import { countPeriod, lastDayBeforeHolidays } from './legal-period.ts';
import type { WorkdayCalendar } from './workday-calendar.ts';

const RULES = { ...ADMINISTRATIVE_DEADLINES, ...COURT_DEADLINES, ...LABOUR_DEADLINES, ...CIVIL_DEADLINES } as const;

/** What a deadline is for: 行政复议, 上诉判决, 劳动仲裁 … */
export type DeadlineKind = keyof typeof RULES;

/** Every kind of deadline that can be counted. The window after a divorce application is in `divorce-cooling-off.ts`. */
export const DEADLINE_KINDS = Object.keys(RULES) as readonly DeadlineKind[];

/** A deadline (期限) counted for one event; days are YYYY-MM-DD in China. */
export interface LegalDeadline {
  readonly kind: DeadlineKind;
  /** The first day that counts, the one after the event. */
  readonly startDay: string;
  /** The last day on which it can be done. */
  readonly lastDay: string;
  /** The rule as one sentence, in Chinese for people. */
  readonly rule: string;
  /** The article that sets the period first, then those that say how to count. */
  readonly basis: readonly LegalBasis[];
  /** Each step of the counting, in Chinese for people. */
  readonly working: readonly string[];
  /** What may make the true deadline another one, in Chinese for people. */
  readonly notes: readonly string[];
}

/**
 * The rule of a deadline without any day: period, what it is counted from, articles. Each rule stands with its article in
 * `administrative-`, `court-`, `labour-` and `civil-deadlines.ts`.
 */
export function deadlineRule(kind: DeadlineKind): DeadlineRule {
  return RULES[kind];
}

/**
 * The last day for something, by 民法典 200–204, 民事诉讼法 85 and, for authorities, 行政复议法 88 and 行政诉讼法 101: the day
 * of the event does not count, months end on the same day, a last day off moves to the next working day.
 * @param from day of the event that the rule names (see `deadlineRule(kind).from`), YYYY-MM-DD
 * Throws CalculationInputError for a day that does not exist; UnknownYearError when the holidays of the year in which it
 * ends are not known (then `deadlineBeforeHolidays` still gives a day that is not too late).
 */
export function legalDeadline(kind: DeadlineKind, from: string, calendar: WorkdayCalendar): LegalDeadline {
  const { period, from: event, rule, basis, counting, notes } = deadlineRule(kind);
  const { startDay, lastDay, working } = countPeriod({ day: checkDay(from, 'from'), event }, period, calendar);
  return { kind, startDay, lastDay, rule, basis: mergeBases([basis, ...counting]), working, notes };
}

/**
 * The last day before holidays move it (民法典 201, 202), YYYY-MM-DD: never later than the true one, and known for every
 * year. Null for the kinds that are counted in working days. Throws CalculationInputError for a day that does not exist.
 */
export function deadlineBeforeHolidays(kind: DeadlineKind, from: string): string | null {
  return lastDayBeforeHolidays(checkDay(from, 'from'), deadlineRule(kind).period);
}
