import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { isWeekday, UnknownYearError, WorkdayCalendar } from '../../src/calculation/workday-calendar.ts';

const calendar = new WorkdayCalendar();

/** Days of 2026 that differ from Monday-to-Friday, as the State Council announced them. */
const OFF_ON_WEEKDAYS = [
  ...['2026-01-01', '2026-01-02'],
  ...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-23'],
  '2026-04-06',
  ...['2026-05-01', '2026-05-04', '2026-05-05'],
  '2026-06-19',
  '2026-09-25',
  ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
];
const WORKED_WEEKEND_DAYS = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'];

function daysOf(year: number): string[] {
  const first = Date.UTC(year, 0, 1);
  const count = (Date.UTC(year + 1, 0, 1) - first) / 86_400_000;
  return Array.from({ length: count }, (_, index) => new Date(first + index * 86_400_000).toISOString().slice(0, 10));
}

describe('WorkdayCalendar', () => {
  it.each(OFF_ON_WEEKDAYS)('gives the weekday %s off', (day) => {
    expect(isWeekday(day)).toBe(true);
    expect(calendar.isWorkday(day)).toBe(false);
  });

  it.each(WORKED_WEEKEND_DAYS)('works on the shifted weekend day %s', (day) => {
    expect(isWeekday(day)).toBe(false);
    expect(calendar.isWorkday(day)).toBe(true);
  });

  it('takes every other day of 2026 as its day of the week says, 248 working days in all', () => {
    const differing = daysOf(2026).filter((day) => calendar.isWorkday(day) !== isWeekday(day));
    expect(differing).toEqual([...OFF_ON_WEEKDAYS, ...WORKED_WEEKEND_DAYS].sort());
    expect(daysOf(2026).filter((day) => calendar.isWorkday(day))).toHaveLength(248);
  });

  it('knows the first and the last year that are built in', () => {
    expect(calendar.isWorkday('2004-01-01')).toBe(false);
    expect(calendar.isWorkday('2004-12-31')).toBe(true);
    expect(calendar.isWorkday('2026-12-31')).toBe(true);
  });

  it.each(['2003-12-31', '1999-06-01', '2027-01-04', '2030-10-01'])('throws on %s and says which year to add where', (day) => {
    const year = day.slice(0, 4);
    expect(() => calendar.isWorkday(day)).toThrow(UnknownYearError);
    expect(() => calendar.isWorkday(day)).toThrow(new RegExp(`${year}.*机构/工作时间\\.yaml`));
    expect(new UnknownYearError(Number(year))).toMatchObject({ name: 'UnknownYearError' });
  });

  describe('with years that staff added', () => {
    const added = new WorkdayCalendar([
      { year: 2027, off: ['2027-01-01', '2027-02-08'], work: ['2027-01-03'] },
      { year: 2026, off: ['2026-11-24'], work: ['2026-11-22'] },
    ]);

    it.each([
      ['2027-01-01', false, 'a weekday off'],
      ['2027-01-03', true, 'a Sunday that is worked'],
      ['2027-01-04', true, 'an ordinary Monday'],
      ['2027-01-02', false, 'an ordinary Saturday'],
    ])('takes %s as worked: %s (%s)', (day, worked) => {
      expect(added.isWorkday(day)).toBe(worked);
    });

    it.each([
      ['2026-11-24', false],
      ['2026-11-22', true],
      ['2026-10-01', true],
      ['2026-10-10', false],
    ])('lets their 2026 win over what is built in: %s worked %s', (day, worked) => {
      expect(added.isWorkday(day)).toBe(worked);
    });

    it('leaves the other years as they are', () => {
      expect(added.isWorkday('2025-10-01')).toBe(false);
      expect(() => added.isWorkday('2028-01-03')).toThrow(UnknownYearError);
    });
  });

  describe('on a machine of another time zone', () => {
    /** The working days of 2026 in a process that was started in this zone: the clock of a running one is set too late. */
    function workdaysIn(zone: string): string[] {
      const code = `
        import { WorkdayCalendar } from './src/calculation/workday-calendar.ts';
        const calendar = new WorkdayCalendar();
        const days = ${JSON.stringify(daysOf(2026))};
        console.log(JSON.stringify([new Date(0).getHours(), ...days.filter((day) => calendar.isWorkday(day))]));`;
      const args = ['--import', 'tsx', '--input-type=module', '--eval', code];
      const [hour, ...days] = JSON.parse(execFileSync(process.execPath, args, { env: { ...process.env, TZ: zone }, encoding: 'utf8' }));
      expect(hour).toBe(HOUR_OF_EPOCH[zone]);
      return days;
    }
    const HOUR_OF_EPOCH: Readonly<Record<string, number>> = { 'Asia/Shanghai': 8, 'Pacific/Auckland': 12, 'America/New_York': 19 };
    const expected = daysOf(2026).filter((day) => WORKED_WEEKEND_DAYS.includes(day) || (isWeekday(day) && !OFF_ON_WEEKDAYS.includes(day)));

    it.each(['Asia/Shanghai', 'Pacific/Auckland'])('counts days of China in %s', (zone) => {
      expect(workdaysIn(zone)).toEqual(expected);
    });

    it('counts days of China in America/New_York', () => {
      expect(workdaysIn('America/New_York')).toEqual(expected);
    });
  });
});

describe('isWeekday', () => {
  it('is Monday to Friday, holidays aside', () => {
    const week = ['2026-09-28', '2026-09-29', '2026-09-30', '2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04'];
    expect(week.map(isWeekday)).toEqual([true, true, true, true, true, false, false]);
  });
});
