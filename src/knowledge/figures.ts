import { NUMERAL, parseNumeral } from './article-number.ts';

/** Units that make a number a rule's own: time, age, multiples, people, money. */
const UNITS = ['周岁', '周年', '工作日', '小时', '日', '天', '月', '年', '岁', '倍', '人', '元'] as const;
/** Units that mean the same in a statute and in plain words. */
const SAME_UNIT: Readonly<Record<string, string>> = { 天: '日', 岁: '周岁', 周年: '年' };

const FRACTION = new RegExp(`(${NUMERAL})分之(${NUMERAL})`, 'g');
const PERCENT = new RegExp(`百分之(${NUMERAL})|(\\d+(?:\\.\\d+)?)[%％]`, 'g');
const COUNTED = new RegExp(`(?<![第\\d])(${NUMERAL}|半)(万)?个?(${UNITS.join('|')})`, 'g');
/** 一人 and 一个人 say "somebody", 一天 and 一日 in 有一天 say "once": one of these is no figure. */
const VAGUE = /^1(?:人|日)$/;

/**
 * The figures of a text (日, 月, 年, 周岁, 倍, 人, 元, 分之, 百分之) in one spelling, whether written 三十日, 30日 or 30天: `30日`,
 * `1/2`, `30%`. Sorted, each once.
 */
export function figuresOf(text: string): string[] {
  const figures = new Set<string>();
  const plain = text.replace(/\s+/g, '');
  const withoutPercent = plain.replace(PERCENT, (_, chinese?: string, arabic?: string) => {
    figures.add(`${chinese === undefined ? arabic : parseNumeral(chinese)}%`);
    return '，';
  });
  const withoutFractions = withoutPercent.replace(FRACTION, (_, below: string, above: string) => {
    figures.add(`${parseNumeral(above)}/${parseNumeral(below)}`);
    return '，';
  });
  for (const [, numeral = '', tenThousand = '', unit = ''] of withoutFractions.matchAll(COUNTED)) {
    const value = numeral === '半' ? 0.5 : parseNumeral(numeral);
    const figure = `${value}${tenThousand}${SAME_UNIT[unit] ?? unit}`;
    if (value !== null && !VAGUE.test(figure)) figures.add(figure);
  }
  return [...figures].sort();
}
