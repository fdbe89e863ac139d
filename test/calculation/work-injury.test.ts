import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalculationInputError } from '../../src/calculation/calculation-input-error.ts';
import { type WorkDeath, workDeathBenefit } from '../../src/calculation/work-death.ts';
import { type DisabilityGrade, disabilityBenefit, type InjuredWorker, longestPaidTreatment } from '../../src/calculation/work-injury.ts';

const worker: InjuredWorker = { grade: 6, ownWage: 3_000, localAverageWage: 7_000, localMinimumWage: 2_660 };

describe('disabilityBenefit', () => {
  it('shows its steps', () => {
    expect(disabilityBenefit(worker).working).toEqual([
      '受伤前12个月的平均缴费工资是3000元',
      '低于当地平均工资的60%，按4200元算',
      '6级伤残补助金16个月：4200元×16＝67200元',
      '伤残津贴每月60%：2520元',
      '低于当地最低工资，补到2660元',
    ]);
  });

  it('says what it does not know', () => {
    const unknown = (grade: DisabilityGrade) =>
      disabilityBenefit({ ...worker, grade, localAverageWage: null, localMinimumWage: null }).unknown;
    expect(unknown(6)).toHaveLength(2);
    expect(unknown(7)).toEqual([expect.stringContaining('不知道当地职工平均工资')]);
    expect(disabilityBenefit({ ...worker, localAverageWage: null }).lumpSum).toBe(48_000);
  });

  it.each<[DisabilityGrade, number, number | null, string]>([
    [1, 27, 90, '第35条'],
    [2, 25, 85, '第35条'],
    [3, 23, 80, '第35条'],
    [4, 21, 75, '第35条'],
    [5, 18, 70, '第36条'],
    [6, 16, 60, '第36条'],
    [7, 13, null, '第37条'],
    [8, 11, null, '第37条'],
    [9, 9, null, '第37条'],
    [10, 7, null, '第37条'],
  ])('of grade %d is %d months and %j percent without a wage', (grade, months, percent, article) => {
    const benefit = disabilityBenefit({ ...worker, grade, ownWage: null });
    expect(benefit).toMatchObject({ months, percent, lumpSum: null, allowance: null, unknown: [] });
    expect(benefit.basis[0]?.articles[0]).toBe(article);
    expect(benefit.working[0]).toBe(`${grade}级伤残补助金是${months}个月的本人工资`);
  });

  it('never falls with a graver grade or a higher wage', () => {
    const grade = fc.constantFrom<DisabilityGrade>(1, 2, 3, 4, 5, 6, 7, 8, 9);
    fc.assert(
      fc.property(grade, fc.nat(5_000_000), fc.nat(1_000_000), (graver, fen, more) => {
        const at = (grade: number, wage: number) => disabilityBenefit({ ...worker, grade: grade as DisabilityGrade, ownWage: wage / 100 });
        const one = at(graver, fen);
        expect(one.lumpSum).toBeGreaterThan(at(graver + 1, fen).lumpSum ?? 0);
        expect(one.allowance ?? 0).toBeGreaterThanOrEqual(at(graver + 1, fen).allowance ?? 0);
        expect(at(graver, fen + more).lumpSum).toBeGreaterThanOrEqual(one.lumpSum ?? 0);
      }),
    );
  });

  it('refuses grades that there are not and an average of nothing', () => {
    for (const grade of [0, 11, 1.5]) {
      expect(() => disabilityBenefit({ ...worker, grade: grade as DisabilityGrade })).toThrow(CalculationInputError);
    }
    expect(() => disabilityBenefit({ ...worker, localAverageWage: 0 })).toThrow('localAverageWage must be above 0');
  });
});

describe('longestPaidTreatment', () => {
  it.each([
    [0, 12],
    [5, 17],
    [12, 24],
  ])('with %d months confirmed is %d months (工伤保险条例 33)', (confirmed, months) => {
    expect(longestPaidTreatment(confirmed)).toMatchObject({ months, rule: expect.stringContaining(`最多${months}个月`) });
  });

  it('refuses a thirteenth month', () => {
    expect(() => longestPaidTreatment(13)).toThrow(CalculationInputError);
  });
});

describe('workDeathBenefit', () => {
  const death: WorkDeath = {
    time: '因工死亡或者停工留薪期内',
    nationalIncome: 50_000,
    localAverageWage: 7_000,
    ownWage: 6_000,
    dependants: ['配偶', '其他亲属'],
  };

  it.each<[string, Partial<WorkDeath>, number | null, number | null, number]>([
    ['twenty incomes, six months, 40% and 30%', {}, 1_000_000, 42_000, 4_200],
    ['an orphan has ten points more than other kin', { dependants: ['孤寡老人或者孤儿'] }, 1_000_000, 42_000, 2_400],
    ['together no more than the wage', { dependants: ['配偶', '其他亲属', '其他亲属', '其他亲属'] }, 1_000_000, 42_000, 6_000],
    ['nobody lived on the wage', { dependants: [] }, 1_000_000, 42_000, 0],
    ['no lump sum after the treatment', { time: '一至四级停工留薪期满后' }, null, 42_000, 4_200],
    ['unknown figures', { nationalIncome: null, localAverageWage: null }, null, null, 4_200],
  ])('%s (工伤保险条例 39)', (_, given, lumpSum, funeral, dependantsMonthly) => {
    expect(workDeathBenefit({ ...death, ...given })).toMatchObject({ lumpSum, funeral, dependantsMonthly });
  });

  it('says which figures it misses, and only those it needs', () => {
    const unknown = (given: Partial<WorkDeath>) => workDeathBenefit({ ...death, ...given }).unknown;
    expect(unknown({})).toEqual([]);
    expect(unknown({ nationalIncome: null, localAverageWage: null })).toHaveLength(2);
    expect(unknown({ nationalIncome: null, time: '一至四级停工留薪期满后' })).toEqual([]);
    expect(workDeathBenefit({ ...death, dependants: ['配偶', '配偶', '其他亲属'] }).working.at(-1)).toContain('110%');
  });
});
