import { AT_LARGE, CONDITION, countOff, LEAD, NO_SUBJECT, QUESTION, REPORTED, TELLS } from './ask-patterns.ts';
import { SHORTEST_SPLIT } from './thresholds.ts';

/** A long message taken apart. */
export interface Asks {
  /** Clauses that tell what happened, in order. */
  readonly story: readonly string[];
  /** What is asked, in the person's own words without what they put before a question (我想问); in order, at least two. */
  readonly asks: readonly string[];
}

/** A question without a subject and this short, right behind another in one sentence, belongs to it (抚养费能要吗,怎么算). */
const TAIL = 5;
/** A question in brackets says again what was asked. */
const BRACKETED = /[(（][^()（）]*[)）]/g;

/**
 * Takes a long message apart into its story and the things that are asked (请问…,1. …2. …,一是…二是…); null for a message that is
 * short or asks one thing, and goes on as one question. Pure.
 */
export function readAsks(message: string): Asks | null {
  if (message.length < Math.min(...Object.values(SHORTEST_SPLIT))) return null;
  const { text, counted } = countOff(message);
  const read = text
    .replace(BRACKETED, (remark) => (asksSomething(remark) ? '' : remark))
    .split(/[。!！?？;；\n…]+/)
    .map(readSentence);
  const asks = [...new Set(read.flatMap((sentence) => sentence.asks).filter((ask) => !AT_LARGE.test(ask)))];
  const shortest = counted ? SHORTEST_SPLIT.counted : asks.length > 2 ? SHORTEST_SPLIT.three : SHORTEST_SPLIT.two;
  return asks.length < 2 || message.length < shortest ? null : { story: read.flatMap(({ story }) => story), asks };
}

function readSentence(sentence: string): { readonly story: readonly string[]; readonly asks: readonly string[] } {
  const story: string[] = [];
  const asks: string[] = [];
  // Told since the last question of this sentence.
  let told = 0;
  for (const clause of clausesOf(sentence)) {
    const words = clause.replace(LEAD, '');
    const last = asks.at(-1);
    const before = told > 0 ? story.at(-1) : undefined;
    if (words === '') continue;
    if (!asksSomething(words)) {
      story.push(clause);
      told += 1;
      continue;
    }
    if (last !== undefined && told === 0 && ((words.length <= TAIL && NO_SUBJECT.test(words)) || AT_LARGE.test(words))) {
      asks.splice(-1, 1, `${last},${words}`);
      continue;
    }
    asks.push(before !== undefined && needs(words, before) ? `${before},${words}` : words);
    told = 0;
  }
  return { story, asks };
}

/** Whether a question cannot be told from what stands before it. */
function needs(words: string, before: string): boolean {
  return CONDITION.test(before) || NO_SUBJECT.test(words) || words.length <= TAIL;
}

function asksSomething(clause: string): boolean {
  return QUESTION.test(clause.replace(TELLS, '')) && !REPORTED.test(clause);
}

/** A sentence between its commas, and behind a 吗 without one; a 、 parts only what asks by itself. */
function clausesOf(sentence: string): string[] {
  return sentence
    .split(/[,，\s]+|(?<=吗)(?=[\u4e00-\u9fff])/)
    .flatMap((clause) => {
      const [first = '', ...rest] = clause.split('、');
      const parts = [first];
      for (const part of rest) {
        if (asksSomething(parts.at(-1) ?? '')) parts.push(part);
        else parts.splice(-1, 1, `${parts.at(-1)}、${part}`);
      }
      return parts;
    })
    .map((clause) => clause.replace(/^[:"'“”]+|[:"'“”]+$/g, '').trim())
    .filter((clause) => clause !== '');
}
