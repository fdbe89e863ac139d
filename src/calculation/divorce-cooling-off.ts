import { addDays, checkDay, sayDay } from './calendar-day.ts';
import { cite, type LegalBasis } from './legal-basis.ts';
import { countPeriod } from './legal-period.ts';
import type { WorkdayCalendar } from './workday-calendar.ts';

const THIRTY_DAYS = { count: 30, unit: '日' } as const;

/** When a couple that applied for divorce can collect the certificate; days are YYYY-MM-DD. */
export interface DivorceWindow {
  /** The last day on which either can still withdraw (离婚冷静期). */
  readonly lastCoolingDay: string;
  /** The first day on which both together can collect the certificate. */
  readonly firstDay: string;
  /** The last one; after it the application counts as withdrawn. */
  readonly lastDay: string;
  readonly rule: string;
  readonly basis: readonly LegalBasis[];
  readonly working: readonly string[];
  readonly notes: readonly string[];
}

/**
 * The window for the divorce certificate (离婚冷静期, 民法典 1077): 30 days to think after the office received the
 * application, then 30 days to collect; either last day, when off, moves to the next working day (民法典 203).
 * @param receivedDay the day on which the office received the application, YYYY-MM-DD
 * Throws CalculationInputError for a day that does not exist, UnknownYearError for a year without announced holidays.
 */
export function divorceWindow(receivedDay: string, calendar: WorkdayCalendar): DivorceWindow {
  const start = { day: checkDay(receivedDay, 'receivedDay'), event: '登记处收到离婚申请' };
  const cooling = countPeriod(start, THIRTY_DAYS, calendar);
  const collecting = countPeriod({ day: cooling.lastDay, event: '冷静期最后一天' }, THIRTY_DAYS, calendar);
  const closed = calendar.isWorkday(collecting.startDay) ? [] : [`${sayDay(collecting.startDay)}放假，登记处上班后才能去领`];
  return {
    lastCoolingDay: cooling.lastDay,
    firstDay: collecting.startDay,
    lastDay: collecting.lastDay,
    ...DIVORCE_RULE,
    working: [...cooling.working, ...collecting.working, ...closed],
  };
}

/** What the law says of the window, whatever the days. */
export const DIVORCE_RULE: Pick<DivorceWindow, 'rule' | 'basis' | 'notes'> = {
  rule: '协议离婚递交申请后有30天冷静期，期满后的30天里两个人一起去领离婚证，不去就当撤回。',
  basis: [cite('民法典', 1077, 201, 203)],
  notes: ['冷静期里任何一方不想离了，都可以去撤回。', '到法院起诉离婚没有这个冷静期。'],
};

/**
 * The window before holidays move it (民法典 1077, 201), known for every year: neither day is later than the true one.
 * Throws CalculationInputError for a day that does not exist.
 */
export function divorceWindowBeforeHolidays(receivedDay: string): Pick<DivorceWindow, 'firstDay' | 'lastDay'> {
  const lastCoolingDay = addDays(checkDay(receivedDay, 'receivedDay'), THIRTY_DAYS.count);
  return { firstDay: addDays(lastCoolingDay, 1), lastDay: addDays(lastCoolingDay, THIRTY_DAYS.count) };
}
