import { annualLeave } from '../../calculation/annual-leave.ts';
import { CalculationInputError } from '../../calculation/calculation-input-error.ts';
import { type CourtCase, courtFee } from '../../calculation/court-fee.ts';
import { divorceWindow } from '../../calculation/divorce-cooling-off.ts';
import type { LegalBasis } from '../../calculation/legal-basis.ts';
import { type DeadlineKind, deadlineBeforeHolidays, deadlineRule, legalDeadline } from '../../calculation/legal-deadline.ts';
import { severance } from '../../calculation/severance.ts';
import type { SeveranceGround } from '../../calculation/severance-ground.ts';
import { UnknownYearError, type WorkdayCalendar } from '../../calculation/workday-calendar.ts';
import { type Reply, say } from '../reply.ts';
import { WORDING } from '../wording.ts';
import { ASKS_UNTIL, DEADLINE_WORDS } from './deadline-words.ts';
import { readDay, readYuan } from './read-day.ts';

const { reckon: WORDS } = WORDING;

/**
 * What the law counts, asked in words: the last day for something from the day something happened, the fee of a court, the days of
 * annual leave; with the rule, its articles and every step. Null for what asks no such thing.
 * @param today YYYY-MM-DD in China
 */
export function reckon(question: string, today: string, calendar: WorkdayCalendar): Reply | null {
  try {
    return (
      reckonDivorce(question, today, calendar) ??
      reckonDeadline(question, today, calendar) ??
      reckonFee(question) ??
      reckonLeave(question) ??
      reckonSeverance(question, today)
    );
  } catch (error) {
    if (error instanceof CalculationInputError) return null;
    if (error instanceof UnknownYearError) return say(WORDS.unknownYear);
    throw error;
  }
}

function reckonDeadline(question: string, today: string, calendar: WorkdayCalendar): Reply | null {
  const from = readDay(question, today);
  if (from === null || !ASKS_UNTIL.test(question)) return null;
  const kind = DEADLINE_WORDS.find(({ words }) => words.every((word) => word.test(question)))?.kind;
  return kind === undefined ? null : countDeadline(kind, from, calendar);
}

function countDeadline(kind: DeadlineKind, from: string, calendar: WorkdayCalendar): Reply {
  try {
    const { lastDay, rule, basis, working, notes } = legalDeadline(kind, from, calendar);
    return present(WORDS.lastDay(lastDay), { rule, basis, working, notes });
  } catch (error) {
    if (!(error instanceof UnknownYearError)) throw error;
    const { rule, basis, notes } = deadlineRule(kind);
    const before = deadlineBeforeHolidays(kind, from);
    const said = before === null ? WORDS.unknownYear : WORDS.notLater(before);
    return present(said, { rule, basis: [basis], working: [], notes });
  }
}

function reckonDivorce(question: string, today: string, calendar: WorkdayCalendar): Reply | null {
  const from = readDay(question, today);
  if (from === null || !/冷静期|离婚登记|领离婚证|申请离婚/.test(question) || !(ASKS_UNTIL.test(question) || /什么时候/.test(question)))
    return null;
  const { firstDay, lastDay, rule, basis, working, notes } = divorceWindow(from, calendar);
  return present(WORDS.between(firstDay, lastDay), { rule, basis, working, notes });
}

function reckonFee(question: string): Reply | null {
  if (!/诉讼费|受理费|法院.{0,6}(?:收|交).{0,6}(?:多少|费)|打官司.{0,8}(?:多少钱|交多少|费用)|起诉费/.test(question)) return null;
  const amount = readYuan(question);
  const about = caseOf(question, amount);
  if (about === null) return null;
  const { lowest, highest, basis, working, notes } = courtFee(about, /简易程序|调解|撤诉/.test(question) ? ['简易程序'] : []);
  return present(WORDS.fee(lowest, highest), { rule: '', basis, working, notes });
}

function caseOf(question: string, amount: number | null): CourtCase | null {
  if (/离婚/.test(question)) return { kind: '离婚', property: amount ?? 0 };
  if (/劳动|工资|辞退|欠薪/.test(question)) return { kind: '劳动争议' };
  if (/行政|告政府|民告官|处罚/.test(question)) return { kind: '行政', field: '其他' };
  if (/名誉|肖像|隐私|人格/.test(question)) return { kind: '人格权', damages: amount ?? 0 };
  return amount === null ? null : { kind: '财产', amount };
}

function reckonLeave(question: string): Reply | null {
  const [, years] = /(\d{1,2})\s*年/.exec(question) ?? [];
  if (years === undefined || !/年休假|年假|带薪(?:假|休假)/.test(question) || !/几天|多少天|多少/.test(question)) return null;
  const { days, basis, working, notes } = annualLeave(Number(years));
  return present(WORDS.leave(days), { rule: '', basis, working, notes });
}

const GROUNDS: readonly { readonly ground: SeveranceGround; readonly words: RegExp }[] = [
  { ground: '单位违法解除', words: /违法(?:解除|辞退)|无故|没(?:有)?理由|突然(?:辞退|开除)|2n/i },
  { ground: '无过失辞退没有提前通知', words: /n\+1|没(?:有)?提前/i },
  { ground: '经济性裁员', words: /裁员/ },
  { ground: '单位提出协商解除', words: /协商|劝退|补偿|辞退|解除|\bn\b/i },
];

/** Severance from years and months of work and the monthly wage, for the ground that the words name. */
function reckonSeverance(question: string, today: string): Reply | null {
  const [, years = '0', months = '0'] =
    /(?:干了?|工作了?|做了?|入职|工龄|上班)?\s*(\d{1,2})\s*年(?:(?:零|又)?(\d{1,2})\s*个?月)?/.exec(question) ?? [];
  const wage = readYuan(/(?:月薪|工资|月工资|一个月)[^\d]{0,6}(\d[\d,.]*\s*(?:万|千)?)/.exec(question)?.[0] ?? '');
  const ground = GROUNDS.find(({ words }) => words.test(question))?.ground;
  if (years === '0' || wage === null || ground === undefined || !/赔|补偿|n\+?1?|多少/i.test(question)) return null;
  const startDay = monthsBefore(today, Number(years) * 12 + Number(months));
  const known = { lastMonthWage: wage, localAverageWage: null, localMinimumWage: null };
  const {
    amount,
    months: count,
    rule,
    basis,
    working,
    unknown,
  } = severance({ ground, startDay, endDay: today, averageWage: wage, ...known });
  return present(WORDS.severance(amount, count), { rule, basis, working, notes: unknown });
}

function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  // The day after, so that exactly so many months are full.
  return new Date(Date.UTC(year, month - 1 - months, date + 1)).toISOString().slice(0, 10);
}

interface Reckoned {
  readonly rule: string;
  readonly basis: readonly LegalBasis[];
  readonly working: readonly string[];
  readonly notes: readonly string[];
}

function present(result: string, { rule, basis, working, notes }: Reckoned): Reply {
  const articles = basis.map(({ law, articles: numbers }) => `《${law}》${numbers.join('、')}`).join('，');
  const steps = working.map((step, index) => `${index + 1}. ${step}`).join('\n');
  const parts = [result, rule, ...(steps === '' ? [] : [`${WORDS.working}\n${steps}`]), `${WORDING.sources}：${articles}`];
  const { blocks } = say(parts.filter((part) => part !== ''));
  const watch = notes.map((note) => `· ${note}`).join('\n');
  const small = [
    ...(watch === '' ? [] : [{ kind: 'small' as const, text: watch }]),
    { kind: 'small' as const, text: WORDING.disclaimer(null) },
  ];
  return { blocks: [...blocks, ...small], rateable: false };
}
