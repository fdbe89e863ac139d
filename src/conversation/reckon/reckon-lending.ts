import { interestCap, LENDING_RULES, type RateCap, rateCap } from '../../calculation/interest-cap.ts';
import { cite } from '../../calculation/legal-basis.ts';
import { type LprTable, UnknownLprError } from '../../calculation/lpr-table.ts';
import { ASK_LPR, askDay, askMonth } from './ask-contract.ts';
import { type ContractTime, daysOf, monthOf, readContract, sayMonth, withRate } from './contract-time.ts';
import { readRate, type SaidRate } from './read-rate.ts';
import { readTerm, type Span } from './read-span.ts';
import { readYuan } from './read-yuan.ts';
import { RECKON_WORDING } from './reckon-wording.ts';
import type { Finding, Reckoner, Reckoning } from './reckoning.ts';
import { sayMoney } from './say-money.ts';

const { lending: WORDS } = RECKON_WORDING;
const ABOUT = /借|民间|利息|利率|月息|年息|日息|高利贷|[分厘]的?(?:利|息)/;
/** Lenders under other rules, and loans without agreed interest. */
const OTHERWISE =
  /银行|信用卡|房贷|车贷|花呗|借呗|白条|微粒贷|网贷|小贷|贷款公司|小额贷款|消费金融|金融公司|平台|支付宝|分期|公积金|典当|理财|存款|存钱|集资|定期|没(?:有)?(?:约定|说|写|讲)(?:过|明|好|清)?(?:利息|利率)/;
const ASKS_ELSE = /怎么办|咋办|起诉|报警|还不起|不还|怎么写|怎么要|效力|有效|坐牢|犯罪|判几|诉讼费|时效|为什么/;
const ASKS_WHETHER = /合法|合规|违法|犯法|上限|超(?:过|了|出|标|没超|不超)|高利贷|保护|支持|最高|过高|太高|算高|高不高|红线|允许/;
const ASKS_MOST = /最多|最高|上限|封顶|顶多/;
/** The first day on which there was an LPR. */
const FIRST_LPR = '2019-08-20';

interface Loan {
  readonly principal: number | null;
  readonly term: Span | null;
  readonly rate: SaidRate | null;
  readonly time: ContractTime;
}
type Cap = RateCap & { readonly highestInterest: number | null };

/**
 * The cap on private lending (民间借贷利息上限): whether an agreed rate lies above it, the most interest on a sum, or the cap of a
 * month; by the LPR of the month of the contract, by the newest known one where no month is said.
 */
export const reckonLending: Reckoner = (text, { today, lpr }) => {
  if (!ABOUT.test(text) || OTHERWISE.test(text) || ASKS_ELSE.test(text)) return null;
  const principal = readPrincipal(text);
  const rate = readRate(text, principal);
  const time = readContract(text, today);
  const asksMost = ASKS_MOST.test(text) && /利/.test(text) && (principal !== null || time !== null);
  if (!asksMost && !(rate !== null && ASKS_WHETHER.test(text))) return null;
  const loan = { principal, term: readTerm(text), rate, time };
  const month = monthOf(time);
  if (month !== null && month < FIRST_LPR.slice(0, 7)) return BEFORE_LPR;
  try {
    return reckonLoan(loan, lpr, today);
  } catch (error) {
    if (!(error instanceof UnknownLprError)) throw error;
    return reckonUnknown(loan, text, lpr, today);
  }
};

function reckonLoan(loan: Loan, table: LprTable, today: string): Reckoning {
  const { time, rate } = loan;
  const caps = daysOf(time, table, today).map((day) => capOf(loan, day, table));
  const percents = [...new Set(caps.map(({ capRate }) => capRate))].sort((a, b) => a - b);
  const finding = findingOf(loan, caps, percents, table);
  if (time === null) return { finding, ask: askMonth(null, today) };
  const settled = percents.length === 1 || (rate !== null && loan.principal === null && verdictOf(rate, percents) !== WORDS.depends);
  if (settled || 'day' in time) return { finding, ask: null };
  return 'month' in time ? { finding, ask: askDay(time.month, today) } : { finding: null, ask: askMonth(time.year, today) };
}

/** A time that the table does not cover: with the rate that the person looked up, or asking for it. */
function reckonUnknown(loan: Loan, text: string, { knownUntil }: LprTable, today: string): Reckoning {
  const { time } = loan;
  const month = monthOf(time) ?? today.slice(0, 7);
  if (time !== null && 'year' in time) return { finding: null, ask: askMonth(time.year, today) };
  if (month === FIRST_LPR.slice(0, 7)) return time !== null && 'month' in time ? { finding: null, ask: askDay(month, today) } : BEFORE_LPR;
  const [, percent] = /lpr\D{0,4}(\d{1,2}(?:\.\d{1,2})?)/i.exec(text) ?? [];
  if (percent !== undefined) {
    const { finding, ask } = reckonLoan({ ...loan, time: time ?? { month } }, withRate(Number(percent), month), today);
    return finding === null ? { finding, ask } : { finding: { ...finding, notes: [WORDS.given(Number(percent)), ...finding.notes] }, ask };
  }
  const result = [WORDS.unknown(sayMonth(month), sayMonth(knownUntil))];
  return { finding: { result, rule: WORDS.rule, basis: [cite(LENDING_RULES, 25)], working: [], notes: [] }, ask: ASK_LPR };
}

function capOf({ principal, term, rate }: Loan, contractDay: string, table: LprTable): Cap {
  // A sum beside a rate is not asked for unless the time is said.
  if (principal === null || (rate !== null && term === null)) return { ...rateCap(contractDay, table), highestInterest: null };
  const { months, days } = term ?? { months: 12, days: 0 };
  const inDays = { count: days + Math.round((months * 365) / 12), unit: '天' as const };
  return interestCap({ principal, contractDay, term: days > 0 ? inDays : { count: months, unit: '个月' } }, table);
}

function findingOf({ principal, term, rate, time }: Loan, caps: readonly Cap[], percents: readonly number[], table: LprTable): Finding {
  const cap = WORDS.yearly(percents);
  const sums = caps.flatMap(({ highestInterest }) => highestInterest ?? []);
  const lines = [
    ...(rate === null ? [] : [verdictOf(rate, percents)(rate.said, cap)]),
    ...(principal === null || sums.length === 0
      ? []
      : [WORDS.most(sayMoney(principal), sayTerm(term), Math.min(...sums), Math.max(...sums))]),
  ];
  const last = caps.at(-1);
  return {
    result: lines.length === 0 ? [WORDS.cap(cap)] : lines,
    rule: WORDS.rule,
    basis: last?.basis ?? [],
    working: caps.flatMap(({ working }) => working),
    notes: [
      ...(time === null ? [WORDS.newest(sayMonth(table.knownUntil))] : []),
      ...(sums.length > 0 && term === null ? [WORDS.oneYear] : []),
      ...(last?.notes ?? []),
    ],
  };
}

function verdictOf({ yearly }: SaidRate, percents: readonly number[]): (said: string, cap: string) => string {
  const over = percents.filter((percent) => yearly > percent).length;
  return over === percents.length ? WORDS.over : over === 0 ? WORDS.within : WORDS.depends;
}

function sayTerm(term: Span | null): string {
  const { months, days } = term ?? { months: 12, days: 0 };
  const whole = months === 0 ? '' : months % 12 === 0 ? `${months / 12}年` : `${months}个月`;
  return `${whole}${days > 0 ? `${days}天` : ''}`;
}

function readPrincipal(text: string): number | null {
  const [behind] = /(?:借|本金|欠)[^\d,。;]{0,10}\d[^,。;]*/.exec(text) ?? [];
  return readYuan(behind ?? text);
}

const BEFORE_LPR = {
  finding: {
    result: [WORDS.beforeLpr],
    rule: WORDS.beforeLprRule,
    basis: [cite(LENDING_RULES, 25, 31)],
    working: [],
    notes: [],
  },
  ask: null,
} as const satisfies Reckoning;
