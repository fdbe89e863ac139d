import { addMonths } from '../../calculation/calendar-day.ts';
import { readYear } from './read-day.ts';

/** A month, YYYY-MM; or only a year, when the month was left out. */
export type SaidMonth = { readonly month: string } | { readonly year: number };

/** 2025年3月, 25年3月, 去年3月, 3月 but not 3个月; 3月息 is a rate. */
const MONTH =
  /(?:(?<!\d)(?<year>\d{4}|\d{2})\s*年|(?<said>今年|去年|前年))?的?\s*(?<!\d)(?<month>1[0-2]|0?[1-9])\s*月(?!息|利|薪|工资)(?:份|初|底|中旬)?/;
const PLAIN = /(?<!\d)(?<year>20\d{2})\s*[./-]\s*(?<month>1[0-2]|0?[1-9])(?!\d)/;
const AGO = /(?<words>上上个?月|上个?月|本月|这个?月)(?!息|利|薪|工资)|(?<!\d)(?<count>\d{1,2})\s*个月(?:以)?前/;
const YEAR = /(?<!\d)(?<year>20\d{2})\s*年(?!\d)|(?<said>今年|去年|前年)|(?<!\d)(?<count>[1-9])\s*年(?:以)?前/;

/** The month that a text names in digits, with or without its day; the latest that has come where it names no year. Null for none. */
export function readMonth(text: string, today: string): SaidMonth | null {
  const { year, said, month } = (PLAIN.exec(text) ?? MONTH.exec(text))?.groups ?? {};
  if (month !== undefined) {
    const digits = month.padStart(2, '0');
    const thisYear = Number(today.slice(0, 4));
    const latest = `${thisYear}-${digits}` <= today.slice(0, 7) ? thisYear : thisYear - 1;
    return { month: `${readYear(year ?? said, today) ?? latest}-${digits}` };
  }
  const ago = AGO.exec(text)?.groups;
  if (ago) {
    const count = ago.count === undefined ? ({ 上上: 2, 上: 1 }[/^(?:上上|上)/.exec(ago.words ?? '')?.[0] ?? ''] ?? 0) : Number(ago.count);
    return { month: addMonths(`${today.slice(0, 7)}-01`, -count).slice(0, 7) };
  }
  const only = YEAR.exec(text)?.groups;
  if (!only) return null;
  return { year: readYear(only.year ?? only.said, today) ?? Number(today.slice(0, 4)) - Number(only.count) };
}
