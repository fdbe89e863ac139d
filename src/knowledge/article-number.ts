/** The number of an article (条): `sub` is 0 for 第120条 and 1 for 第120条之一. Numbers start at 1. */
export interface ArticleNumber {
  readonly number: number;
  readonly sub: number;
}

const DIGITS = new Map([...'零一二三四五六七八九'].map((digit, value) => [digit, value]));
DIGITS.set('〇', 0).set('两', 2);
const UNITS = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

/** A regular expression source that matches a whole number written in Chinese or Arabic digits. */
export const NUMERAL = '[零〇一二两三四五六七八九十百千\\d]+';

/** The value of a whole number from 0 to 9999 in Chinese (一千零七十九, 一〇七九) or Arabic digits; null when it is none. */
export function parseNumeral(text: string): number | null {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  const characters = [...text];
  if (characters.length === 0) return null;
  if (characters.length > 1 && characters.every((character) => DIGITS.has(character))) {
    return parseNumeral(characters.map((character) => DIGITS.get(character)).join(''));
  }
  let total = 0;
  let pending: number | null = null;
  for (const character of characters) {
    const digit = DIGITS.get(character);
    const unit = UNITS.get(character);
    if (digit !== undefined) {
      pending = digit;
    } else if (unit !== undefined) {
      total += (pending || 1) * unit;
      pending = null;
    } else {
      return null;
    }
  }
  return total + (pending ?? 0);
}

/** A whole number from 1 to 9999 in Chinese, as statutes write it: 1079 becomes 一千零七十九. */
export function formatNumeral(value: number): string {
  const digits = '零一二三四五六七八九';
  const units = ['', '十', '百', '千'];
  let text = '';
  let zeroPending = false;
  for (let power = 3; power >= 0; power -= 1) {
    const digit = Math.floor(value / 10 ** power) % 10;
    if (digit === 0) {
      zeroPending = text !== '';
      continue;
    }
    if (zeroPending) text += '零';
    zeroPending = false;
    text += digit === 1 && power === 1 && text === '' ? '十' : `${digits[digit]}${units[power]}`;
  }
  return text;
}

/** The article's name as the bot shows it: 第1079条, 第120条之一. */
export function formatArticle(article: ArticleNumber): string {
  return `第${article.number}条${article.sub > 0 ? `之${formatNumeral(article.sub)}` : ''}`;
}

/** The number of an article written 第1079条, 第一千零七十九条 or 第120条之一; null when the text is nothing else than that. */
export function parseArticle(text: string): ArticleNumber | null {
  const match = new RegExp(`^第(${NUMERAL})条(?:之(${NUMERAL}))?$`).exec(text.trim());
  if (!match) return null;
  const number = parseNumeral(match[1] ?? '');
  const sub = match[2] === undefined ? 0 : parseNumeral(match[2]);
  return number === null || number === 0 || sub === null ? null : { number, sub };
}

/** Sorts articles as the statute does: 120 before 120之一 before 121. */
export function compareArticles(a: ArticleNumber, b: ArticleNumber): number {
  return a.number - b.number || a.sub - b.sub;
}
