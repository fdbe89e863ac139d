import { DIVORCE_RULE, divorceWindow, divorceWindowBeforeHolidays } from '../../calculation/divorce-cooling-off.ts';
import { type DeadlineKind, deadlineBeforeHolidays, deadlineRule, legalDeadline } from '../../calculation/legal-deadline.ts';
import { UnknownYearError, type WorkdayCalendar } from '../../calculation/workday-calendar.ts';
import { ASKS_UNTIL, DEADLINE_WORDS } from './deadline-words.ts';
import { readDay } from './read-day.ts';
import { RECKON_WORDING as WORDS } from './reckon-wording.ts';
import { type Finding, found, type Reckoner } from './reckoning.ts';

/** The last day for something from the day something happened (期限). */
export const reckonDeadline: Reckoner = (text, { today, calendar }) => {
  const from = readDay(text, today);
  if (from === null || !ASKS_UNTIL.test(text)) return null;
  const kind = DEADLINE_WORDS.find(({ words }) => words.every((word) => word.test(text)))?.kind;
  return kind === undefined ? null : found(countDeadline(kind, from, calendar));
};

/** The days between which a couple that asked for a divorce gets it (离婚冷静期). */
export const reckonDivorce: Reckoner = (text, { today, calendar }) => {
  const from = readDay(text, today);
  if (from === null || !/冷静期|离婚登记|领离婚证|申请离婚/.test(text) || !(ASKS_UNTIL.test(text) || /什么时候/.test(text))) return null;
  return found(countDivorce(from, calendar));
};

function countDivorce(from: string, calendar: WorkdayCalendar): Finding {
  try {
    const { firstDay, lastDay, rule, basis, working, notes } = divorceWindow(from, calendar);
    return { result: [WORDS.between(firstDay, lastDay)], rule, basis, working, notes };
  } catch (error) {
    if (!(error instanceof UnknownYearError)) throw error;
    const { firstDay, lastDay } = divorceWindowBeforeHolidays(from);
    return { ...DIVORCE_RULE, result: [WORDS.between(firstDay, lastDay), WORDS.maybeShifted], working: [] };
  }
}

function countDeadline(kind: DeadlineKind, from: string, calendar: WorkdayCalendar): Finding {
  try {
    const { lastDay, rule, basis, working, notes } = legalDeadline(kind, from, calendar);
    return { result: [WORDS.lastDay(lastDay)], rule, basis, working, notes };
  } catch (error) {
    if (!(error instanceof UnknownYearError)) throw error;
    const { rule, basis, notes } = deadlineRule(kind);
    const before = deadlineBeforeHolidays(kind, from);
    return { result: [before === null ? WORDS.unknownYear : WORDS.notLater(before)], rule, basis: [basis], working: [], notes };
  }
}
