import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysBetween } from '../../src/calculation/calendar-day.ts';
import { doubleWage } from '../../src/calculation/double-wage.ts';

const at = (startDay: string, writtenDay: string | null, endDay: string) =>
  doubleWage({ startDay, writtenDay, endDay, monthlyWage: 6_000 });

describe('doubleWage', () => {
  it.each([
    ['2025-01-01', null, '2026-06-30', '2025-02-01', '2025-12-31', 11, 0, 66_000, '2026-01-01'],
    ['2025-01-01', null, '2025-12-31', '2025-02-01', '2025-12-31', 11, 0, 66_000, null],
    ['2025-01-01', null, '2026-01-01', '2025-02-01', '2025-12-31', 11, 0, 66_000, '2026-01-01'],
    ['2026-01-15', null, '2026-11-24', '2026-02-15', '2026-11-24', 9, 10, 54_000, null],
    ['2026-03-01', '2026-06-01', '2026-11-24', '2026-04-01', '2026-05-31', 2, 0, 12_000, null],
    ['2026-03-01', '2026-04-02', '2026-11-24', '2026-04-01', '2026-04-01', 0, 1, 0, null],
    ['2026-01-31', null, '2026-12-31', '2026-02-28', '2026-12-31', 10, 1, 60_000, null],
    ['2024-02-29', '2025-06-01', '2025-06-30', '2024-03-29', '2025-02-27', 11, 0, 66_000, '2025-02-28'],
  ])('is due from %s, written %s, until %s', (start, written, end, firstDay, lastDay, wholeMonths, extraDays, amount, openEndedFrom) => {
    expect(at(start, written, end)).toMatchObject({ period: { firstDay, lastDay }, wholeMonths, extraDays, amount, openEndedFrom });
  });

  it.each([
    ['written within the first month', '2026-03-01', '2026-03-20', '2026-11-24'],
    ['written when the second month begins', '2026-03-01', '2026-04-01', '2026-11-24'],
    ['left within the first month', '2026-03-01', null, '2026-03-31'],
  ])('is not due: %s', (_, start, written, end) => {
    const due = at(start, written, end);
    expect(due).toMatchObject({ period: null, wholeMonths: 0, extraDays: 0, amount: 0, openEndedFrom: null });
    expect(due.working.at(-1)).toContain('没有双倍工资');
  });

  it('shows its steps and leaves days beyond the months open', () => {
    expect(at('2026-01-15', null, '2026-11-24').working).toEqual([
      '2026年1月15日开始上班，第一个月不算，从2026年2月15日起才有双倍工资',
      '算到2026年11月24日，一共9个月零10天（最多11个月）',
      '多拿的一倍：6000元×9个月＝54000元',
      '另外10天按那个月实际上班的天数算钱，没有算进去',
    ]);
  });

  it('is so many months where the wage is not known', () => {
    const due = doubleWage({ startDay: '2026-03-01', writtenDay: '2026-06-01', endDay: '2026-11-24', monthlyWage: null });
    expect(due).toMatchObject({ wholeMonths: 2, amount: null });
    expect(due.working.join('')).not.toContain('元');
  });

  it('is never due for more than eleven months, nor for fewer when one works longer', () => {
    const day = fc.nat(6_000).map((later) => addDays('2008-01-01', later));
    fc.assert(
      fc.property(day, fc.nat(900), fc.nat(60), (start, length, longer) => {
        const one = at(start, null, addDays(start, length));
        const other = at(start, null, addDays(start, length + longer));
        const span = ({ period }: typeof one) => (period ? daysBetween(period.firstDay, period.lastDay) + 1 : 0);
        expect(one.wholeMonths).toBeLessThanOrEqual(11);
        expect(one.wholeMonths === 11 ? one.extraDays : 0).toBe(0);
        expect(one.extraDays).toBeLessThan(31);
        expect(span(other)).toBeGreaterThanOrEqual(span(one));
        expect(one.period === null || one.period.lastDay < addMonths(start, 12)).toBe(true);
      }),
    );
  });

  it('refuses days that run backwards or do not exist', () => {
    expect(() => at('2026-03-01', null, '2026-02-28')).toThrow('endDay must be no earlier than startDay');
    expect(() => at('2026-03-01', '2026-04-31', '2026-12-31')).toThrow('writtenDay must be a day');
  });
});
