import { describe, expect, it } from 'vitest';
import { annualLeave, unusedLeavePay } from '../../src/calculation/annual-leave.ts';
import { CalculationInputError } from '../../src/calculation/calculation-input-error.ts';

describe('annualLeave', () => {
  it.each([
    [0, 0],
    [1, 5],
    [9, 5],
    [10, 10],
    [19, 10],
    [20, 15],
    [45, 15],
  ])('is after %d full years %d days (职工带薪年休假条例 3)', (years, days) => {
    expect(annualLeave(years).days).toBe(days);
  });

  it('says in which step one is', () => {
    expect(annualLeave(12).working[0]).toBe('累计工作满12年，在满10年不满20年这一档，一年10天');
    expect(annualLeave(0).working[0]).toBe('累计工作还不满1年，还没有年休假');
  });

  it.each([-1, 9.5, 81, Number.NaN])('refuses %d years', (years) => {
    expect(() => annualLeave(years)).toThrow(CalculationInputError);
  });
});

describe('unusedLeavePay', () => {
  it.each([
    [5, 300, 4_500, 3_000],
    [1, 275.86, 827.58, 551.72],
    [0, 300, 0, 0],
  ])('is for %d days of %d yuan %d, of which %d beyond the wage (职工带薪年休假条例 5)', (days, wage, amount, beyondWage) => {
    expect(unusedLeavePay(days, wage)).toMatchObject({ amount, beyondWage });
  });

  it('refuses half days and negative wages', () => {
    expect(() => unusedLeavePay(0.5, 300)).toThrow('days must be a whole number from 0 to 366');
    expect(() => unusedLeavePay(1, -300)).toThrow('dailyWage must be');
  });
});
