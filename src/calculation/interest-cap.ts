import { wholeNumber } from './calculation-input-error.ts';
import { checkDay, sayDay } from './calendar-day.ts';
import { cite, type LegalBasis } from './legal-basis.ts';
import { type LprTable, lprOn } from './lpr-table.ts';
import { fenOf, sayDecimal, sayYuan, yuanOf } from './money.ts';

const LENDING_RULES = '最高人民法院关于审理民间借贷案件适用法律若干问题的规定';
/** Contracts made before it have a transition of their own (第31条). */
const TRANSITION_ENDS = '2020-08-20';
const DAYS_OF_YEAR = 365;
const MOST_DAYS = 36_500;

/** A loan between persons or firms that are no bank (民间借贷). */
export interface PrivateLoan {
  /** Yuan really handed over. */
  readonly principal: number;
  /** The day on which the contract was made, YYYY-MM-DD. */
  readonly contractDay: string;
  /** For how many days interest is asked. */
  readonly days: number;
}

/** The most interest that a court grants on a private loan. */
export interface InterestCap {
  /** The one-year LPR when the contract was made, and four times it, in percent a year. */
  readonly lpr: number;
  readonly capRate: number;
  /** Yuan, cut off below the fen so that it never lies above the cap; simple interest, a year of 365 days. */
  readonly highestInterest: number;
  readonly basis: readonly LegalBasis[];
  readonly working: readonly string[];
  readonly notes: readonly string[];
}

/**
 * The cap on agreed interest (利率上限): four times the one-year LPR of the day on which the contract was made (民间借贷规定
 * 25); default interest, penalties and other charges together stay below it as well (28, 29).
 * Throws UnknownLprError for a day that the table does not cover; CalculationInputError for a sum finer than a fen, for days
 * that are no whole number from 0 to 36,500, and for a day that does not exist.
 */
export function interestCap({ principal, contractDay, days }: PrivateLoan, table: LprTable): InterestCap {
  const lpr = lprOn(checkDay(contractDay, 'contractDay'), table);
  const fen = fenOf(principal, 'principal');
  wholeNumber(days, 'days', 0, MOST_DAYS);
  const interest = (fen * BigInt(lpr * 4) * BigInt(days)) / BigInt(10_000 * DAYS_OF_YEAR);
  const capRate = sayDecimal(BigInt(lpr * 4), 2);
  return {
    lpr: lpr / 100,
    capRate: (lpr * 4) / 100,
    highestInterest: yuanOf(interest),
    basis: [cite(LENDING_RULES, 25, ...(contractDay < TRANSITION_ENDS ? [31] : []))],
    working: [
      `${sayDay(contractDay)}签合同时，一年期LPR是${sayDecimal(BigInt(lpr), 2)}%`,
      `4倍就是一年${capRate}%`,
      `${sayYuan(fen)}×${capRate}%×${days}天÷365天＝${sayYuan(interest)}，不满1分的不算`,
    ],
    notes: [
      '本金按实际拿到手的算，先扣掉的利息不算本金。',
      '逾期利息、违约金、各种费用加起来也不能超过这个数。',
      ...(contractDay < TRANSITION_ENDS
        ? ['2020年8月20日以前签的合同有过渡办法：那天以前的利息可以按老规定，那天以后的按起诉时的标准，请问律师。']
        : []),
    ],
  };
}
