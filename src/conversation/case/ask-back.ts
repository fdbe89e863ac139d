import { say } from '../reply.ts';
import { change, requesterAddresses } from './act-on-case.ts';
import { CASE_WORDING as WORDS } from './case-wording.ts';
import { isStep, type OwnCase } from './find-case.ts';
import { keepWords, presentWords, wordsOf } from './relay-words.ts';
import { type Scene, type Step, step, tell } from './scene.ts';

/** 退回补正: the requester is asked for more, in words and with a file if there is one; the clocks stop. */
export async function askBack(own: OwnCase, text: string, scene: Scene): Promise<Step> {
  const { number } = own.legalCase;
  const words = wordsOf(text, number, scene);
  if (isStep(words)) return words;
  if (own.side === 'desk' && text === '' && words.file === null) return step(scene, say(WORDS.askBackHow(number)), { caseNumber: number });
  const after = await change(own, { action: 'ask-back', note: text }, scene);
  if (isStep(after)) return after;
  await keepWords(after, words, 'desk', scene);
  const asked = presentWords(after, words, 'desk', WORDS.askedBack(number));
  return step(scene, say(WORDS.youAskedBack(number)), {
    notices: tell(await requesterAddresses(after, scene), asked, number),
    caseNumber: number,
  });
}
