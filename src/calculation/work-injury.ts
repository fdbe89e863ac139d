import { CalculationInputError, wholeNumber } from './calculation-input-error.ts';
import { cite, type LegalBasis } from './legal-basis.ts';
import { fenOf, partOf, sayYuan, yuanOf } from './money.ts';

/** Grade of disability (伤残等级), 1 the gravest. */
export type DisabilityGrade = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** 工伤保险条例 35–37: months of own wage at once, percent of it every month (null: none), the article. */
const BENEFITS: Readonly<Record<DisabilityGrade, { readonly months: number; readonly percent: number | null; readonly article: number }>> =
  {
    1: { months: 27, percent: 90, article: 35 },
    2: { months: 25, percent: 85, article: 35 },
    3: { months: 23, percent: 80, article: 35 },
    4: { months: 21, percent: 75, article: 35 },
    5: { months: 18, percent: 70, article: 36 },
    6: { months: 16, percent: 60, article: 36 },
    7: { months: 13, percent: null, article: 37 },
    8: { months: 11, percent: null, article: 37 },
    9: { months: 9, percent: null, article: 37 },
    10: { months: 7, percent: null, article: 37 },
  };

/** A worker whose disability was graded; sums in yuan a month. */
export interface InjuredWorker {
  readonly grade: DisabilityGrade;
  /** 本人工资: average wage on which contributions were paid in the twelve months before the injury; null when not known. */
  readonly ownWage: number | null;
  /** Average wage of the insurance district (统筹地区职工平均工资); null when not known. */
  readonly localAverageWage: number | null;
  /** Local minimum wage; null when not known. */
  readonly localMinimumWage: number | null;
}

/** Benefits of a disability from work, as far as the national rules fix them. */
export interface DisabilityBenefit {
  readonly months: number;
  /** Yuan, once (一次性伤残补助金); null where the wage is not known. */
  readonly lumpSum: number | null;
  /** Percent of the wage every month (伤残津贴), grades 1–6; null for 7–10. */
  readonly percent: number | null;
  /** Yuan a month (伤残津贴), grades 1–6; null for 7–10 and where the wage is not known. */
  readonly allowance: number | null;
  readonly basis: readonly LegalBasis[];
  readonly working: readonly string[];
  /** What was not known and could change the sums, in Chinese for people. */
  readonly unknown: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Lump sum and allowance of a graded worker (工伤保险条例 35–37). The own wage counts as 60% of the district's average at least
 * and 300% at most (64); an allowance below the minimum wage is filled up to it. Unknown averages are said in `unknown`; without
 * the own wage the rule stands alone.
 * Throws CalculationInputError for a grade outside 1–10 and for sums that are negative or finer than a fen.
 */
export function disabilityBenefit(worker: InjuredWorker): DisabilityBenefit {
  const { months, percent, article } = BENEFITS[wholeNumber(worker.grade, 'grade', 1, 10) as DisabilityGrade];
  const rule = { months, percent, basis: [cite('工伤保险条例', article, 64)], notes: notesOn(worker.grade) };
  if (worker.ownWage === null) return { ...rule, lumpSum: null, allowance: null, working: sayRule(worker.grade, rule), unknown: [] };
  const wage = wageThatCounts(worker.ownWage, worker.localAverageWage);
  const lumpSum = wage.fen * BigInt(months);
  const least = worker.localMinimumWage === null ? null : fenOf(worker.localMinimumWage, 'localMinimumWage');
  const byPercent = percent === null ? null : partOf(wage.fen, BigInt(percent), 100n);
  const isFilled = byPercent !== null && least !== null && byPercent < least;
  const allowance = isFilled ? least : byPercent;
  return {
    ...rule,
    lumpSum: yuanOf(lumpSum),
    allowance: allowance === null ? null : yuanOf(allowance),
    working: [
      ...wage.working,
      `${worker.grade}级伤残补助金${months}个月：${sayYuan(wage.fen)}×${months}＝${sayYuan(lumpSum)}`,
      ...(byPercent === null ? [] : [`伤残津贴每月${percent}%：${sayYuan(byPercent)}`]),
      ...(isFilled ? [`低于当地最低工资，补到${sayYuan(least)}`] : []),
    ],
    unknown: [...wage.unknown, ...(byPercent !== null && least === null ? ['不知道当地最低工资；津贴比它低的，要补到最低工资。'] : [])],
  };
}

function sayRule(grade: DisabilityGrade, { months, percent }: Pick<DisabilityBenefit, 'months' | 'percent'>): string[] {
  return [`${grade}级伤残补助金是${months}个月的本人工资`, ...(percent === null ? [] : [`伤残津贴每月是本人工资的${percent}%`])];
}

/**
 * How long wages go on while a worker is treated (停工留薪期, 工伤保险条例 33): twelve months at most, twelve more at most when the
 * city's assessment committee confirms it. Ends when the grade is assessed.
 * @param confirmedMonths months that the committee added, 0 to 12
 * Throws CalculationInputError for another number.
 */
export function longestPaidTreatment(confirmedMonths: number): { months: number; basis: readonly LegalBasis[]; rule: string } {
  const months = 12 + wholeNumber(confirmedMonths, 'confirmedMonths', 0, 12);
  return {
    months,
    basis: [cite('工伤保险条例', 33)],
    rule: `治伤期间工资照发，最多${months}个月；伤重的经市里鉴定委员会确认可以再加，加的不超过12个月；评了等级就停。`,
  };
}

/** The own wage held between 60% and 300% of the district's average (工伤保险条例 64), in fen, with the steps for people. */
function wageThatCounts(ownWage: number, localAverageWage: number | null): { fen: bigint; working: string[]; unknown: string[] } {
  const own = fenOf(ownWage, 'ownWage');
  const working = [`受伤前12个月的平均缴费工资是${sayYuan(own)}`];
  if (localAverageWage === null) {
    return { fen: own, working, unknown: ['不知道当地职工平均工资，没法看工资是不是在它的60%到300%之间；这里按本人工资算。'] };
  }
  const average = fenOf(localAverageWage, 'localAverageWage');
  if (average === 0n) throw new CalculationInputError('localAverageWage', 'above 0');
  const most = average * 3n;
  const least = partOf(average, 60n, 100n);
  if (own > most) return { fen: most, working: [...working, `超过当地平均工资的3倍，按${sayYuan(most)}算`], unknown: [] };
  if (own < least) return { fen: least, working: [...working, `低于当地平均工资的60%，按${sayYuan(least)}算`], unknown: [] };
  return { fen: own, working, unknown: [] };
}

function notesOn(grade: DisabilityGrade): string[] {
  if (grade <= 4) return ['保留劳动关系、退出岗位；到退休年龄办了退休的，改领养老金，少了补差额。'];
  const leaving = '离开单位时还有工伤医疗补助金和伤残就业补助金，标准各省自己定，这里没有算。';
  return grade <= 6 ? ['单位能安排适当工作的就上班拿工资，安排不了才发津贴，由单位出。', leaving] : [leaving];
}
