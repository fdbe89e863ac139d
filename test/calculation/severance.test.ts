import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalculationInputError } from '../../src/calculation/calculation-input-error.ts';
import { addDays, addMonths } from '../../src/calculation/calendar-day.ts';
import { halfMonthsOfPay, lengthOfService } from '../../src/calculation/length-of-service.ts';
import { type EndedEmployment, severance } from '../../src/calculation/severance.ts';
import { SEVERANCE_GROUNDS, type SeveranceGround } from '../../src/calculation/severance-ground.ts';

const employment: EndedEmployment = {
  ground: '单位提出协商解除',
  startDay: '2010-01-01',
  endDay: '2024-12-31',
  averageWage: 40_000,
  lastMonthWage: null,
  localAverageWage: 10_000,
  localMinimumWage: 2_000,
};
const day = fc.nat(6_000).map((later) => addDays('2008-01-01', later));

describe('severance', () => {
  it('shows its steps', () => {
    expect(severance(employment)).toEqual({
      months: 12,
      multiple: 1,
      amount: 360_000,
      isCapped: true,
      rule: SEVERANCE_GROUNDS.单位提出协商解除.rule,
      basis: [{ law: '劳动合同法', articles: ['第36条', '第46条', '第47条'] }],
      working: [
        '2010年1月1日到2024年12月31日，工作15年，算15个月工资',
        '离开前12个月的平均工资是40000元',
        '超过当地平均工资的3倍，按3倍30000元算',
        '工资超过3倍的，年限最多算12年，所以是12个月',
        '30000元×12个月＝360000元',
      ],
      unknown: [],
    });
  });

  it('says what it does not know, and does not limit by it', () => {
    const due = severance({ ...employment, ground: '无过失辞退没有提前通知', localAverageWage: null, localMinimumWage: null });
    expect(due).toMatchObject({ months: 15, amount: 640_000, isCapped: null });
    expect(due.unknown).toEqual([
      expect.stringContaining('不知道当地上年度的职工月平均工资'),
      expect.stringContaining('不知道当地最低工资'),
      expect.stringContaining('不知道上个月的工资'),
    ]);
  });

  it('says that years before 2008 are left out of compensation, not of damages', () => {
    const old = { ...employment, startDay: '2000-05-01', averageWage: 5_000 };
    expect(severance(old)).toMatchObject({ months: 17, unknown: [expect.stringContaining('2008年以前')] });
    expect(severance({ ...old, ground: '单位违法解除' })).toMatchObject({ months: 25, amount: 250_000, unknown: [] });
  });

  it('never falls when one works longer or earns more, and damages are twice the compensation', () => {
    fc.assert(
      fc.property(day, fc.nat(5_000), fc.nat(400), fc.nat(5_000_000), fc.nat(1_000_000), (startDay, length, longer, fen, more) => {
        const of = (lasting: number, wage: number, ground: SeveranceGround = '单位提出协商解除') =>
          severance({
            ...employment,
            ground,
            startDay,
            endDay: addDays(startDay, lasting),
            averageWage: wage / 100,
            localAverageWage: null,
          }).amount;
        const due = of(length, fen);
        expect(of(length + longer, fen)).toBeGreaterThanOrEqual(due);
        expect(of(length, fen + more)).toBeGreaterThanOrEqual(due);
        expect(Math.abs(of(length, fen, '单位违法解除') - due * 2)).toBeLessThanOrEqual(0.0101);
      }),
    );
  });

  it.each([
    ['endDay', { endDay: '2009-12-31' }],
    ['endDay', { startDay: '2001-01-01', endDay: '2007-12-31' }],
    ['startDay', { startDay: '2010-02-30' }],
    ['averageWage', { averageWage: -1 }],
    ['localAverageWage', { localAverageWage: 1.234 }],
  ])('refuses a wrong %s', (field, wrong) => {
    expect(() => severance({ ...employment, ...wrong })).toThrow(CalculationInputError);
    expect(() => severance({ ...employment, ...wrong })).toThrow(new RegExp(`^${field} must be`));
  });
});

describe('halfMonthsOfPay', () => {
  it.each([
    ['2024-03-01', '2024-08-31', 2],
    ['2024-03-01', '2024-08-30', 1],
    ['2024-03-01', '2025-02-28', 2],
    ['2024-02-29', '2025-02-27', 2],
    ['2024-02-29', '2025-02-28', 3],
    ['2024-08-31', '2025-02-27', 2],
    ['2026-01-31', '2026-01-31', 1],
  ])('takes %s to %s for %d halves of a month', (from, to, halves) => {
    expect(halfMonthsOfPay(lengthOfService(from, to))).toBe(halves);
  });

  it('is two a year, and never less for a longer service', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), fc.nat(366), (from, years, rest) => {
        const full = addDays(addMonths(from, years * 12), -1);
        expect(halfMonthsOfPay(lengthOfService(from, full))).toBe(years * 2);
        const halves = halfMonthsOfPay(lengthOfService(from, addDays(full, rest)));
        expect(halves).toBeGreaterThanOrEqual(years * 2);
        expect(halves).toBeLessThanOrEqual(years * 2 + 3);
      }),
    );
  });
});
