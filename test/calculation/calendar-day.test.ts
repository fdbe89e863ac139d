import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalculationInputError } from '../../src/calculation/calculation-input-error.ts';
import { addDays, addMonths, checkDay, daysBetween, sayDay, sayWeekday } from '../../src/calculation/calendar-day.ts';

const day = fc.integer({ min: 0, max: 60_000 }).map((count) => new Date(count * 86_400_000).toISOString().slice(0, 10));

describe('checkDay', () => {
  it.each(['2024-02-29', '1900-01-01', '2199-12-31'])('takes %s', (text) => {
    expect(checkDay(text, 'from')).toBe(text);
  });

  it.each(['2026-02-29', '2026-02-30', '2026-13-01', '2026-00-10', '2026-9-1', '20260901', '1899-12-31', '2200-01-01', '', '2026-09-01 '])(
    'refuses %j and names the field, not the value',
    (text) => {
      expect(() => checkDay(text, 'from')).toThrow(CalculationInputError);
      expect(() => checkDay(text, 'from')).toThrow('from must be a day of the calendar, YYYY-MM-DD');
    },
  );
});

describe('addMonths', () => {
  it.each([
    ['2026-08-31', 6, '2027-02-28'],
    ['2023-08-31', 6, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-02-28', 1, '2026-03-28'],
    ['2026-07-15', 0, '2026-07-15'],
  ])('goes from %s by %d months to %s', (from, count, to) => {
    expect(addMonths(from, count)).toBe(to);
  });

  it('never goes back when it starts later, and keeps the day or takes the last of the month', () => {
    fc.assert(
      fc.property(day, fc.nat(500), fc.nat(300), (from, later, count) => {
        const end = addMonths(from, count);
        expect(addMonths(addDays(from, later), count) >= end).toBe(true);
        expect(end.slice(8) === from.slice(8) || addDays(end, 1).slice(8) === '01').toBe(true);
      }),
    );
  });
});

describe('addDays', () => {
  it('is undone by daysBetween', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -400, max: 9_000 }), (from, count) => {
        expect(daysBetween(from, addDays(from, count))).toBe(count);
      }),
    );
  });

  it('passes leap days and year ends', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });
});

describe('sayDay', () => {
  it('leaves out the year of a day beside it', () => {
    expect(sayDay('2026-09-02')).toBe('2026年9月2日');
    expect(sayDay('2026-09-02', '2026-01-01')).toBe('9月2日');
    expect(sayDay('2027-09-02', '2026-01-01')).toBe('2027年9月2日');
    expect(sayWeekday('2026-10-31')).toBe('星期六');
    expect(sayWeekday('2026-11-01')).toBe('星期日');
  });
});
