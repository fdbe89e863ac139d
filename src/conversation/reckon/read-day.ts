import { addDays, addMonths } from '../../calculation/calendar-day.ts';

/** Days of the lunar calendar are none that we can count. */
const LUNAR = /农历|阴历|腊月|正月/;
/** 2026-09-01 */
const PLAIN = /(?<!\d)(?<year>\d{4})\s*[./-]\s*(?<month>\d{1,2})\s*[./-]\s*(?<day>\d{1,2})(?!\d)/;
/** 2026年9月1日, 26年9月1号, 去年9月1日, 9月1日 */
const CHINESE =
  /(?:(?<!\d)(?<year>\d{4}|\d{2})\s*年\s*|(?<said>今年|去年|前年)的?\s*)?(?<!\d)(?<month>\d{1,2})\s*月\s*(?<day>\d{1,2})(?!\d|个|天|年)/;
/** 9.1, 9/1号; a sum (3.5万) and a rate (1.5%) are none. */
const SHORT = /(?<![\d.])(?<month>\d{1,2})\s*[./-]\s*(?<day>\d{1,2})(?!\d|[.%万千亿元块分厘倍年天]|个月)/;
const THAT_MONTH = /(?<ago>上上|上|本|这)个?月的?\s*(?<day>\d{1,2})\s*[日号]/;
const WEEKDAY = /(?<ago>上上|上|本|这)个?(?:周|星期|礼拜)(?<day>[1-6一二三四五六日天])/;
const MONTHS_AGO: Readonly<Record<string, number>> = { 这: 0, 本: 0, 上: 1, 上上: 2 };
const DAYS_AGO: Readonly<Record<string, number>> = { 今天: 0, 昨天: 1, 前天: 2, 大前天: 3 };

/** The day that a text names in digits, by the calendar of China, as YYYY-MM-DD; null where it names none or one that does not exist. */
export function readDay(text: string, today: string): string | null {
  if (LUNAR.test(text)) return null;
  const { year, said, month, day } = (PLAIN.exec(text) ?? CHINESE.exec(text) ?? SHORT.exec(text))?.groups ?? {};
  if (month !== undefined && day !== undefined) {
    const known = readYear(year ?? said, today) ?? yearOf(month, day, today);
    return existing(`${known}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  }
  return readDayAgo(text, today);
}

function readDayAgo(text: string, today: string): string | null {
  const ofMonth = THAT_MONTH.exec(text)?.groups;
  if (ofMonth) {
    const month = addMonths(`${today.slice(0, 7)}-01`, -(MONTHS_AGO[ofMonth.ago ?? ''] ?? 0)).slice(0, 7);
    return existing(`${month}-${(ofMonth.day ?? '').padStart(2, '0')}`);
  }
  const ofWeek = WEEKDAY.exec(text)?.groups;
  if (ofWeek) {
    const monday = addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
    return addDays(monday, weekdayOf(ofWeek.day ?? '') - 1 - 7 * (MONTHS_AGO[ofWeek.ago ?? ''] ?? 0));
  }
  const [, days] = /(?<!\d)(\d{1,3})\s*天(?:以)?前/.exec(text) ?? [];
  const ago = days === undefined ? DAYS_AGO[/今天|昨天|大前天|前天/.exec(text)?.[0] ?? ''] : Number(days);
  return ago === undefined ? null : addDays(today, -ago);
}

/** 1 for Monday to 7 for Sunday. */
function weekdayOf(said: string): number {
  return '一二三四五六'.indexOf(said) + 1 || Number(said) || 7;
}

/** The year that a word names: 2025, 25, 去年; null for none. */
export function readYear(said: string | undefined, today: string): number | null {
  const ago = { 今年: 0, 去年: 1, 前年: 2 }[said ?? ''];
  if (ago !== undefined) return Number(today.slice(0, 4)) - ago;
  return said === undefined ? null : said.length === 2 ? 2000 + Number(said) : Number(said);
}

/** A month and a day without a year are the latest that have come. */
function yearOf(month: string, day: string, today: string): number {
  const thisYear = Number(today.slice(0, 4));
  return `${thisYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` <= today ? thisYear : thisYear - 1;
}

function existing(day: string): string | null {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === day ? day : null;
}
