import { wholeNumber } from './calculation-input-error.ts';
import { checkDay, sayDay } from './calendar-day.ts';
import { cite, type LegalBasis } from './legal-basis.ts';
import { type LprTable, lprOn } from './lpr-table.ts';
import { fenOf, sayDecimal, sayYuan, yuanOf } from './money.ts';

/** 民间借贷规定 by its short name. */
export const LENDING_RULES = '最高人民法院关于审理民间借贷案件适用法律若干问题的规定';
/** Contracts made before it have a transition of their own (第31条). */
const TRANSITION_ENDS = '2020-08-20';
/** What the cap of a year is divided by, and the longest time taken. */
const UNITS = { 天: { ofYear: 365, most: 36_500 }, 个月: { ofYear: 12, most: 1_200 } } as const;

/** A loan between persons or firms that are no bank (民间借贷). */
export interface PrivateLoan {
  /** Yuan really handed over. */
  readonly principal: number;
  /** The day on which the contract was made, YYYY-MM-DD. */
  readonly contractDay: string;
  /** For how long interest is asked; a month is the twelfth part of a year, a day the 365th. */
  readonly term: { readonly count: number; readonly unit: keyof typeof UNITS };
}

/** The highest rate that a court grants on a private loan. */
export interface RateCap {
  /** The one-year LPR when the contract was made, and four times it, in percent a year. */
  readonly lpr: number;
  readonly capRate: number;
  readonly basis: readonly LegalBasis[];
  readonly working: readonly string[];
  readonly notes: readonly string[];
}

/** The most interest that a court grants on a private loan. */
interface InterestCap extends RateCap {
  /** Yuan, cut off below the fen so that it never lies above the cap; simple interest. */
  readonly highestInterest: number;
}

/**
 * The cap on agreed interest (利率上限): four times the one-year LPR of the day on which the contract was made (民间借贷规定
 * 25); default interest, penalties and other charges together stay below it as well (28, 29).
 * Throws UnknownLprError for a day that the table does not cover; CalculationInputError for a day that does not exist.
 */
export function rateCap(contractDay: string, table: LprTable): RateCap {
  const lpr = lprOn(checkDay(contractDay, 'contractDay'), table);
  const isOld = contractDay < TRANSITION_ENDS;
  return {
    lpr: lpr / 100,
    capRate: (lpr * 4) / 100,
    basis: [cite(LENDING_RULES, 25, 28, 29, ...(isOld ? [31] : []))],
    working: [`${sayDay(contractDay)}的一年期LPR是${sayDecimal(BigInt(lpr), 2)}%`, `4倍就是一年${sayCap(lpr)}%`],
    notes: [
      '逾期利息、违约金、各种费用加起来也不能超过这个数。',
      ...(isOld ? ['2020年8月20日以前签的合同有过渡办法：那天以前的利息可以按老规定，那天以后的按起诉时的标准，请问律师。'] : []),
    ],
  };
}

/**
 * The most interest on a principal for a time, under `rateCap`.
 * Throws as it does, and CalculationInputError for a sum finer than a fen and for a time that is no whole number from 0 to
 * 36,500 days or 1,200 months.
 */
export function interestCap({ principal, contractDay, term }: PrivateLoan, table: LprTable): InterestCap {
  const cap = rateCap(contractDay, table);
  const fen = fenOf(principal, 'principal');
  const { ofYear, most } = UNITS[term.unit];
  const count = wholeNumber(term.count, 'term.count', 0, most);
  const rate = lprOn(contractDay, table) * 4;
  const interest = (fen * BigInt(rate) * BigInt(count)) / BigInt(10_000 * ofYear);
  return {
    ...cap,
    highestInterest: yuanOf(interest),
    working: [
      ...cap.working,
      `${sayYuan(fen)}×${sayCap(rate / 4)}%×${count}${term.unit}÷${ofYear}${term.unit}＝${sayYuan(interest)}，不满1分的不算`,
    ],
    notes: ['本金按实际拿到手的算，先扣掉的利息不算本金。', ...cap.notes],
  };
}

function sayCap(lpr: number): string {
  return sayDecimal(BigInt(lpr * 4), 2);
}
