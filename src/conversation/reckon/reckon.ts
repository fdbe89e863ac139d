import { CalculationInputError } from '../../calculation/calculation-input-error.ts';
import { UnknownYearError } from '../../calculation/workday-calendar.ts';
import { type Reply, say } from '../reply.ts';
import { presentReckoning } from './present-reckoning.ts';
import { reckonDeadline, reckonDivorce } from './reckon-deadline.ts';
import { reckonDoubleWage } from './reckon-double-wage.ts';
import { reckonFee } from './reckon-fee.ts';
import { reckonInjury } from './reckon-injury.ts';
import { reckonLeave } from './reckon-leave.ts';
import { reckonLending } from './reckon-lending.ts';
import { reckonSeverance } from './reckon-severance.ts';
import { reckonSuccession } from './reckon-succession.ts';
import { RECKON_WORDING as WORDS } from './reckon-wording.ts';
import type { Facts, Reckoner, Reckoning } from './reckoning.ts';
import { toDigits } from './to-digits.ts';

/** What is reckoned, the more particular first. */
const RECKONERS: readonly Reckoner[] = [
  reckonDivorce,
  reckonDeadline,
  reckonLending,
  reckonInjury,
  reckonDoubleWage,
  reckonSuccession,
  reckonFee,
  reckonLeave,
  reckonSeverance,
];
/** Answers added to one question, in characters; more is a conversation that has moved on. */
const LONGEST_ASKED = 240;

/** A reply, with the question that it answers standing alone, and the articles that it rests on (民法典第1127条). */
export interface Reckoned {
  readonly asked: string;
  readonly reply: Reply;
  readonly articles: readonly string[];
}

/**
 * What the law counts, asked in words: last days, fees, leave, severance, the cap of interest, benefits of a work injury, the second
 * wage, shares of an estate; with the rule, its articles and every step. What is missing is asked, and the next message may answer
 * it. Null for what asks no such thing.
 * @param topic the question before, standing alone; null for none
 */
export function reckon(question: string, topic: string | null, facts: Facts): Reckoned | null {
  const alone = reckonAlone(question, facts);
  if (alone === 'unknown-year') return { asked: question, reply: say(WORDS.unknownYear), articles: [] };
  if (alone !== null) return answered(question, alone);
  const before = topic === null ? null : reckonAlone(topic, facts);
  if (before === null || before === 'unknown-year') return null;
  const words = before.ask?.take(toDigits(question)) ?? null;
  const asked = `${topic},${words}`;
  if (words === null || asked.length > LONGEST_ASKED) return null;
  const now = reckonAlone(asked, facts);
  return now === null || now === 'unknown-year' ? null : answered(asked, now);
}

function answered(asked: string, reckoning: Reckoning): Reckoned {
  const basis = reckoning.finding?.basis ?? [];
  const articles = basis.flatMap(({ law, articles: numbers }) => numbers.map((number) => law + number));
  return { asked, reply: presentReckoning(reckoning), articles };
}

/** What the words come to by themselves; what they name and the law does not know is no question for us. */
function reckonAlone(question: string, facts: Facts): Reckoning | 'unknown-year' | null {
  const text = toDigits(question);
  try {
    for (const reckoner of RECKONERS) {
      const reckoning = reckoner(text, facts);
      if (reckoning !== null) return reckoning;
    }
    return null;
  } catch (error) {
    if (error instanceof CalculationInputError) return null;
    if (error instanceof UnknownYearError) return 'unknown-year';
    throw error;
  }
}
