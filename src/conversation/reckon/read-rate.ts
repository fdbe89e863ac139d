import { readYuan } from './read-yuan.ts';

/** An agreed rate of interest: percent a year, and how it was understood, for people. */
export interface SaidRate {
  readonly yearly: number;
  readonly said: string;
}

type Period = 'day' | 'month' | 'year';
const TIMES: Readonly<Record<Period, number>> = { day: 365, month: 12, year: 1 };
const NAMES: Readonly<Record<Period, string>> = { day: '一天', month: '一个月', year: '一年' };
/** 1分 is a hundredth a month and a tenth a year; 1厘 the tenth part of it. */
const PERCENT_OF_FEN: Readonly<Record<Period, number>> = { day: 1, month: 1, year: 10 };

/** 3月 and 去年 are no period. */
const BARE = '(?<![\\d去今前])';
const INTEREST = '(?:的)?(?:综合)?(?:利息|利率|息|利)';
const PERIOD = `(?:(?<period>每天|1天|每个?月|1个月|每年|1年|年化)${INTEREST}?|${BARE}(?<bare>[日天月年])${INTEREST})`;
const PERCENTS: readonly RegExp[] = [
  new RegExp(`${PERIOD}[^\\d%,。;]{0,6}(?<percent>\\d+(?:\\.\\d+)?)\\s*%`),
  /(?:利率|利息|息)[^\d%,。;]{0,6}(?<percent>\d+(?:\.\d+)?)\s*%|(?<before>\d+(?:\.\d+)?)\s*%的?(?<after>[日月年])?(?:利|息)/,
];
const FENS: readonly RegExp[] = [
  new RegExp(`${PERIOD}[^\\d,。;]{0,4}(?<fen>\\d+(?:\\.\\d+)?)\\s*(?<unit>分|厘)(?<li>\\d)?`),
  /(?:利率|利息|息|利)[^\d,。;]{0,4}(?<fen>\d+(?:\.\d+)?)\s*(?<unit>分|厘)(?<li>\d)?|(?<before>\d+(?:\.\d+)?)\s*(?<unitBefore>分|厘)(?<liBefore>\d)?(?:厘)?的?(?:利|息|月息)/,
];
const SUM_OF_INTEREST =
  /(?<period>每个?月|1个月|月|每年|1年)(?:要|得|还|付|给|交|收)*利息(?:要|得|还|付|给|交|收|是)*(?<sum>\d[^,。;]*)|(?<due>每个?月|1个月|每年|1年)(?:要|得|还|付|给|交|收)+(?:我|他|她)?(?<dueSum>\d[\d,.万千]*元?)(?:块|元|钱|的)*利息|利息(?<later>每个?月|1个月|每年|1年)(?:要|得|还|付|给|交|收|是)*(?<laterSum>\d[^,。;]*)/;

/**
 * The rate that a text in digits names: 月息3分, 年利率24%, 日息0.05%, 2分利, 每月利息3000 of a principal. A 分 without a period is one
 * a month, a percent without one is one a year, as people mean it; `said` tells how it was taken. Null where it names none.
 */
export function readRate(text: string, principal: number | null): SaidRate | null {
  return readPercent(text) ?? readFen(text) ?? readSumOfInterest(text, principal);
}

function readPercent(text: string): SaidRate | null {
  for (const form of PERCENTS) {
    const { period, bare, percent, before, after } = form.exec(text)?.groups ?? {};
    const value = percent ?? before;
    if (value !== undefined) return rate(Number(value), periodOf(period ?? bare ?? after) ?? 'year');
  }
  return null;
}

function readFen(text: string): SaidRate | null {
  for (const form of FENS) {
    const groups = form.exec(text)?.groups ?? {};
    const value = groups.fen ?? groups.before;
    if (value === undefined) continue;
    const period = periodOf(groups.period ?? groups.bare) ?? 'month';
    const isFen = (groups.unit ?? groups.unitBefore) === '分';
    const fen = (isFen ? Number(value) : Number(value) / 10) + Number(groups.li ?? groups.liBefore ?? 0) / 10;
    return rate(fen * PERCENT_OF_FEN[period], period);
  }
  return null;
}

function readSumOfInterest(text: string, principal: number | null): SaidRate | null {
  const { period, sum, due, dueSum, later, laterSum } = SUM_OF_INTEREST.exec(text)?.groups ?? {};
  const interest = readYuan(sum ?? dueSum ?? laterSum ?? '');
  const found = periodOf(period ?? due ?? later);
  if (principal === null || principal === 0 || interest === null || found === null) return null;
  return rate((interest / principal) * 100, found);
}

function rate(percent: number, period: Period): SaidRate {
  const yearly = round(percent * TIMES[period]);
  const own = `${NAMES[period]}${round(percent)}%`;
  return { yearly, said: period === 'year' ? own : `${own}，就是一年${yearly}%` };
}

function periodOf(said: string | undefined): Period | null {
  if (said === undefined) return null;
  return said.includes('年') ? 'year' : said.includes('月') ? 'month' : 'day';
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
