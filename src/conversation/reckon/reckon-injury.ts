import { type DisabilityGrade, disabilityBenefit } from '../../calculation/work-injury.ts';
import { ASK_WAGE } from './ask-wage.ts';
import { isPlainAnswer } from './plain-answer.ts';
import { readWage } from './read-yuan.ts';
import { RECKON_WORDING as WORDS } from './reckon-wording.ts';
import type { Ask, Reckoner } from './reckoning.ts';

const ABOUT = /工伤|伤残补助|一次性补助/;
/** Benefits that each province fixes, and injuries that are no work's. */
const OTHERWISE = /就业补助|医疗补助|车祸|交通事故|撞|打架|打伤|被打|医疗事故|死亡|工亡|去世|评残|怎么(?:申请|办|认定|鉴定)/;
const ASKS = /多少|几个月|赔几|怎么算/;
const WORDS_OF_GRADE = /\d+|级|伤残|工伤|鉴定|评|定/g;
/** 一至四级 are several. */
const GRADES = /[一二三四五六七八九十\d]\s*级?\s*(?:至|到|[-~—、])\s*(?:10|[1-9])\s*级/;
const GRADE = /(?<![\d.])(10|[1-9])\s*级/g;

/** Lump sum and allowance of a disability from work (伤残补助金、伤残津贴) by its grade, and in yuan where the wage is named. */
export const reckonInjury: Reckoner = (text) => {
  if (!ABOUT.test(text) || OTHERWISE.test(text) || !ASKS.test(text)) return null;
  const grades = new Set([...text.matchAll(GRADE)].map(([, grade]) => Number(grade)));
  const wage = readWage(text);
  const [grade] = grades;
  if (grades.size > 1 || GRADES.test(text)) return null;
  if (grade === undefined) return wage === null || !/伤残|补助/.test(text) ? null : { finding: null, ask: ASK_GRADE };
  const worker = { grade: grade as DisabilityGrade, ownWage: wage, localAverageWage: null, localMinimumWage: null };
  const { months, lumpSum, percent, allowance, basis, working, unknown, notes } = disabilityBenefit(worker);
  const lines = [WORDS.injury.lumpSum(grade, months, lumpSum), ...(percent === null ? [] : [WORDS.injury.allowance(percent, allowance)])];
  const result = /津贴|每月给|每个月/.test(text) ? [...lines].reverse() : lines;
  const finding = { result, rule: WORDS.injury.rule, basis, working, notes: [...unknown, ...notes] };
  return { finding, ask: wage === null ? ASK_WAGE : null };
};

const ASK_GRADE: Ask = {
  question: WORDS.injury.askGrade,
  take: (message) => {
    const [, grade] = (isPlainAnswer(message, WORDS_OF_GRADE) && /(?<!\d)(10|[1-9])(?!\d)/.exec(message)) || [];
    return grade === undefined ? null : WORDS.injury.grade(grade);
  },
};
