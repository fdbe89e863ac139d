import { wholeNumber } from './calculation-input-error.ts';
import { cite, type LegalBasis } from './legal-basis.ts';
import { fenOf, sayYuan, yuanOf } from './money.ts';

const MOST_YEARS = 80;
const MOST_DAYS = 366;

/** Paid annual leave (带薪年休假) of a year. */
export interface AnnualLeave {
  /** Working days; holidays and days of rest do not use them up. 0 before the first year is full. */
  readonly days: 0 | 5 | 10 | 15;
  readonly basis: readonly LegalBasis[];
  readonly working: readonly string[];
  readonly notes: readonly string[];
}

/** Pay for leave that the employer did not grant. */
export interface UnusedLeavePay {
  /** Yuan, three times the daily wage. */
  readonly amount: number;
  /** Yuan beyond the ordinary wage of those days, which has usually been paid. */
  readonly beyondWage: number;
  readonly basis: readonly LegalBasis[];
  readonly working: readonly string[];
}

/**
 * Days of paid leave a year by all years worked, for whichever employer (职工带薪年休假条例 3): 5 from one year, 10 from ten,
 * 15 from twenty. The share of a year in which one came or left is not reckoned here.
 * @param fullYears full years worked in all, 0 to 80
 * Throws CalculationInputError for another number.
 */
export function annualLeave(fullYears: number): AnnualLeave {
  wholeNumber(fullYears, 'fullYears', 0, MOST_YEARS);
  const days = fullYears >= 20 ? 15 : fullYears >= 10 ? 10 : fullYears >= 1 ? 5 : 0;
  return {
    days,
    basis: [cite('职工带薪年休假条例', 2, 3, 4)],
    working: [
      days === 0 ? '累计工作还不满1年，还没有年休假' : `累计工作满${fullYears}年，在满${STEPS[days]}这一档，一年${days}天`,
      '周末和法定假日不占年休假',
    ],
    notes: ['要连续工作满1年才开始有。', '在哪个单位干的都算在累计年限里。', '寒暑假更长的、请假很多的等几种人，当年没有（第4条）。'],
  };
}

/**
 * Pay for days of leave that the employer, with the worker's consent, did not grant: 300% of the daily wage (职工带薪年休假条例
 * 5). The ordinary wage is one of the three parts.
 * @param days days of leave not taken, 0 to 366
 * @param dailyWage yuan a day
 * Throws CalculationInputError for other days and for a wage that is negative or finer than a fen.
 */
export function unusedLeavePay(days: number, dailyWage: number): UnusedLeavePay {
  const wage = fenOf(dailyWage, 'dailyWage') * BigInt(wholeNumber(days, 'days', 0, MOST_DAYS));
  return {
    amount: yuanOf(wage * 3n),
    beyondWage: yuanOf(wage * 2n),
    basis: [cite('职工带薪年休假条例', 5)],
    working: [
      `${days}天没休，每天按日工资的3倍：${sayYuan(wage)}×3＝${sayYuan(wage * 3n)}`,
      `那几天的工资已经发过的，还要补${sayYuan(wage * 2n)}`,
    ],
  };
}

const STEPS = { 5: '1年不满10年', 10: '10年不满20年', 15: '20年' } as const;
