import { cite, type LegalBasis } from './legal-basis.ts';
import { fenOf, partOf, sayYuan, yuanOf } from './money.ts';

/** 工伤保险条例 39: percent of the wage a month for each who lived on it. */
const DEPENDANT_PERCENT = { 配偶: 40, 其他亲属: 30, 孤寡老人或者孤儿: 40 } as const;
const INCOME_MULTIPLE = 20n;
const FUNERAL_MONTHS = 6n;

/** When a worker died: of the injury, in the paid treatment included; or later, graded 1–4, when treatment had ended. */
type DeathTime = '因工死亡或者停工留薪期内' | '一至四级停工留薪期满后';

/** A death from work (因工死亡); sums in yuan, null when not known. */
export interface WorkDeath {
  readonly time: DeathTime;
  /** Last year's income at disposal of a person in the nation's towns (全国城镇居民人均可支配收入), a year. */
  readonly nationalIncome: number | null;
  /** Last year's average wage of the insurance district, a month. */
  readonly localAverageWage: number | null;
  /** The worker's wage a month. */
  readonly ownWage: number;
  /** Those who could not work and lived on the worker. A lonely old person or an orphan gets 10 points more than other kin. */
  readonly dependants: readonly (keyof typeof DEPENDANT_PERCENT)[];
}

/** What the insurance pays the family; null where the figure it depends on is not known, or nothing is due. */
export interface WorkDeathBenefit {
  /** Yuan, once (一次性工亡补助金); null as well when the worker died after the treatment had ended. */
  readonly lumpSum: number | null;
  /** Yuan, once (丧葬补助金). */
  readonly funeral: number | null;
  /** Yuan a month for all dependants together (供养亲属抚恤金). */
  readonly dependantsMonthly: number;
  readonly basis: readonly LegalBasis[];
  readonly working: readonly string[];
  readonly unknown: readonly string[];
}

/**
 * Benefits after a death from work (工伤保险条例 39): twenty times the nation's income per head in towns, six months of the
 * district's average wage for the funeral, and a share of the wage every month for those who lived on it, together no more
 * than the wage. A worker of grade 1–4 who dies after paid treatment leaves the latter two.
 * Throws CalculationInputError for sums that are negative or finer than a fen.
 */
export function workDeathBenefit({ time, nationalIncome, localAverageWage, ownWage, dependants }: WorkDeath): WorkDeathBenefit {
  const hasLumpSum = time === '因工死亡或者停工留薪期内';
  const lumpSum = nationalIncome === null || !hasLumpSum ? null : fenOf(nationalIncome, 'nationalIncome') * INCOME_MULTIPLE;
  const funeral = localAverageWage === null ? null : fenOf(localAverageWage, 'localAverageWage') * FUNERAL_MONTHS;
  const percent = dependants.reduce((sum, who) => sum + DEPENDANT_PERCENT[who], 0);
  const monthly = partOf(fenOf(ownWage, 'ownWage'), BigInt(Math.min(percent, 100)), 100n);
  return {
    lumpSum: lumpSum === null ? null : yuanOf(lumpSum),
    funeral: funeral === null ? null : yuanOf(funeral),
    dependantsMonthly: yuanOf(monthly),
    basis: [cite('工伤保险条例', 39)],
    working: [
      ...(lumpSum === null ? [] : [`工亡补助金是全国城镇人均可支配收入的20倍：${sayYuan(lumpSum)}`]),
      ...(hasLumpSum ? [] : ['1到4级、治疗期满以后去世的，没有一次性工亡补助金']),
      ...(funeral === null ? [] : [`丧葬补助金是6个月的当地平均工资：${sayYuan(funeral)}`]),
      ...(dependants.length === 0 ? [] : [`靠他养活的亲属每月一共${Math.min(percent, 100)}%：${sayYuan(monthly)}`]),
      ...(percent > 100 ? [`各人加起来是${percent}%，合计不能超过本人工资`] : []),
    ],
    unknown: [
      ...(nationalIncome === null && hasLumpSum ? ['不知道去年全国城镇人均可支配收入，工亡补助金算不出来。'] : []),
      ...(localAverageWage === null ? ['不知道当地上年度职工月平均工资，丧葬补助金算不出来。'] : []),
    ],
  };
}
