/** The day that a text names, by the calendar of China, as YYYY-MM-DD; null where it names none or one that does not exist. */
export function readDay(text: string, today: string): string | null {
  const [full, year, month = '', day = ''] = /(?:(\d{4})\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?/.exec(text) ?? [];
  if (full !== undefined) {
    const known = year ?? yearOf(month, day, today);
    return existing(`${known}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  }
  const [, ago] = /(今天|昨天|前天|大前天)/.exec(text) ?? [];
  const days = { 今天: 0, 昨天: 1, 前天: 2, 大前天: 3 }[ago ?? ''];
  return days === undefined ? null : new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
}

/** A month and a day without a year are the latest that have come. */
function yearOf(month: string, day: string, today: string): string {
  const thisYear = Number(today.slice(0, 4));
  return `${thisYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` <= today ? String(thisYear) : String(thisYear - 1);
}

function existing(day: string): string | null {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === day ? day : null;
}

/** A sum in yuan: 5万, 3.5 万元, 12,000元, 八万 is not read; null where there is none. */
export function readYuan(text: string): number | null {
  const [, digits, unit] = /(\d[\d,]*(?:\.\d{1,2})?)\s*(亿|万|千|w)?\s*(?:元|块|圆)?/i.exec(text) ?? [];
  if (digits === undefined) return null;
  const times = { 亿: 100_000_000, 万: 10_000, w: 10_000, 千: 1_000 }[unit?.toLowerCase() ?? ''] ?? 1;
  return Math.round(Number(digits.replaceAll(',', '')) * times * 100) / 100;
}
