import { addDays, addMonths, sayDay } from '../../calculation/calendar-day.ts';
import { doubleWage } from '../../calculation/double-wage.ts';
import { ASK_WAGE } from './ask-wage.ts';
import { sayMonth } from './contract-time.ts';
import { isPlainAnswer } from './plain-answer.ts';
import { readDay } from './read-day.ts';
import { readMonth } from './read-month.ts';
import { readSpan, type Span } from './read-span.ts';
import { readWage } from './read-yuan.ts';
import { RECKON_WORDING as WORDS } from './reckon-wording.ts';
import type { Ask, Facts, Reckoner } from './reckoning.ts';

const UNWRITTEN = /(?:没|未|不)(?:有|给我|给|跟我|和我|与我|一直|曾)*签|(?:没|无)(?:有)?(?:书面)?(?:劳动)?合同|才(?:补)?签|补签/;
const DOUBLE = /双倍|2倍|两倍|二倍/;
const ASKS = /多少|几个月|怎么算|赔几|算几/;
/** Another sum is asked, or the contract was written and is over. */
const OTHERWISE = /加班|辞退|开除|解除|续签|到期|试用期工资/;
const STARTED = /入职|上班|进厂|进公司|开始干|开始工作|来公司|用工/;
/** 8个月前 is how long ago, not for how long. */
const AGO = /(\d\s*(?:个月|年))(?:以)?前/;

const WORDS_OF_SPAN =
  /\d+|今年|去年|前年|上上?个?月|这个?月|本月|半年|个半?月|前|昨天|年|月|日|号|天|份|初|底|半|零|入职|上班|开始|来|进厂|干|做|满|快|[./-]/g;

interface Employment {
  readonly startDay: string;
  readonly endDay: string;
  readonly notes: readonly string[];
}

/** The second wage for work without a written contract (未签合同的双倍工资), from how long or since when one has worked. */
export const reckonDoubleWage: Reckoner = (text, { today }) => {
  if (!UNWRITTEN.test(text) || !DOUBLE.test(text) || !ASKS.test(text) || OTHERWISE.test(text)) return null;
  const wage = readWage(text);
  const work = employmentOf(text, today);
  if (work === null) return wage === null ? null : { finding: null, ask: askSpan(today) };
  const { wholeMonths, amount, period, basis, working, notes } = doubleWage({ ...work, writtenDay: null, monthlyWage: wage });
  const result = [period === null ? WORDS.doubleWage.none : WORDS.doubleWage.amount(wholeMonths, amount)];
  const finding = { result, rule: WORDS.doubleWage.rule, basis, working, notes: [...work.notes, ...notes] };
  return { finding, ask: wage === null && period !== null ? ASK_WAGE : null };
};

/** A day of beginning, with how long it lasted where that is said; or how long, until today. Null where neither is said. */
function employmentOf(text: string, today: string): Employment | null {
  const span = readSpan(text) ?? (AGO.test(text) ? readSpan(text.replace(AGO, '$1')) : null);
  const begun = STARTED.test(text) ? begunOf(text.replace(AGO, ''), today) : null;
  if (begun !== null && begun.startDay <= today) {
    const endDay = span === null ? today : endOf(begun.startDay, span);
    return { ...begun, endDay: endDay < today ? endDay : today };
  }
  if (span === null) return null;
  // The day after, so that exactly so many months are full.
  const startDay = addDays(addMonths(addDays(today, -span.days), -span.months), 1);
  return { startDay, endDay: today, notes: [WORDS.doubleWage.untilToday] };
}

function begunOf(text: string, today: string): Omit<Employment, 'endDay'> | null {
  const day = readDay(text, today);
  if (day !== null) return { startDay: day, notes: [WORDS.doubleWage.untilToday] };
  const said = readMonth(text, today);
  if (said === null || !('month' in said)) return null;
  return { startDay: `${said.month}-01`, notes: [WORDS.doubleWage.fromFirst(sayMonth(said.month)), WORDS.doubleWage.untilToday] };
}

function endOf(startDay: string, { months, days }: Span): string {
  return addDays(addMonths(startDay, months), days - 1);
}

function askSpan(today: Facts['today']): Ask {
  return {
    question: WORDS.doubleWage.askSpan,
    take: (message) => {
      if (!isPlainAnswer(message, WORDS_OF_SPAN)) return null;
      const day = readDay(message, today);
      if (day !== null) return WORDS.doubleWage.start(sayDay(day));
      const said = readMonth(message, today);
      if (said !== null && 'month' in said) {
        return WORDS.doubleWage.start(sayMonth(said.month));
      }
      const span = readSpan(message);
      return span === null ? null : WORDS.doubleWage.span(span.months, span.days);
    },
  };
}
