import { CalculationInputError } from './calculation-input-error.ts';
import { cite, type LegalBasis, mergeBases } from './legal-basis.ts';
import { halfMonthsOfPay, lengthOfService, sayService } from './length-of-service.ts';
import { fenOf, partOf, sayYuan, yuanOf } from './money.ts';
import { type GroundRule, SEVERANCE_GROUNDS, type SeveranceGround } from './severance-ground.ts';

/** For compensation, years of work count from the day on which 劳动合同法 came into force (97). */
const LAW_IN_FORCE = '2008-01-01';
/** Most months of pay for those who earn more than three times the local average (47). */
const MOST_MONTHS = 12;

/** What must be known of an employment that ends; sums in yuan a month, days YYYY-MM-DD. */
export interface EndedEmployment {
  readonly ground: SeveranceGround;
  /** First and last day of work for this employer. */
  readonly startDay: string;
  readonly endDay: string;
  /** Average of all pay due in the last twelve months, or in all months when there were fewer. */
  readonly averageWage: number;
  /** Pay of the last month, for the month instead of notice; null when not known. */
  readonly lastMonthWage: number | null;
  /** Last year's average wage that the city announced (当地上年度职工月平均工资); null when not known. */
  readonly localAverageWage: number | null;
  /** The local minimum wage; null when not known. */
  readonly localMinimumWage: number | null;
}

/** What is due at the end of an employment. */
export interface Severance {
  /** Months of pay for the service (N), in halves, after the ceiling of twelve; 0 when nothing is due. */
  readonly months: number;
  readonly multiple: GroundRule['multiple'];
  /** Yuan, with the month instead of notice. */
  readonly amount: number;
  /** Whether three times the local average limits the pay that counts; null when that average is not known. */
  readonly isCapped: boolean | null;
  readonly rule: string;
  readonly basis: readonly LegalBasis[];
  readonly working: readonly string[];
  /** What was not known and could make the true sum another one, in Chinese for people. */
  readonly unknown: readonly string[];
}

/**
 * Compensation at the end of an employment (经济补偿 N, N+1, 赔偿金 2N; 劳动合同法 46, 47, 87; 实施条例 20, 25, 27): a month's pay
 * for each year, a rest of six months is a year, a shorter one half a month. Pay above three times the local average counts
 * as three times and for twelve years at most; pay below the minimum wage counts as the minimum. An unknown average or
 * minimum is taken as not limiting, and said in `unknown`.
 * Throws CalculationInputError for days that do not exist, run backwards or end before 2008, and for sums that are negative or finer
 * than a fen.
 */
export function severance(employment: EndedEmployment): Severance {
  const { ground, startDay, endDay } = employment;
  const { multiple, extraMonth, rule, basis }: GroundRule = SEVERANCE_GROUNDS[ground];
  lengthOfService(startDay, endDay);
  if (endDay < LAW_IN_FORCE) throw new CalculationInputError('endDay', `${LAW_IN_FORCE} or later, when the law came into force`);
  const pay = payThatCounts(employment);
  if (multiple === 0) return { months: 0, multiple, amount: 0, isCapped: null, rule, basis, working: [rule], unknown: [] };

  const isOld = multiple === 1 && startDay < LAW_IN_FORCE;
  const countsFrom = isOld ? LAW_IN_FORCE : startDay;
  const service = lengthOfService(countsFrom, endDay);
  const byService = halfMonthsOfPay(service);
  const halfMonths = pay.isCapped ? Math.min(byService, MOST_MONTHS * 2) : byService;
  const forService = partOf(pay.fen, BigInt(halfMonths * multiple), 2n);
  const extra = extraMonth ? fenOf(employment.lastMonthWage ?? employment.averageWage, 'lastMonthWage') : 0n;
  const times = multiple === 2 ? '×2' : '';
  return {
    months: halfMonths / 2,
    multiple,
    amount: yuanOf(forService + extra),
    isCapped: pay.isCapped,
    rule,
    basis: mergeBases([
      ...basis,
      cite('劳动合同法', 47, ...(isOld ? [97] : [])),
      ...(pay.isRaised ? [cite('劳动合同法实施条例', 27)] : []),
    ]),
    working: [
      sayService(countsFrom, endDay, service),
      ...pay.working,
      ...(halfMonths < byService ? [`工资超过3倍的，年限最多算12年，所以是${MOST_MONTHS}个月`] : []),
      `${sayYuan(pay.fen)}×${halfMonths / 2}个月${times}＝${sayYuan(forService)}`,
      ...(extraMonth ? [`没提前通知，再加上个月的工资${sayYuan(extra)}，一共${sayYuan(forService + extra)}`] : []),
    ],
    unknown: [
      ...pay.unknown,
      ...(extraMonth && employment.lastMonthWage === null ? ['不知道上个月的工资，加的那1个月先按平均工资算。'] : []),
      ...(isOld ? ['2008年以前的工龄要按当时的规定另算，这里没有算进去。'] : []),
    ],
  };
}

interface CountedPay {
  readonly fen: bigint;
  readonly isCapped: boolean | null;
  readonly isRaised: boolean;
  readonly working: readonly string[];
  readonly unknown: readonly string[];
}

function payThatCounts({ averageWage, localAverageWage, localMinimumWage }: EndedEmployment): CountedPay {
  const own = fenOf(averageWage, 'averageWage');
  const least = localMinimumWage === null ? null : fenOf(localMinimumWage, 'localMinimumWage');
  const most = localAverageWage === null ? null : fenOf(localAverageWage, 'localAverageWage') * 3n;
  const isRaised = least !== null && own < least;
  const raised = isRaised ? least : own;
  const isCapped = most === null ? null : raised > most;
  const fen = most !== null && raised > most ? most : raised;
  return {
    fen,
    isCapped,
    isRaised,
    working: [
      `离开前12个月的平均工资是${sayYuan(own)}`,
      ...(isRaised ? [`低于当地最低工资，按最低工资${sayYuan(raised)}算`] : []),
      ...(isCapped ? [`超过当地平均工资的3倍，按3倍${sayYuan(fen)}算`] : []),
    ],
    unknown: [
      ...(most === null ? ['不知道当地上年度的职工月平均工资，没法看要不要按3倍、12年封顶；这里没有封顶。'] : []),
      ...(least === null ? ['不知道当地最低工资；平均工资比它还低的，要按最低工资算。'] : []),
    ],
  };
}
