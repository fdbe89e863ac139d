import announced from 'chinese-days/dist/chinese-days.json' with { type: 'json' };

/** The days of one year that differ from Monday-to-Friday, as the State Council announces them: YYYY-MM-DD. */
export interface YearPlan {
  readonly year: number;
  /** Days off on a weekday (放假). */
  readonly off: readonly string[];
  /** Weekend days that are worked (调休上班). */
  readonly work: readonly string[];
}

/** Nobody has told us the holidays of this year; a guess would move a deadline. */
export class UnknownYearError extends Error {
  override readonly name = 'UnknownYearError';

  constructor(year: number) {
    super(`holidays of ${year} are not known; add the year to 机构/工作时间.yaml`);
  }
}

/** Years whose holidays `chinese-days` 1.5.7 holds; outside them it silently treats every weekday as worked. */
const KNOWN_YEARS = { first: 2004, last: 2026 } as const;

/** Which days are working days (工作日), with holidays and shifted days (调休). A day is YYYY-MM-DD in China. */
export class WorkdayCalendar {
  private readonly plans: ReadonlyMap<number, YearPlan>;

  /** @param plans years that staff added; they win over what is built in */
  constructor(plans: readonly YearPlan[] = []) {
    this.plans = new Map(plans.map((plan) => [plan.year, plan]));
  }

  /** Throws UnknownYearError for a year without announced holidays. */
  isWorkday(day: string): boolean {
    const year = Number(day.slice(0, 4));
    const plan = this.plans.get(year);
    if (plan) return plan.work.includes(day) || (isWeekday(day) && !plan.off.includes(day));
    if (year < KNOWN_YEARS.first || year > KNOWN_YEARS.last) throw new UnknownYearError(year);
    // The library's own function counts in the machine's time zone; its table does not.
    return day in announced.workdays || (isWeekday(day) && !(day in announced.holidays));
  }
}

/** Whether the day is Monday to Friday, holidays aside. */
export function isWeekday(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
