import { addDays, addMonths } from '../../calculation/calendar-day.ts';
import { type LprTable, lprIn, lprOn } from '../../calculation/lpr-table.ts';
import { readDay } from './read-day.ts';
import { readMonth } from './read-month.ts';

/** When a contract was made, as far as it was said: the day, the month, the year, or nothing. */
export type ContractTime = { readonly day: string } | { readonly month: string } | { readonly year: number } | null;

/** The time that a text in digits names. */
export function readContract(text: string, today: string): ContractTime {
  const day = readDay(text, today);
  return day === null ? readMonth(text, today) : { day };
}

/**
 * Days that stand for every LPR which may have held when the contract was made: one for a day and for a month without a change, the
 * last known day where no time was said. Throws UnknownLprError where the table does not cover the whole time.
 */
export function daysOf(time: ContractTime, table: LprTable, today: string): readonly string[] {
  if (time === null) return [lastDayOf(table.knownUntil)];
  if ('day' in time) {
    lprOn(time.day, table);
    return [time.day];
  }
  if ('month' in time) return lprIn(time.month, table).map(({ from }) => from);
  const months = Array.from({ length: 12 }, (_, index) => `${time.year}-${String(index + 1).padStart(2, '0')}`);
  return months.filter((month) => month <= today.slice(0, 7)).flatMap((month) => lprIn(month, table).map(({ from }) => from));
}

/** The first month of the time, YYYY-MM; null for none. */
export function monthOf(time: ContractTime): string | null {
  if (time === null) return null;
  return 'day' in time ? time.day.slice(0, 7) : 'month' in time ? time.month : `${time.year}-01`;
}

/** The table as if it knew this rate (percent) in this month, as somebody looked it up. */
export function withRate(percent: number, month: string): LprTable {
  return { changes: [{ from: `${month}-01`, rate: Math.round(percent * 100) }], knownUntil: month };
}

/** A month for people, as 2025年3月. */
export function sayMonth(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${year}年${number}月`;
}

function lastDayOf(month: string): string {
  return month === '' ? '' : addDays(addMonths(`${month}-01`, 1), -1);
}
