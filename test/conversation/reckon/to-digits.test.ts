import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDigits } from '../../../src/conversation/reckon/to-digits.ts';
import { formatNumeral } from '../../../src/knowledge/article-number.ts';

describe('toDigits', () => {
  it.each([
    ['借十万一年利息', '借100000 1年利息'],
    ['借10万一年', '借10万1年'],
    ['三万五', '35000'],
    ['两千五百元', '2500元'],
    ['两千零五', '2005'],
    ['一百二十万', '1200000'],
    ['一亿两千万', '120000000'],
    ['一万二千', '12000'],
    ['月息三分', '月息3分'],
    ['百分之二十四', '24%'],
    ['百分之十五点四', '15.4%'],
    ['百分之15.4', '15.4%'],
    ['千分之二', '0.2%'],
    ['日息万分之五', '日息0.05%'],
    ['二零二五年三月', '2025年3月'],
    ['二〇二五年十二月三十一号', '2025年12月31号'],
    ['九级伤残', '9级伤残'],
    ['三年零八个月', '3年8个月'],
    ['俩孩子、仨闺女', '2个孩子、3个闺女'],
    ['一儿一女', '1儿1女'],
  ])('%s is %s', (text, digits) => {
    expect(toDigits(text)).toBe(digits);
  });

  it.each(['一起', '万一', '一次性', '三四个月', '五六千', '几十万', '十几万', '二十多万', '四分之一', '第三条', '五一', '千万别'])(
    'leaves %s as it is',
    (text) => {
      expect(toDigits(text)).toBe(text);
    },
  );

  it('reads back every number that is written in full', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 9999 }), (high, low) => {
        expect(toDigits(`${formatNumeral(high)}元`)).toBe(`${high}元`);
        const rest = low === 0 ? '' : `${low < 1000 ? '零' : ''}${formatNumeral(low)}`;
        expect(toDigits(`${formatNumeral(high)}万${rest}元`)).toBe(`${high * 10_000 + low}元`);
      }),
    );
  });
});
