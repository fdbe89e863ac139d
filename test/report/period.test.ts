import { describe, expect, it } from 'vitest';
import { monthOf, monthsOf, readPeriod } from '../../src/report/period.ts';
import { period } from './sample-source.ts';

describe('readPeriod', () => {
  it('begins and ends at midnight in China, both days counted', () => {
    expect(readPeriod('2026-01-01', '2026-12-31')).toEqual({
      kind: 'period',
      period: {
        from: '2026-01-01',
        to: '2026-12-31',
        start: new Date('2025-12-31T16:00:00Z'),
        end: new Date('2026-12-31T16:00:00Z'),
      },
    });
  });

  it('takes a single day, also the 29th of February', () => {
    const { start, end } = period('2028-02-29', '2028-02-29');
    expect(end.getTime() - start.getTime()).toBe(86_400_000);
  });

  it.each([
    ['2026-02-29', '2026-12-31', '--from 2026-02-29 不是日期，应当像 2026-01-01'],
    ['2026-01-01', '2026-1-5', '--to 2026-1-5 不是日期，应当像 2026-01-01'],
    ['2026-13-01', '去年', '--from 2026-13-01 不是日期，应当像 2026-01-01；--to 去年 不是日期，应当像 2026-01-01'],
    ['0206-01-01', '2026-12-31', '--from 0206-01-01 的年份应当在 2000 到 2099 之间'],
    ['2026-12-31', '2026-01-01', '开始的日子 --from 2026-12-31 比结束的日子 --to 2026-01-01 还晚'],
    [undefined, '2026-12-31', '缺少 --from，例如 --from 2026-01-01'],
  ])('says what is wrong with %s and %s', (from, to, problem) => {
    expect(readPeriod(from, to)).toEqual({ kind: 'bad', problem });
  });
});

describe('months', () => {
  it('lists every month that the period touches', () => {
    expect(monthsOf(period('2025-11-30', '2026-02-01'))).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });

  it('puts the last evening of a year in UTC into the next year in China', () => {
    expect(monthOf(new Date('2025-12-31T15:59:59Z'))).toBe('2025-12');
    expect(monthOf(new Date('2025-12-31T16:00:00Z'))).toBe('2026-01');
  });
});
