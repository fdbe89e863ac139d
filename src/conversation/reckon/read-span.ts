/** How long something lasted. */
export interface Span {
  readonly months: number;
  /** Days beyond the months. */
  readonly days: number;
}

/** 3年8个月, 1年半, 12年; 2024年 and 24年3月 are dates, 1年多 is vague. */
const YEARS = /(?<![\d.])(\d{1,2})\s*年(?!前|以前|多|来|[1-9]\d?\s*月)(?:(半)|(?:零|又)?\s*(\d{1,2})\s*个月)?/;
/** 8个月, 1个半月; 3个月前 is a day. */
const MONTHS = /(?<![\d.])(\d{1,2})\s*个(半)?月(?!前|以前|[的]?工资)/;
const HALF_YEAR = /(?<![年大小多个])半年(?!前|以前|多)/;
const DAYS = /(?<![\d.])(\d{1,4})\s*天(?!前|以前)/;
const HALF_MONTH = 15;

/** The span of years and months that a text names in digits; null where it names none. */
export function readSpan(text: string): Span | null {
  const [, years, half, more] = YEARS.exec(text) ?? [];
  if (years !== undefined) return { months: Number(years) * 12 + (half === undefined ? Number(more ?? 0) : 6), days: 0 };
  const [, months, halfMonth] = MONTHS.exec(text) ?? [];
  if (months !== undefined) return { months: Number(months), days: halfMonth === undefined ? 0 : HALF_MONTH };
  return HALF_YEAR.test(text) ? { months: 6, days: 0 } : null;
}

/** The span as readSpan, or a number of days; null where the text names neither. */
export function readTerm(text: string): Span | null {
  const days = DAYS.exec(text)?.[1];
  return readSpan(text) ?? (days === undefined ? null : { months: 0, days: Number(days) });
}
