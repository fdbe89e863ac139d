import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalculationInputError } from '../../src/calculation/calculation-input-error.ts';
import { type CourtApplication, courtApplicationFee } from '../../src/calculation/court-application-fee.ts';
import { type CourtCase, courtFee } from '../../src/calculation/court-fee.ts';

type OfSum = (amount: number) => { lowest: number; highest: number; notes: readonly string[] };
const property: OfSum = (amount) => courtFee({ kind: '财产', amount });
const BY_SUM: readonly (readonly [string, OfSum])[] = [
  ['财产', property],
  ['减半的财产', (amount) => courtFee({ kind: '财产', amount }, ['简易程序'])],
  ['离婚', (amount) => courtFee({ kind: '离婚', property: amount })],
  ['人格权', (amount) => courtFee({ kind: '人格权', damages: amount })],
  ['执行', (amount) => courtApplicationFee({ kind: '执行', amount })],
  ['保全', (amount) => courtApplicationFee({ kind: '保全', amount })],
  ['支付令', (amount) => courtApplicationFee({ kind: '支付令', amount })],
  ['破产', (amount) => courtApplicationFee({ kind: '破产', amount })],
];
const BORDERS = [1_000, 10_000, 50_000, 100_000, 200_000, 500_000, 1e6, 2e6, 5e6, 1e7, 2e7, 896_000];
const sum = fc.integer({ min: 0, max: 5_000_000_000 }).map((fen) => fen / 100);

describe.each(BY_SUM)('the fee for %s', (_, feeOf) => {
  it('never falls when the sum grows, and never rises by more than 2.5% and a fen of what was added', () => {
    fc.assert(
      fc.property(sum, fc.integer({ min: 0, max: 100_000_000 }), (amount, addedFen) => {
        const more = Math.round(feeOf((Math.round(amount * 100) + addedFen) / 100).lowest * 100);
        const less = Math.round(feeOf(amount).lowest * 100);
        expect(more).toBeGreaterThanOrEqual(less);
        expect(more - less).toBeLessThanOrEqual(addedFen * 0.025 + 1);
      }),
    );
  });

  it.each(BORDERS)('does not jump at %d yuan', (border) => {
    const fees = [border - 0.01, border, border + 0.01].map((amount) => feeOf(amount).lowest);
    expect(Math.round(((fees[2] ?? Number.NaN) - (fees[0] ?? Number.NaN)) * 100)).toBeLessThanOrEqual(1);
  });

  it.each([-0.01, 1.005, Number.NaN, Number.POSITIVE_INFINITY, 1e13])('refuses %d yuan', (amount) => {
    expect(() => feeOf(amount)).toThrow(CalculationInputError);
  });

  it('has whole fen', () => {
    fc.assert(
      fc.property(sum, (amount) => {
        const { lowest, highest } = feeOf(amount);
        expect(String(lowest)).toMatch(/^\d+(\.\d{1,2})?$/);
        expect(highest).toBeGreaterThanOrEqual(lowest);
      }),
    );
  });
});

describe('courtFee', () => {
  it('shows every band', () => {
    expect(courtFee({ kind: '财产', amount: 123_456.78 }).working).toEqual([
      '不超过1万元的部分：50元',
      '超过1万元至10万元的部分：90000元×2.5%＝2250元',
      '超过10万元至20万元的部分：23456.78元×2%＝469.1356元',
      '一共2769.14元',
    ]);
  });

  it('shows ranges and one half, with both articles', () => {
    const fee = courtFee({ kind: '离婚', property: 300_000 }, ['简易程序', '调解']);
    expect(fee).toMatchObject({
      lowest: 275,
      highest: 400,
      basis: [{ law: '诉讼费用交纳办法', articles: ['第13条', '第16条', '第15条'] }],
    });
    expect(fee.working).toEqual([
      '每件50元到300元，各省自己定',
      '不超过20万元的部分不另收',
      '超过20万元的部分：100000元×0.5%＝500元',
      '简易程序、调解：减半，只减一次',
      '一共275元到400元',
    ]);
  });

  it('says who sets a range, and only then', () => {
    const ranged = (courtCase: CourtCase) => courtFee(courtCase).notes.some((note) => note.includes('幅度'));
    expect(ranged({ kind: '其他非财产' })).toBe(true);
    expect(ranged({ kind: '劳动争议' })).toBe(false);
  });

  it('says who pays in the end: in a divorce not simply the loser', () => {
    expect(courtFee({ kind: '离婚', property: 0 }).notes.at(-1)).toContain('双方商量');
    expect(property(1).notes.at(-1)).toContain('败诉的人出');
  });

  it('loses nothing in decimals', () => {
    expect(property(0.1 + 0.2)).toEqual(property(0.3));
    expect(property(999_999_999_999.99).lowest).toBe(5_000_041_800);
    expect(property(10_000.2).lowest).toBe(50.01);
  });
});

describe('courtApplicationFee', () => {
  it.each<[CourtApplication, string]>([
    [{ kind: '支付令', amount: 10_000 }, '合计按三分之一收：16.67元'],
    [{ kind: '破产', amount: 20_000 }, '合计按一半收：150元'],
    [{ kind: '保全', amount: 2_000_000 }, '最多收5000元'],
    [{ kind: '破产', amount: 1e9 }, '最多收300000元'],
  ])('says how %j comes about', (application, step) => {
    expect(courtApplicationFee(application).working.at(-2)).toBe(step);
  });
});
