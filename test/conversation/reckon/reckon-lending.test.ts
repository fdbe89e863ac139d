import { describe, expect, it } from 'vitest';
import { RECKON_WORDING } from '../../../src/conversation/reckon/reckon-wording.ts';
import { converse, said, saidLast } from './say-reckoned.ts';

const { lending: WORDS } = RECKON_WORDING;

describe('reckonLending', () => {
  it.each([
    // LPR 3.1 % in March 2025 (计算/LPR.yaml), four times it 12.4 %.
    ['去年3月借钱约定月息3分合法吗', '超过上限了：约定的是一个月3%，就是一年36%，上限是一年12.4%'],
    ['去年三月份借了朋友五万，月息一分，受法律保护吗', '没有超过上限：约定的是一个月1%，就是一年12%，上限是一年12.4%'],
    ['2024年8月借钱年利率13.4%超了没', '没有超过上限：约定的是一年13.4%，上限是一年13.4%'],
    ['2024年8月借钱年利率13.41%超了没', '超过上限了：约定的是一年13.41%，上限是一年13.4%'],
    ['2025年6月5日借的，日息万分之五算高利贷吗', '约定的是一天0.05%，就是一年18.25%，上限是一年12%'],
    ['去年3月借款5万约定2分利超不超', '约定的是一个月2%，就是一年24%'],
    ['去年3月我借他5万，他要我每月还1500利息，合法吗', '约定的是一个月3%，就是一年36%'],
    ['2025年3月借了10万，每月利息3000合法吗', '约定的是一个月3%，就是一年36%'],
    ['去年3月借10万一年利息最多多少', '借10万元、1年，利息最多 12400 元'],
    ['去年3月借三万两千半年利息最高能收多少', '借3.2万元、6个月，利息最多 1984 元'],
    ['2025年3月借10万，90天利息最多多少', '借10万元、90天，利息最多 3057.53 元'],
    ['去年3月借钱的利率上限是多少', '利息上限是一年12.4%'],
    // The rate fell from 3.1 to 3.0 % on 2025-05-20.
    ['2025年5月19日借钱年利率12.2%合法吗', '没有超过上限'],
    ['2025年5月20日借钱年利率12.2%合法吗', '超过上限了'],
    ['2025年5月借钱年利率24%合法吗', '上限是一年12%或者12.4%（看哪天签的合同）'],
  ])('%s', (question, result) => {
    const text = said(question);
    expect(text).toContain(result);
    expect(text).toContain('《最高人民法院关于审理民间借贷案件适用法律若干问题的规定》第25条');
    expect(text).toContain('怎么算的');
  });

  it('takes the newest known month where none is said, says so, and takes the month that follows', () => {
    const [first, then] = converse('年利率12.2%超过法律上限吗', '是去年3月借的');
    expect(first).toContain('超过上限了：约定的是一年12.2%，上限是一年12%');
    expect(first).toContain(WORDS.newest('2025年10月'));
    expect(first).toContain(WORDS.askMonth);
    expect(then).toContain('没有超过上限：约定的是一年12.2%，上限是一年12.4%');
    expect(then).not.toContain(WORDS.askMonth);
    expect(then).not.toContain('没有说哪年哪月');
  });

  it('asks for the month of a year, and takes it as one of that year', () => {
    const [first, then] = converse('前年借10万一年利息最多多少', '8月');
    expect(first).toBe(WORDS.askMonthOf(2024));
    expect(then).toContain('利息最多 13400 元');
  });

  it('asks for the day where the rate changed within the month and it matters', () => {
    const [first, then] = converse('去年5月借10万，一年利息最多多少', '25号');
    expect(first).toContain('利息最多 12000 元或者 12400 元');
    expect(first).toContain(WORDS.askDay);
    expect(then).toContain('利息最多 12000 元。');
    expect(saidLast('去年5月借钱年利率12.2%合法吗', '19号')).toContain('没有超过上限');
  });

  it('says that a month is not known, what to look up, and goes on from it', () => {
    const [first, then] = converse('今年3月借的钱月息两分，合法吗', '3.0');
    expect(first).toContain(WORDS.unknown('2026年3月', '2025年10月'));
    expect(first).toContain(WORDS.askLpr);
    expect(first).not.toContain('怎么算的');
    expect(then).toContain('上限是一年12%');
    expect(then).toContain(WORDS.given(3));
    expect(saidLast('上个月借的钱月息两分，合法吗', '25')).toBe('');
  });

  it.each(['2018年借的月息3分合法吗', '2019年8月19日借的，月息2分超过上限吗', '2019年3月借的，月息2分超过上限吗'])(
    'knows no LPR before there was one: %s',
    (question) => {
      const text = said(question);
      expect(text).toContain(WORDS.beforeLpr);
      expect(text).toContain('第31条');
      expect(text).not.toContain('%');
    },
  );

  it('names the transition for contracts before 2020-08-20', () => {
    expect(said('2020年8月19日借的月息2分超过上限吗')).toContain('过渡办法');
    expect(said('2020年8月20日借的月息2分超过上限吗')).not.toContain('过渡办法');
    expect(said('2019年8月20日借的月息2分超过上限吗')).toContain('上限是一年17%');
    expect(said('2019年8月借的月息2分超过上限吗')).toBe(WORDS.askDay);
  });
});
