import { describe, expect, it } from 'vitest';
import { readDay } from '../../../src/conversation/reckon/read-day.ts';
import { readMonth } from '../../../src/conversation/reckon/read-month.ts';
import { readRate } from '../../../src/conversation/reckon/read-rate.ts';
import { readSpan, readTerm } from '../../../src/conversation/reckon/read-span.ts';
import { readSums, readWage, readYuan } from '../../../src/conversation/reckon/read-yuan.ts';
import { toDigits } from '../../../src/conversation/reckon/to-digits.ts';
import { TODAY } from './say-reckoned.ts';

describe('readDay', () => {
  it.each([
    ['2026年9月1日', '2026-09-01'],
    ['2026-09-01', '2026-09-01'],
    ['2026.9.1', '2026-09-01'],
    ['26年9月1号', '2026-09-01'],
    ['9月1号', '2026-09-01'],
    ['九月一号', '2026-09-01'],
    ['9.1收到', '2026-09-01'],
    ['12月1日', '2025-12-01'],
    ['去年9月1日', '2025-09-01'],
    ['前年的12月31号', '2024-12-31'],
    ['上个月五号', '2026-10-05'],
    ['这个月3号', '2026-11-03'],
    ['昨天', '2026-11-27'],
    ['大前天', '2026-11-25'],
    ['三天前', '2026-11-25'],
    ['上周三', '2026-11-18'],
    ['上周日', '2026-11-22'],
    ['这周一', '2026-11-23'],
    ['2月30日', null],
    ['上个月31号', '2026-10-31'],
    ['上上个月31号', null],
    ['上周', null],
    ['工资3.5万', null],
    ['农历九月一号', null],
    ['九月一号', '2026-09-01'],
    ['9月', null],
  ])('%s', (text, day) => {
    expect(readDay(toDigits(text), TODAY)).toBe(day);
  });
});

describe('readMonth', () => {
  it.each([
    ['去年3月', { month: '2025-03' }],
    ['2024年12月', { month: '2024-12' }],
    ['二零二四年十二月', { month: '2024-12' }],
    ['24年3月', { month: '2024-03' }],
    ['2025-03', { month: '2025-03' }],
    ['3月份', { month: '2026-03' }],
    ['12月', { month: '2025-12' }],
    ['上个月', { month: '2026-10' }],
    ['上上个月', { month: '2026-09' }],
    ['本月', { month: '2026-11' }],
    ['三个月前', { month: '2026-08' }],
    ['去年', { year: 2025 }],
    ['2023年', { year: 2023 }],
    ['两年前', { year: 2024 }],
    ['3个月', null],
    ['月息3分', null],
    ['上个月工资', null],
  ])('%s', (text, month) => {
    expect(readMonth(toDigits(text), TODAY)).toEqual(month);
  });
});

describe('readSpan', () => {
  it.each([
    ['8个月', 8, 0],
    ['八个月', 8, 0],
    ['一年半', 18, 0],
    ['三年零八个月', 44, 0],
    ['12年', 144, 0],
    ['半年', 6, 0],
    ['一个半月', 1, 15],
  ])('%s is %d months and %d days', (text, months, days) => {
    expect(readSpan(toDigits(text))).toEqual({ months, days });
  });

  it.each(['2024年3月', '24年3月', '2年前', '8个月前', '1年多', '三四个月', '大半年', '9个月工资'])('%s is no span', (text) => {
    expect(readSpan(toDigits(text))).toBeNull();
  });

  it('reads days as a term only', () => {
    expect(readTerm('90天')).toEqual({ months: 0, days: 90 });
    expect(readSpan('90天')).toBeNull();
    expect(readTerm('3天前')).toBeNull();
  });
});

describe('readYuan', () => {
  it.each([
    ['5万', 50_000],
    ['3.5万元', 35_000],
    ['12,000元', 12_000],
    ['八万', 80_000],
    ['1万5', 15_000],
    ['3万2千', 32_000],
    ['三万两千', 32_000],
    ['5w', 50_000],
    ['6k', 6_000],
    ['6000', 6_000],
    ['十几万', null],
    ['100多万', null],
    ['2025年3月', null],
    ['9级', null],
    ['3分', null],
    ['24%', null],
  ])('%s', (text, yuan) => {
    expect(readYuan(toDigits(text))).toBe(yuan);
  });

  it('reads every sum', () => {
    expect(readSums('房子200万,存款50万')).toEqual([2_000_000, 500_000]);
    expect(readSums('2025年3月借了50000')).toEqual([50_000]);
  });
});

describe('readWage', () => {
  it.each([
    ['月薪6000', 6_000],
    ['月工资是八千元', 8_000],
    ['工资每个月5500', 5_500],
    ['一个月六千五', 6_500],
    ['6k一个月', 6_000],
    ['每月拿5500', 5_500],
    ['8000块的工资', 8_000],
    ['几个月工资', null],
    ['借5万', null],
    ['每月利息3000', null],
  ])('%s', (text, yuan) => {
    expect(readWage(toDigits(text))).toBe(yuan);
  });
});

describe('readRate', () => {
  it.each([
    ['月息三分', 36],
    ['3分利', 36],
    ['利息两分', 24],
    ['月息2分5', 30],
    ['月息1分5厘', 18],
    ['月息5厘', 6],
    ['年息一分', 10],
    ['年息5厘', 5],
    ['去年借的三分利', 36],
    ['3月借钱约定月息3分', 36],
    ['月利率2%', 24],
    ['每月2%的利息', 24],
    ['年利率百分之二十四', 24],
    ['年化15.4%', 15.4],
    ['24%的利息', 24],
    ['利率24%', 24],
    ['日息万分之五', 18.25],
    ['千分之二的日利率', 73],
    ['每月利息3000', 36],
    ['利息一年两万', 20],
    ['每月还一千五利息', 18],
    ['每个月要付2000块的利息', 24],
    ['利息多少', null],
    ['两个孩子分', null],
    ['3分钟', null],
  ])('%s is %j percent a year', (text, yearly) => {
    expect(readRate(toDigits(text), 100_000)?.yearly ?? null).toBe(yearly);
  });

  it('does not make a rate of a sum without a principal', () => {
    expect(readRate('每月利息3000', null)).toBeNull();
  });
});
