import { isShortAnswer } from './plain-answer.ts';
import { readFamily } from './read-family.ts';
import { RECKON_WORDING } from './reckon-wording.ts';
import type { Ask } from './reckoning.ts';

const { succession: WORDS } = RECKON_WORDING;
const NO = /不在|没|无|去世|过世|走了|离婚|死/;
const YES = /在|有|是|对|嗯|活/;
const MOST_CHILDREN = 20;

/** Asks whether the dead person's spouse is alive. */
export const ASK_SPOUSE: Ask = ask(WORDS.askSpouse, (message) =>
  NO.test(message) ? WORDS.spouse.no : YES.test(message) ? WORDS.spouse.yes : null,
);

/** Asks how many children there are: 3个, 一儿一女, 没有. */
export const ASK_CHILDREN: Ask = ask(WORDS.askChildren, (message) => {
  const told = readFamily(`留下,${message}`)?.children ?? null;
  const [, digits] = /(\d{1,2})/.exec(message) ?? [];
  const count = told ?? (digits === undefined ? (NO.test(message) ? 0 : null) : Number(digits));
  return count === null || count > MOST_CHILDREN ? null : WORDS.children(count);
});

/** Asks how many parents of the dead person are alive. */
export const ASK_PARENTS: Ask = ask(WORDS.askParents, (message) => {
  if (NO.test(message) && !/1|个/.test(message)) return WORDS.parents(0);
  if (/2|都|父母|爸妈/.test(message)) return WORDS.parents(2);
  return /1|父|母|爸|妈|爷|奶|在/.test(message) ? WORDS.parents(1) : null;
});

/** Asks whether the sum was the couple's or the dead person's own. */
export const ASK_WHOSE: Ask = ask(WORDS.askWhose, (message) => {
  if (/不是.{0,2}共同|自己|个人|婚前|他的|她的/.test(message)) return WORDS.whose.own;
  return /共同|夫妻|婚后|一起|两口子|2个人|2人/.test(message) ? WORDS.whose.common : null;
});

function ask(question: string, take: Ask['take']): Ask {
  return { question, take: (message) => (isShortAnswer(message) ? take(message) : null) };
}
