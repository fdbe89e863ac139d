import { NUMERAL, parseNumeral } from '../../knowledge/article-number.ts';
import { plainText } from './plain-text.ts';

/** On which side of a figure the rule lies: 以上, 至少 (up); 以下, 不满, 最多 (down); null where the text does not say. */
type Side = 'up' | 'down' | null;

/** A number with its unit, in one spelling for all ways of writing it. */
export interface Figure {
  readonly value: number;
  /**
   * 日, 月 (years are months: 半年 is 6), 时, 分钟, 工作日, 岁, 元, 人, 比 (shares and multiples: 80%, 八成, 三倍), 序 (第一顺序), 级,
   * 个 (things counted), 号 (a number by itself).
   */
  readonly unit: string;
  readonly side: Side;
  /** Where it starts in the text without white space. */
  readonly start: number;
  readonly end: number;
  /** The word counted, two characters; '' where there is none. */
  readonly counted: string;
}

const ARABIC = '\\d+(?:,\\d{3})*(?:\\.\\d+)?';
const NUMBER = `(?:${ARABIC}|${NUMERAL}|半|双)`;
const UNITS: readonly (readonly [pattern: string, unit: string, factor: number])[] = [
  ['个?工作日', '工作日', 1],
  ['周岁|岁', '岁', 1],
  ['周年|年', '月', 12],
  ['个?多?月', '月', 1],
  ['个?(?:星期|礼拜)|周', '日', 7],
  ['日|天', '日', 1],
  ['个?小时|个?钟头', '时', 1],
  ['分钟', '分钟', 1],
  ['元|块钱|块', '元', 1],
  ['倍', '比', 1],
  ['成(?![年立员分本人为果交])', '比', 0.1],
  ['折', '比', 0.1],
  ['平方米|平米|公里|层|米', '尺', 1],
  ['级', '级', 1],
  ['个?人|名|位', '人', 1],
  ['个|份|次|种|类|项|件|套|处|笔|张|届|代|方|样|点', '个', 1],
];
const COUNTED = new RegExp(
  `(?<![第\\d.百千])(${NUMBER})(多|几|来)?(万|亿)?(多)?(?:${UNITS.map(([pattern], index) => `(?<u${index}>${pattern})`).join('|')})(半)?`,
  'g',
);
const RATIOS: readonly (readonly [pattern: RegExp, value: (a: string, b: string) => number | null])[] = [
  [new RegExp(`百分之(${NUMERAL}|${ARABIC})`, 'g'), (a) => scaled(a, 100)],
  [new RegExp(`千分之(${NUMERAL}|${ARABIC})`, 'g'), (a) => scaled(a, 1000)],
  [new RegExp(`万分之(${NUMERAL}|${ARABIC})`, 'g'), (a) => scaled(a, 10_000)],
  [new RegExp(`(${NUMERAL})分之(${NUMERAL})`, 'g'), (a, b) => (parse(a) ? (parse(b) ?? 0) / (parse(a) ?? 1) : null)],
  [/(\d+(?:\.\d+)?)%/g, (a) => scaled(a, 100)],
  [/(\d+(?:\.\d+)?)‰/g, (a) => scaled(a, 1000)],
  [/(\d+)\/(\d+)(?![\d/])/g, (a, b) => Number(a) / Number(b)],
  [new RegExp(`[退假]一赔(${NUMERAL})`, 'g'), (a) => parse(a)],
  [/(?<![另这那])一半/g, () => 0.5],
  [/过半(?:数)?/g, () => 0.5],
];
const ORDINAL = new RegExp(`第(${NUMERAL})(?:顺序|顺位)`, 'g');
const ARTICLE = new RegExp(
  `第?(?:${NUMERAL})(?:[、,和与至到-]第?(?:${NUMERAL}))*条(?:之[一二三四五六七八九十]+)?(?:第?${NUMERAL}款)?(?:第?${NUMERAL}项)?|第${NUMERAL}[款项编章节]`,
  'g',
);
const BY_ITSELF = /(?<![\d.a-z])\d{2,}(?:\.\d+)?(?![\d.a-z])/gi;

const DOWN_BEFORE =
  /(?:不得?能?超过|不可以?超过|不会超过|没有?超过|不[得能]?[多高大]于|不满|不到|未满|没满|没到|不足|少于|低于|最多|最长|最高|至多|上限|以)$/;
const NOT_DOWN = /(?:不[得能]?(?:少|低|小)于|不得少于|不得低于|不能少于|不能低于)$/;
const UP_BEFORE = /(?:超过|年满|已满|满|至少|最少|最低|最短|起码|大于|高于|多于|达到|过了?)$/;
const UP_AFTER = /^(?:\(含[^)]*\))?(?:以上|及以上|或者?以上|起步|开外)/;
const DOWN_AFTER = /^(?:\(含[^)]*\))?(?:以下|以内|之内|内(?!容)|为限)/;

/** All figures of a text, in order. */
export function readFigures(raw: string): Figure[] {
  const whole = plainText(raw);
  const figures: Figure[] = [];
  let text = whole;
  const take = (
    pattern: RegExp,
    read: (match: RegExpMatchArray & { index: number }) => Pick<Figure, 'value' | 'unit'> | null | 'leave',
  ) => {
    for (const match of [...text.matchAll(pattern)]) {
      const [start, end] = [match.index, match.index + match[0].length];
      const figure = read(match);
      if (figure === 'leave') continue;
      if (figure) {
        const value = Number(figure.value.toFixed(6));
        figures.push({ ...figure, value, side: sideOf(whole, start, end), start, end, counted: countedWord(whole, end) });
      }
      text = text.slice(0, start) + '\0'.repeat(end - start) + text.slice(end);
    }
  };
  const of = (value: number | null, unit: string) => (value === null ? null : { value, unit });
  take(ARTICLE, () => null);
  for (const [pattern, value] of RATIOS) take(pattern, (match) => of(value(match[1] ?? '', match[2] ?? ''), '比'));
  take(ORDINAL, (match) => of(parse(match[1] ?? ''), '序'));
  take(COUNTED, (match) => readCounted(match, whole) ?? 'leave');
  take(BY_ITSELF, (match) => of(Number(match[0]), '号'));
  return figures.sort((a, b) => a.start - b.start);
}

/** 三十日, 六个月, 一年半, 50万元; null where "one" counts nothing. */
function readCounted(match: RegExpMatchArray & { index: number }, whole: string): Pick<Figure, 'value' | 'unit'> | null {
  const [all, numeral = '', , tenThousand] = match;
  const index = UNITS.findIndex((_, position) => match.groups?.[`u${position}`] !== undefined);
  const [, unit, factor] = UNITS[index] ?? ['', '个', 1];
  const value = parse(numeral);
  if (value === null || isVague(numeral, unit, whole, match.index, match.index + all.length)) return null;
  const scale = tenThousand === '万' ? 10_000 : tenThousand === '亿' ? 100_000_000 : 1;
  const half = all.endsWith('半') && (unit === '月' || unit === '比') ? factor * 0.5 : 0;
  return { value: value * factor * scale + half, unit };
}

/** 一方, 一个人, 有一天, 一次性: one of something says "some", not how many. */
function isVague(numeral: string, unit: string, text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  if (/[每同另某任哪这那头]$|其中$/.test(before) && numeral === '一') return true;
  if (numeral === '半' && (unit === '个' || unit === '人')) return true;
  if (numeral === '双' && unit !== '比') return true;
  if (numeral !== '一') return false;
  return (
    (unit === '日' && /^(?:一天|一日)$/.test(text.slice(start, end)) && /[有哪某]$/.test(before)) ||
    (unit === '个' && /^一(?:样|点|代|类|种|处|项|份|件|次性|方)/.test(text.slice(start, end + 1)))
  );
}

function sideOf(text: string, start: number, end: number): Side {
  const before = text.slice(Math.max(0, start - 6), start);
  const after = text.slice(end, end + 8);
  if (UP_AFTER.test(after)) return /(?:不满|不到|未满)$/.test(before) ? 'down' : 'up';
  if (NOT_DOWN.test(before)) return 'up';
  if (DOWN_AFTER.test(after) || DOWN_BEFORE.test(before)) return 'down';
  return UP_BEFORE.test(before) ? 'up' : null;
}

function countedWord(text: string, end: number): string {
  const word = /^(?:以上|以下)?的?([\u4e00-\u9fff]{2})/.exec(text.slice(end))?.[1] ?? '';
  return word;
}

function parse(text: string): number | null {
  if (text === '半') return 0.5;
  if (text === '双') return 2;
  if (/^\d/.test(text)) return Number(text.replaceAll(',', ''));
  return parseNumeral(text);
}

function scaled(text: string, by: number): number | null {
  const value = parse(text);
  return value === null ? null : value / by;
}
