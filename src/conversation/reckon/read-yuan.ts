/** 12,000元, 3.5万, 1万5, 3万2千, 6千5, 5w; what follows must not make it a day, a rate or a count. */
const SUM =
  /(?<![\d.第])(?<whole>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d{1,4})?)(?:\s*(?<unit>亿|万|千|w|k)(?:(?<more>\d(?:\.\d)?)(?<less>千|百)?(?!\d|[年月个天]))?|(?![\d.]))\s*(?<yuan>元|块|圆)?(?![多几来])/gi;
/** A bare number is a sum only where nothing else can be meant. */
const COUNTS = /^\s*(?:[年月日号天个%分厘级岁倍人名位条次套成期多几来亿万千./-]|周|小时)/;
const LEAST_BARE = 100;
const TIMES: Readonly<Record<string, number>> = { 亿: 100_000_000, 万: 10_000, w: 10_000, 千: 1_000, k: 1_000, 百: 100 };

/** Every sum in yuan that a text names in digits, in order: 5万, 3.5 万元, 12,000元, 6000. */
export function readSums(text: string): number[] {
  const found = [...text.matchAll(SUM)].flatMap((match) => {
    const { whole = '', unit, more, less, yuan } = match.groups ?? {};
    const times = TIMES[unit?.toLowerCase() ?? ''] ?? 1;
    const rest = more === undefined ? 0 : Number(more) * (less === undefined ? times / 10 : (TIMES[less] ?? 1));
    const value = Math.round((Number(whole.replaceAll(',', '')) * times + rest) * 100) / 100;
    const isBare = unit === undefined && yuan === undefined;
    const isSum = !isBare || (value >= LEAST_BARE && !COUNTS.test(text.slice(match.index + match[0].length)));
    return isSum && Number.isFinite(value) ? [{ value, isBare }] : [];
  });
  const named = found.filter(({ isBare }) => !isBare);
  return (named.length > 0 ? named : found).map(({ value }) => value);
}

/** The first sum in yuan of a text in digits; null where there is none. */
export function readYuan(text: string): number | null {
  return readSums(text)[0] ?? null;
}

const WAGE_BEHIND = /(?:月薪|工资|月收入|底薪|每个?月(?:拿|挣|发)?|(?<!\d)1个月(?:拿|挣|发)?)(?!的?利)[^\d,。;]{0,8}(?<sum>\d[^,。;]*)/g;
const WAGE_BEFORE =
  /(?<sum>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:万|千|k|w)?\d?\s*(?:元|块)?)(?:钱)?的?(?:月薪|月工资|工资|1个月|每个?月)/gi;

/** A monthly wage in yuan: 月薪6000, 工资每个月5500, 1个月8千, 6000的工资; null where there is none. */
export function readWage(text: string): number | null {
  for (const form of [WAGE_BEHIND, WAGE_BEFORE]) {
    for (const { groups } of text.matchAll(form)) {
      const yuan = readYuan(groups?.sum ?? '');
      if (yuan !== null) return yuan;
    }
  }
  return null;
}
