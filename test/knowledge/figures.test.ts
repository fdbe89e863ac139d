import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../src/knowledge/figures.ts';

describe('figuresOf', () => {
  it('reads Chinese and Arabic figures alike', () => {
    expect(figuresOf('三十日内、六个月、不满八周岁、二分之一、百分之二十、两个人')).toEqual(
      figuresOf('30天内、6个月、不满8岁、二分之一、20%、2人'),
    );
    expect(figuresOf('三十日内、六个月、不满八周岁、二分之一、百分之二十、二人以上')).toEqual([
      '1/2',
      '20%',
      '2人',
      '30日',
      '6月',
      '8周岁',
    ]);
  });

  it.each([
    ['满一年', ['1年']],
    ['十万元', ['10万元']],
    ['三分之二以上', ['2/3']],
    ['第三人、第二顺序', []],
    ['有一天、一个人', []],
    ['三千零八十年', ['3080年']],
    ['半年', ['0.5年']],
  ])('finds in %j %j', (text, figures) => {
    expect(figuresOf(text)).toEqual(figures);
  });
});
