import { sayDay } from '../../calculation/calendar-day.ts';
import { readContract, sayMonth } from './contract-time.ts';
import { isPlainAnswer } from './plain-answer.ts';
import { RECKON_WORDING } from './reckon-wording.ts';
import type { Ask } from './reckoning.ts';

const { lending: WORDS } = RECKON_WORDING;
const WORDS_OF_TIME =
  /\d+|今年|去年|前年|上上?个?月|这个?月|本月|个月前|年前|天前|昨天|前天|今天|年|月|日|号|份|初|底|中旬|合同|签|借|[./-]/g;
const WORDS_OF_RATE = /\d+(?:\.\d+)?|%|lpr|1年期|利率|查到|那个?月|月|年|百分/gi;
const HIGHEST_LPR = 20;

/** Asks for the month of a contract; of this year, where the year was said. */
export function askMonth(year: number | null, today: string): Ask {
  return {
    question: year === null ? WORDS.askMonth : WORDS.askMonthOf(year),
    take: (message) => {
      const time = isPlainAnswer(message, WORDS_OF_TIME) ? readContract(message, today) : null;
      if (time === null) return null;
      if ('year' in time) return WORDS.signed(`${time.year}年`);
      const said = 'day' in time ? sayDay(time.day) : sayMonth(time.month);
      // 3月 after 去年 is that of last year.
      return WORDS.signed(year !== null && !/年/.test(message) ? said.replace(/^\d{4}/, String(year)) : said);
    },
  };
}

/** Asks for the day of a contract in a month in which the rate changed; 25号 is enough. */
export function askDay(month: string, today: string): Ask {
  return {
    question: WORDS.askDay,
    take: (message) => {
      const time = isPlainAnswer(message, WORDS_OF_TIME) ? readContract(message, today) : null;
      if (time !== null && 'day' in time) return WORDS.signed(sayDay(time.day));
      const [, day] = /^\D{0,4}(\d{1,2})\s*[号日]\D{0,3}$/.exec(message) ?? [];
      return day === undefined ? null : WORDS.signed(`${sayMonth(month)}${day}日`);
    },
  };
}

/** Asks for the LPR of a month that the table does not cover. */
export const ASK_LPR: Ask = {
  question: WORDS.askLpr,
  take: (message) => {
    const [, percent] = (isPlainAnswer(message, WORDS_OF_RATE) && /(\d{1,2}(?:\.\d{1,2})?)\s*%?\D*$/.exec(message)) || [];
    return percent === undefined || Number(percent) <= 0 || Number(percent) >= HIGHEST_LPR ? null : WORDS.lpr(percent);
  },
};
