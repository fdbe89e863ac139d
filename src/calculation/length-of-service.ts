import { CalculationInputError } from './calculation-input-error.ts';
import { addDays, addMonths, checkDay, sayDay } from './calendar-day.ts';

/** Time worked for one employer (工作年限): whole months, and whether days are left over. */
export interface LengthOfService {
  readonly wholeMonths: number;
  readonly hasDaysLeft: boolean;
}

/**
 * Time worked from the first to the last day of work; both count, so that 1 March to 31 August are six months.
 * Throws CalculationInputError for a day that does not exist and when the last day is before the first.
 */
export function lengthOfService(startDay: string, endDay: string): LengthOfService {
  checkDay(startDay, 'startDay');
  checkDay(endDay, 'endDay');
  if (endDay < startDay) throw new CalculationInputError('endDay', 'no earlier than startDay');
  const wholeMonths = wholeMonthsBefore(startDay, addDays(endDay, 1));
  return { wholeMonths, hasDaysLeft: addMonths(startDay, wholeMonths) < addDays(endDay, 1) };
}

/** How many months fit between a day and a later one that no longer counts. */
export function wholeMonthsBefore(startDay: string, end: string): number {
  const months = (Number(end.slice(0, 4)) - Number(startDay.slice(0, 4))) * 12 + Number(end.slice(5, 7)) - Number(startDay.slice(5, 7));
  return addMonths(startDay, months) > end ? months - 1 : months;
}

/**
 * Months of pay that a length of service is worth (劳动合同法 47), in halves of a month: two for each whole year, two more for a
 * rest of six months and above, one more for a shorter rest.
 */
export function halfMonthsOfPay({ wholeMonths, hasDaysLeft }: LengthOfService): number {
  const rest = wholeMonths % 12;
  const forRest = rest >= 6 ? 2 : rest > 0 || hasDaysLeft ? 1 : 0;
  return Math.floor(wholeMonths / 12) * 2 + forRest;
}

/** A length of service for people: from when to when, how long, and what it counts for. */
export function sayService(startDay: string, endDay: string, service: LengthOfService): string {
  const { wholeMonths, hasDaysLeft } = service;
  const parts = [
    wholeMonths >= 12 ? `${Math.floor(wholeMonths / 12)}年` : '',
    wholeMonths % 12 > 0 ? `${wholeMonths % 12}个月` : '',
    hasDaysLeft ? (wholeMonths > 0 ? '零几天' : '不满1个月') : '',
  ];
  return `${sayDay(startDay)}到${sayDay(endDay)}，工作${parts.join('')}，算${halfMonthsOfPay(service) / 2}个月工资`;
}
