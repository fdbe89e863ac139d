import { isOpen } from '../../legal-case/case-status.ts';
import type { IncomingMessage } from '../incoming-message.ts';
import { say } from '../reply.ts';
import { CASE_WORDING as WORDS } from './case-wording.ts';
import type { Expectation } from './dialogue.ts';
import { moveOn, type Otherwise, type Scene, type Step, step, tell } from './scene.ts';
import type { Intent } from './understand.ts';

/** Cases asked about at once. */
const MAX_ASKED = 10;

/** Words nobody asked for: a call for a person, an answer to the desk's last word, a file, or a question. */
export async function takeUnasked(intent: Intent, text: string, scene: Scene): Promise<Step | Otherwise> {
  if (intent.kind === 'wants-person') return offerPerson(text, scene);
  const number = await scene.unit.cases.unheard(scene.speaker.id);
  if (scene.message.file !== undefined) return holdFile(scene.message.file, text, number, scene);
  if (number === null || text === '') return { kind: 'question', text };
  return hold({ numbers: [number], text, file: null }, scene);
}

/** A call for a person: the kind of case it sounds like, another, or none. */
function offerPerson(text: string, scene: Scene): Step {
  const kind = scene.guessKind(text);
  const named = kind === '人工咨询' ? [] : [{ label: WORDS.yesKind(kind), command: `办理 ${kind}` }];
  const yes = { label: scene.speaker.represents.length > 0 ? WORDS.helpFirm : WORDS.yes, command: '找律师' };
  return step(scene, say(WORDS.offered, [...named, yes, { label: WORDS.no, command: '取消' }]));
}

/** A file goes to a case of the person's when he says so; it is kept for as long as that may be asked. */
async function holdFile(
  file: NonNullable<IncomingMessage['file']>,
  text: string,
  unheard: string | null,
  scene: Scene,
): Promise<Step | Otherwise> {
  if (typeof file === 'string') return step(scene, say(WORDS.fileRefused[file]));
  const own = (await scene.unit.cases.ofRequester(scene.speaker.id, MAX_ASKED)).filter(({ status }) => isOpen(status));
  const numbers = unheard === null ? own.map(({ number }) => number) : [unheard];
  if (numbers.length === 0) {
    const refusal = say(WORDS.fileWithoutCase, [{ label: WORDS.openCase, command: '找律师' }]);
    // The words beside it may be a question of their own.
    return text === '' ? step(scene, refusal) : { kind: 'question', text, notices: tell([scene.message], refusal, null) };
  }
  await scene.unit.files.stage(file, scene.speaker.id);
  return hold({ numbers, text, file: file.id }, scene);
}

/** Asks for which case words or a file are. */
function hold(held: Omit<Extract<Expectation, { kind: 'unsure' }>, 'kind'>, scene: Scene): Step {
  const [only = '', ...others] = held.numbers;
  const forwards = held.numbers.map((number) => ({
    label: others.length === 0 ? WORDS.unsureYes : `#${number}`,
    command: `转交 #${number}`,
  }));
  const instead = held.file === null ? { label: WORDS.unsureNo, command: '问法小二' } : { label: WORDS.cancel, command: '取消' };
  const asked = held.file === null ? WORDS.unsure(only) : others.length === 0 ? WORDS.unsureFile(only) : WORDS.unsureWhich;
  return step(scene, say(asked, [...forwards, instead]), {
    dialogue: moveOn(scene, { expects: { kind: 'unsure', ...held } }),
    caseNumber: others.length === 0 ? only : null,
  });
}
