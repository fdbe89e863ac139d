import { parseNumeral } from '../../knowledge/article-number.ts';

const DIGITS = '零一二三四五六七八九';
const RUN = /[零〇一二两三四五六七八九十百千万亿]+/g;
/** What is counted: a lone digit before anything else (一起, 万一) is no number. */
const COUNTED = /^(?:个|年|月|日|号|天|周|星期|级|[分厘](?!之)|元|块|毛|倍|成|人|名|位|套|岁|儿|女|兄|弟|姐|妹|子|孩|娃)/;
/** 十万一年 is ten thousand times ten, and a year; 十万一 by itself is 101,000. */
const SUM_AND_COUNT = /^(.*[万千百])([一二三四五六七八九])$/;
const COUNTED_APART = /^(?:个|年|月|天|周|人|分(?!之)|厘)/;
/** Makes a number vague (几十万, 二十多万), or that of an article (第三条). */
const VAGUE = { before: /[几数第]$/, behind: /^[几多来余]/ };
const PERCENT = /([百千万])分之([零〇一二两三四五六七八九十百]+|\d+(?:\.\d+)?)(?:点([零〇一二三四五六七八九]+))?/g;
/** A number below ten thousand as it is said in full. */
const WELL_FORMED = /^(?:[一二三四五六七八九]千)?零?(?:[一二三四五六七八九]百)?零?(?:[一二三四五六七八九]?十)?零?[一二三四五六七八九]?$/;
/** By how much a hundredth, a thousandth and a ten-thousandth are divided to be percent. */
const OF_PERCENT: Readonly<Record<string, number>> = { 百: 1, 千: 10, 万: 100 };

/**
 * The text with its Chinese numbers in digits, so that sums, days and spans can be read: 三分 becomes 3分, 三万五 35000, 百分之二十四
 * 24%, 万分之五 0.05%, 俩孩子 2个孩子. What is vague (几十万, 三四个月) and what is no number (一起, 万一) stays.
 */
export function toDigits(text: string): string {
  return text
    .replace(/[俩仨](?=孩|娃|儿|女|闺|兄|姐|弟|妹)/g, (few) => (few === '俩' ? '2个' : '3个'))
    .replace(PERCENT, (said, of: string, whole: string, tenths = '') => percentOf(of, whole, tenths) ?? said)
    .replace(RUN, (run: string, at: number, all: string) => digitsOf(run, all.slice(0, at), all.slice(at + run.length)) ?? run);
}

function percentOf(of: string, whole: string, tenths: string): string | null {
  const decimals = [...plain(tenths)].map((digit) => DIGITS.indexOf(digit)).join('');
  const value = /^\d/.test(whole) ? Number(whole) : Number(`${numberOf(plain(whole)) ?? Number.NaN}.${decimals || 0}`);
  return Number.isNaN(value) ? null : `${Number((value / (OF_PERCENT[of] ?? 1)).toFixed(6))}%`;
}

function digitsOf(run: string, before: string, behind: string): string | null {
  if (VAGUE.before.test(before) || VAGUE.behind.test(behind)) return null;
  const text = plain(run);
  // 10万一年, 3万两千: what stands behind digits is said in digits as well.
  if (/\d$/.test(before) && /^[十百千万亿]./.test(text))
    return text.replace(/[一二三四五六七八九]/g, (digit) => String(DIGITS.indexOf(digit)));
  // 二零二五年, digit by digit.
  if (text.length === 4 && behind.startsWith('年') && /^二[零一]/.test(text)) {
    return [...text].map((digit) => DIGITS.indexOf(digit)).join('');
  }
  if (text.length === 1 && text !== '十' && !COUNTED.test(behind)) return null;
  const [, sum, count] = (COUNTED_APART.test(behind) ? SUM_AND_COUNT.exec(text) : null) ?? [];
  if (sum !== undefined && count !== undefined) {
    const value = numberOf(sum);
    return value === null ? null : `${value} ${DIGITS.indexOf(count)}`;
  }
  const value = numberOf(text);
  return value === null || value === 0 ? null : String(value);
}

function plain(run: string): string {
  return run.replaceAll('〇', '零').replaceAll('两', '二');
}

/** 一百二十万 is 1,200,000, 三万五 is 35,000; null for what is no one number (五六千, 万一). */
function numberOf(text: string): number | null {
  const [, head, unit, rest = ''] = /^(.+?)([亿万])(.*)$/.exec(text) ?? [];
  if (head === undefined || unit === undefined) return belowTenThousand(text);
  const times = unit === '亿' ? 100_000_000 : 10_000;
  const high = belowTenThousand(head);
  const low = rest === '' ? 0 : DIGITS.indexOf(rest) > 0 ? (DIGITS.indexOf(rest) * times) / 10 : numberOf(rest);
  return high === null || low === null ? null : high * times + low;
}

function belowTenThousand(text: string): number | null {
  if (text === '' || !WELL_FORMED.test(text)) return null;
  // 两千五 is 2,500, 一百二 is 120; 两千零五 is 2,005.
  const [, unit = '', last = ''] = /([千百])([一二三四五六七八九])$/.exec(text) ?? [];
  const short = last === '' ? 0 : DIGITS.indexOf(last) * ((unit === '千' ? 100 : 10) - 1);
  const value = parseNumeral(text);
  return value === null ? null : value + short;
}
