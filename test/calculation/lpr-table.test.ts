import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calculation/calendar-day.ts';
import { LPR_FILE, LprTableError, lprIn, lprOn, parseLprTable, UnknownLprError } from '../../src/calculation/lpr-table.ts';
import { WorkdayCalendar } from '../../src/calculation/workday-calendar.ts';

const text = readFileSync(`knowledge/${LPR_FILE}`, 'utf8');
const table = parseLprTable(text);
const calendar = new WorkdayCalendar();

function faultOf(broken: string): LprTableError {
  try {
    parseLprTable(broken);
  } catch (error) {
    if (error instanceof LprTableError) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

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

describe('parseLprTable', () => {
  const lines = ['known-until: 2025-10', 'rates:', '  - { from: 2025-01-20, rate: 3.1 }', '  - { from: 2025-05-20, rate: 3 }'];
  const change = (index: number, line: string) => lines.map((old, at) => (at === index ? line : old)).join('\n');

  it('reads a table', () => {
    expect(parseLprTable(lines.join('\n'))).toEqual({
      knownUntil: '2025-10',
      changes: [
        { from: '2025-01-20', rate: 310 },
        { from: '2025-05-20', rate: 300 },
      ],
    });
  });

  it.each([
    ['broken YAML', change(2, '  - { from: 2025-01-20, rate: 3.1'), 4, '格式不对'],
    ['a month for a day', change(2, '  - { from: 2025-01, rate: 3.1 }'), 3, '2025-05-20 这样的日期'],
    ['a day that does not exist', change(3, '  - { from: 2025-02-30, rate: 3 }'), 4, '有这一天'],
    ['a rate with a percent sign', change(3, '  - { from: 2025-05-20, rate: 3% }'), 4, '不带百分号'],
    ['a rate of 345', change(2, '  - { from: 2025-01-20, rate: 345 }'), 3, '太高'],
    ['three decimals', change(2, '  - { from: 2025-01-20, rate: 3.105 }'), 3, '两位小数'],
    ['a rate of 0', change(2, '  - { from: 2025-01-20, rate: 0 }'), 3, '大于0'],
    ['days out of order', change(3, '  - { from: 2025-01-19, rate: 3 }'), 4, '从早到晚'],
    ['a day twice', change(3, '  - { from: 2025-01-20, rate: 3 }'), 4, '从早到晚'],
    ['a stranger key', change(3, '  - { from: 2025-05-20, rate: 3, note: x }'), 4, ''],
    ['a month that is none', change(0, 'known-until: 2025-13'), 1, '2025-10 这样的月份'],
    ['an end before the last change', change(0, 'known-until: 2025-04'), 1, 'known-until 比最后一条还早'],
    ['no rates', 'known-until: 2025-10\nrates: []', 2, '至少写一条'],
    ['an alias', 'known-until: &a 2025-10\nrates: *a', 1, '不允许使用 YAML 引用'],
    ['nothing', '', 1, ''],
  ])('says the line of %s', (_, broken, line, fault) => {
    const error = faultOf(broken);
    expect(error).toMatchObject({ name: 'LprTableError', line, message: expect.stringContaining(`计算/LPR.yaml:${line} `) });
    expect(error.fault).toContain(fault);
  });
});
