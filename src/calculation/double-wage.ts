import { addDays, addMonths, checkDay, daysBetween, sayDay } from './calendar-day.ts';
import { cite, type LegalBasis } from './legal-basis.ts';
import { lengthOfService, wholeMonthsBefore } from './length-of-service.ts';
import { fenOf, sayYuan, yuanOf } from './money.ts';

/** Work without a written contract; days YYYY-MM-DD. */
export interface UnwrittenEmployment {
  /** First day of work (用工之日). */
  readonly startDay: string;
  /** The day on which a contract was written after all; null when there is none. */
  readonly writtenDay: string | null;
  /** The last day of work, or today. */
  readonly endDay: string;
  /** Yuan a month, when it was the same every month; null when not known. */
  readonly monthlyWage: number | null;
}

/** The second wage due for work without a written contract (未签合同的双倍工资). */
export interface DoubleWage {
  /** The days for which it is due, both counting; null when it is due for none. */
  readonly period: { readonly firstDay: string; readonly lastDay: string } | null;
  readonly wholeMonths: number;
  /** Days beyond the whole months, paid by the days really worked in that month (劳动争议解释（二）6). */
  readonly extraDays: number;
  /** Yuan for the whole months, besides the ordinary wage; the extra days are not in it. Null where the wage is not known. */
  readonly amount: number | null;
  /** From when a contract without a fixed term counts as made (after a year without one); null when it does not. */
  readonly openEndedFrom: string | null;
  readonly basis: readonly LegalBasis[];
  readonly working: readonly string[];
  readonly notes: readonly string[];
}

/** Compared with three public copies on 2026-11-28; the official text is not imported yet. */
const LABOUR_RULES = '最高人民法院关于审理劳动争议案件适用法律问题的解释（二）';

/**
 * The second wage for work without a written contract (劳动合同法 82, 实施条例 6, 7; 劳动争议解释（二）6, 7, in force from
 * 2025-09-01): from the second month to the day before the contract was written, eleven months at most; after a year a contract
 * without a fixed term counts as made.
 * Throws CalculationInputError for days that do not exist or run backwards and for a wage that is negative or finer than a fen.
 */
export function doubleWage({ startDay, writtenDay, endDay, monthlyWage }: UnwrittenEmployment): DoubleWage {
  lengthOfService(startDay, endDay);
  const wage = monthlyWage === null ? null : fenOf(monthlyWage, 'monthlyWage');
  const firstDay = addMonths(startDay, 1);
  const yearDay = addMonths(startDay, 12);
  const ends = [endDay, addDays(yearDay, -1), ...(writtenDay === null ? [] : [addDays(checkDay(writtenDay, 'writtenDay'), -1)])];
  const lastDay = ends.reduce((first, day) => (day < first ? day : first));
  const openEndedFrom = endDay >= yearDay && (writtenDay === null || writtenDay >= yearDay) ? yearDay : null;
  const isDue = lastDay >= firstDay;
  // Counted from the first day of work: 31 January, 28 February, 31 March are each the end of a month.
  const wholeMonths = isDue ? wholeMonthsBefore(startDay, addDays(lastDay, 1)) - 1 : 0;
  const extraDays = isDue ? daysBetween(addMonths(startDay, wholeMonths + 1), addDays(lastDay, 1)) : 0;
  const amount = wage === null ? null : wage * BigInt(wholeMonths);
  return {
    period: isDue ? { firstDay, lastDay } : null,
    wholeMonths,
    extraDays,
    amount: amount === null ? null : yuanOf(amount),
    openEndedFrom,
    basis: [cite('劳动合同法', 82), cite('劳动合同法实施条例', 6, 7), cite(LABOUR_RULES, 6, 7)],
    working: [
      `${sayDay(startDay)}开始上班，第一个月不算，从${sayDay(firstDay)}起才有双倍工资`,
      ...(isDue
        ? [
            `算到${sayDay(lastDay)}，一共${wholeMonths}个月${extraDays > 0 ? `零${extraDays}天` : ''}（最多11个月）`,
            ...(wage === null || amount === null ? [] : [`多拿的一倍：${sayYuan(wage)}×${wholeMonths}个月＝${sayYuan(amount)}`]),
          ]
        : ['第二个月开始前就签了合同或者不干了，没有双倍工资']),
      ...(extraDays > 0 ? [`另外${extraDays}天按那个月实际上班的天数算钱，没有算进去`] : []),
      ...(openEndedFrom === null ? [] : [`满1年还没签，从${sayDay(openEndedFrom)}起当作已经签了无固定期限合同`]),
    ],
    notes: [
      '自己故意不签，或者因为不可抗力没签成的，没有。',
      '要在1年的仲裁时效里提出来；从哪天起数各地看法不一样，越早越好。',
      '每个月工资不一样的，按各个月的实际工资加。',
    ],
  };
}
