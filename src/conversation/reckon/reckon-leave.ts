import { annualLeave } from '../../calculation/annual-leave.ts';
import { RECKON_WORDING as WORDS } from './reckon-wording.ts';
import { found, type Reckoner } from './reckoning.ts';

/** The days of paid annual leave (年休假) by the years worked in all. */
export const reckonLeave: Reckoner = (text) => {
  const [, years] = /(?<!\d)(\d{1,2})\s*年/.exec(text) ?? [];
  if (years === undefined || !/年休假|年假|带薪(?:假|休假)/.test(text) || !/几天|多少天|多少/.test(text)) return null;
  const { days, basis, working, notes } = annualLeave(Number(years));
  return found({ result: [WORDS.leave(days)], rule: '', basis, working, notes });
};
