import { say } from '../reply.ts';
import { accept, answer, recuse, transfer, withdraw } from './act-on-case.ts';
import { askBack } from './ask-back.ts';
import { IDENTITY_WORDING, CASE_WORDING as WORDS } from './case-wording.ts';
import { findCase, isStep, type OwnCase } from './find-case.ts';
import { presentCase } from './present-case.ts';
import { confirm, rate } from './rate-case.ts';
import { expectWords, relay, relayMessage } from './relay-words.ts';
import { isStaff, type Scene, type Step, step } from './scene.ts';
import type { CaseVerb } from './understand.ts';

/** Does what a button or a command says to a case: the person who presses must have a part in it, wherever the button came from. */
export async function actOnCase(verb: CaseVerb, number: string, rest: string, scene: Scene): Promise<Step> {
  if (verb === 'forward') return forward(number, scene);
  if (verb === 'reply')
    return rest === '' && scene.message.file === undefined ? expectWords(number, scene) : relayMessage(number, rest, scene);
  const own = await findCase(number, scene);
  if (isStep(own)) return own;
  switch (verb) {
    case 'accept':
      return accept(own, scene);
    case 'transfer':
      return transfer(own, rest, scene);
    case 'recuse':
      return recuse(own, rest, scene);
    case 'answer':
      return answer(own, rest, scene);
    case 'ask-back':
      return askBack(own, rest, scene);
    case 'withdraw':
      return withdraw(own, scene);
    case 'confirm':
      return confirm(own, scene);
    case 'rate':
      return rate(own, rest, scene);
    case 'view':
      return view(own, scene);
    case 'block':
    case 'unblock':
      return block(verb === 'block', own, scene);
  }
}

/** Staff stop dealing with the person who opened a case, or do so again; it is audited. */
async function block(off: boolean, { legalCase }: OwnCase, scene: Scene): Promise<Step> {
  const { number, requester } = legalCase;
  if (!isStaff(scene)) return step(scene, say(IDENTITY_WORDING.staffOnly));
  await scene.unit.people.setBlocked(requester.personId, off ? scene.now : null);
  await scene.unit.people.audit({ what: off ? 'blocked' : 'unblocked', by: scene.speaker.id, subject: number, at: scene.now });
  return step(scene, say(off ? WORDS.blocked(number) : WORDS.unblocked(number)), { caseNumber: number });
}

async function view({ legalCase, side }: OwnCase, scene: Scene): Promise<Step> {
  const { unit } = scene;
  const messages = await unit.cases.messages(legalCase.id);
  const files = await unit.files.ofCase(legalCase.id);
  return step(scene, presentCase(legalCase, messages, files, side), { caseNumber: legalCase.number });
}

/** What was held back goes to a case it was held back for, and to no other. */
async function forward(number: string, scene: Scene): Promise<Step> {
  const { expects } = scene.dialogue;
  if (expects?.kind !== 'unsure' || !expects.numbers.includes(number)) return step(scene, say(WORDS.notFound));
  const { text, file } = expects;
  const [staged = null] = file === null ? [] : await scene.unit.files.staged([file], scene.speaker.id);
  return relay(number, { text, file: staged }, scene);
}
