import { addDays, addMonths } from '../../calculation/calendar-day.ts';
import { mergeBases } from '../../calculation/legal-basis.ts';
import { severance } from '../../calculation/severance.ts';
import { SEVERANCE_GROUNDS, type SeveranceGround } from '../../calculation/severance-ground.ts';
import { ASK_WAGE } from './ask-wage.ts';
import { readSpan } from './read-span.ts';
import { readWage } from './read-yuan.ts';
import { RECKON_WORDING as WORDS } from './reckon-wording.ts';
import { found, type Reckoner } from './reckoning.ts';

/** Words by which people mean how employment ended, the more particular first. */
const GROUNDS: readonly { readonly ground: SeveranceGround; readonly words: RegExp }[] = [
  { ground: '单位违法解除', words: /违法(?:解除|辞退)|无故|没(?:有)?理由|突然(?:辞退|开除)|2n/i },
  { ground: '无过失辞退没有提前通知', words: /n\+1|没(?:有)?提前/i },
  { ground: '经济性裁员', words: /裁员/ },
  { ground: '劳动者主动辞职', words: /(?:自己|主动)(?:要|想)?(?:辞职|离职|走)/ },
  { ground: '合同到期不续', words: /到期.{0,6}不(?:再)?续|不(?:再)?续签/ },
  { ground: '单位提出协商解除', words: /协商|劝退|补偿|辞退|解除|\bn\b/i },
];
/** A lease is terminated as well. */
const ABOUT_WORK = /公司|单位|厂|老板|员工|工龄|入职|上班|月薪|工资|裁员|辞退|开除|劝退|离职|辞职|(?:干|工作)(?:了|满)?\s*(?:半年|\d)/;
/** Months that are no others (怀孕3个月). */
const SERVICE = /(?:干|做|入职|工作|上班)(?:了|满)?\s*(?:半年|\d)/;
/** Leaving because of the employer's fault, and being dismissed for one's own, are told apart by evidence, not by words. */
const NOT_TOLD = /租|被迫|逼|违纪|旷工|拖欠|欠薪|社保|试用期|双倍|签了?的?\d|\d年的?(?:劳动)?合同/;
const ASKS = /赔|补偿|n\+?1?|多少/i;
const ASKS_AMOUNT = /(?:赔|补)(?:偿|我)?(?:金)?(?:多少|几个月|几)|多少(?:钱|补偿|赔偿)|几个月(?:的)?(?:工资|补偿)|n\+1|2n/i;

/** What is due at the end of employment (经济补偿、赔偿金) by the years and months of work; for the wage it asks. */
export const reckonSeverance: Reckoner = (text, { today }) => {
  const span = readSpan(text);
  const wage = readWage(text);
  const ground = GROUNDS.find(({ words }) => words.test(text))?.ground;
  if (span === null || ground === undefined || NOT_TOLD.test(text) || !ABOUT_WORK.test(text) || (span.months < 12 && !SERVICE.test(text)))
    return null;
  if (!(wage === null ? ASKS_AMOUNT : ASKS).test(text)) return null;
  // The day after, so that exactly so many months are full.
  const startDay = addDays(addMonths(today, -span.months), 1);
  const pay = { averageWage: wage ?? 0, lastMonthWage: wage, localAverageWage: null, localMinimumWage: null };
  const { amount, months, multiple, rule, basis, working, unknown } = severance({ ground, startDay, endDay: today, ...pay });
  if (wage !== null || multiple === 0) {
    return found({ result: [WORDS.severance.amount(amount, months)], rule, basis, working, notes: unknown });
  }
  const { extraMonth } = SEVERANCE_GROUNDS[ground];
  const steps = [WORDS.severance.serviceWorking(Math.floor(span.months / 12), span.months % 12, months)];
  const result = [WORDS.severance.months(months, multiple, extraMonth)];
  return { finding: { result, rule, basis: mergeBases(basis), working: steps, notes: [] }, ask: ASK_WAGE };
};
