import { isPlainAnswer } from './plain-answer.ts';
import { readWage, readYuan } from './read-yuan.ts';
import { RECKON_WORDING as WORDS } from './reckon-wording.ts';
import type { Ask } from './reckoning.ts';

const WORDS_OF_WAGE = /\d[\d,.]*|月薪|月工资|工资|薪水|每个?月|个?月|到手|税前|税后|平均|拿|发|亿|万|千|百|k|w|元|块|钱/gi;

/** Asks for the monthly wage: the answer may be 6000, 月薪6000, 大概六千. */
export const ASK_WAGE: Ask = {
  question: WORDS.askWage,
  take: (message) => {
    const yuan = isPlainAnswer(message, WORDS_OF_WAGE) ? (readWage(message) ?? readYuan(message)) : null;
    return yuan === null ? null : WORDS.wage(yuan);
  },
};
