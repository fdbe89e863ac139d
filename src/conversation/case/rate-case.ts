import { LOW_RATING } from '../../legal-case/legal-case.ts';
import { type Choice, say } from '../reply.ts';
import { change, deskAddresses } from './act-on-case.ts';
import { CASE_WORDING as WORDS } from './case-wording.ts';
import type { OwnCase } from './find-case.ts';
import { moveOn, type Scene, type Step, step, tell } from './scene.ts';

/** Longest word that goes with a rating, in characters. */
const MAX_RATING_WORDS = 500;

/** 确认办结: the requester is content; one rating is asked for. */
export async function confirm(own: OwnCase, scene: Scene): Promise<Step> {
  const { number } = own.legalCase;
  const after = await change(own, { action: 'confirm' }, scene);
  if ('reply' in after) return after;
  const notices = tell(await deskAddresses(after, scene), say(WORDS.closed(number)), number);
  return step(scene, say([WORDS.closed(number), WORDS.rate], ratingChoices(number)), { notices, caseNumber: number });
}

/** 评分: once, by the requester, after the case is closed. A low one goes to the coordinator. */
export async function rate(own: OwnCase, rest: string, scene: Scene): Promise<Step> {
  const { legalCase, side } = own;
  const { number, status, desk, id } = legalCase;
  const about = { caseNumber: number };
  if (side !== 'requester') return step(scene, say(WORDS.notYours(number)), about);
  if (legalCase.rating !== null) return step(scene, say(WORDS.ratedBefore), about);
  const [, digit, words = ''] = /^([1-5])(?:\s+([\s\S]*))?$/.exec(rest) ?? [];
  if (status !== '已办结' || digit === undefined)
    return step(scene, say(WORDS.rateHow, status === '已办结' ? ratingChoices(number) : []), about);
  const rating = Number(digit);
  const { unit, now, speaker, rules } = scene;
  await unit.cases.keep({ ...legalCase, rating, ratingWords: words.slice(0, MAX_RATING_WORDS) });
  await unit.cases.append(id, { at: now, by: speaker.id, side, action: 'rate', from: status, to: status, desk, note: digit });
  const low =
    rating <= LOW_RATING ? tell(await unit.desks.chats(rules.coordinator), say(WORDS.lowRating(number, desk, rating)), number) : [];
  if (words !== '') return step(scene, say(WORDS.wordsKept), { ...about, notices: low });
  return step(scene, say(WORDS.rated), { ...about, notices: low, dialogue: moveOn(scene, { expects: { kind: 'rating-words', number } }) });
}

/** A word to the rating given just now. */
export async function takeRatingWords(own: OwnCase, text: string, scene: Scene): Promise<Step> {
  const { legalCase } = own;
  await scene.unit.cases.keep({ ...legalCase, ratingWords: text.slice(0, MAX_RATING_WORDS) });
  return step(scene, say(WORDS.wordsKept), { caseNumber: legalCase.number });
}

/** The five ratings, to tap. */
export function ratingChoices(number: string): Choice[] {
  return [5, 4, 3, 2, 1].map((score) => ({ label: '★'.repeat(score), command: `评分 #${number} ${score}` }));
}
