import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calculation/calendar-day.ts';
import { LPR_FILE, lprIn, lprOn, NO_LPR, UnknownLprError } from '../../src/calculation/lpr-table.ts';
import { WorkdayCalendar } from '../../src/calculation/workday-calendar.ts';
import { readLpr } from '../../src/knowledge/read-lpr.ts';

const text = readFileSync(`knowledge/${LPR_FILE}`, 'utf8');
const table = readLpr(LPR_FILE, text).lpr ?? NO_LPR;
const calendar = new WorkdayCalendar();

describe('计算/LPR.yaml', () => {
  it('names days of announcement: the 20th, or the next working day', () => {
    for (const { from } of table.changes) {
      let day = `${from.slice(0, 7)}-20`;
      while (!calendar.isWorkday(day)) day = addDays(day, 1);
      expect(from).toBe(day);
    }
  });

  it('holds changes only, from 2019-08-20 on', () => {
    expect(table.changes[0]).toEqual({ from: '2019-08-20', rate: 425 });
    for (const [index, { rate }] of table.changes.entries()) expect(rate).not.toBe(table.changes[index + 1]?.rate);
  });
});

describe('lprOn', () => {
  it.each([
    ['2019-08-20', 425],
    ['2019-09-19', 425],
    ['2019-09-20', 420],
    ['2021-12-19', 385],
    ['2022-08-21', 370],
    ['2022-08-22', 365],
    ['2025-05-19', 310],
    ['2025-05-20', 300],
    ['2025-10-31', 300],
  ])('is on %s %d hundredths of a percent', (day, rate) => {
    expect(lprOn(day, table)).toBe(rate);
  });

  it.each(['2019-08-19', '2015-01-01', '2025-11-01', '2026-11-24'])('is unknown on %s and says which file to extend', (day) => {
    expect(() => lprOn(day, table)).toThrow(UnknownLprError);
    expect(() => lprOn(day, table)).toThrow(new RegExp(`${day}.*计算/LPR\\.yaml`));
  });
});

describe('lprIn', () => {
  it.each([
    ['2025-03', [['2025-03-01', 310]]],
    [
      '2025-05',
      [
        ['2025-05-01', 310],
        ['2025-05-20', 300],
      ],
    ],
    ['2025-10', [['2025-10-01', 300]]],
  ])('is in %s %j', (month, rates) => {
    expect(lprIn(month, table).map(({ from, rate }) => [from, rate])).toEqual(rates);
  });

  it.each(['2019-08', '2019-07', '2025-11'])('is unknown in %s', (month) => {
    expect(() => lprIn(month, table)).toThrow(UnknownLprError);
  });
});
