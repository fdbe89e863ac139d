import type { LegalCase } from '../../legal-case/legal-case.ts';
import type { StoredFile } from '../../legal-case/stored-file.ts';
import { type Block, type Reply, say } from '../reply.ts';
import { change, deskAddresses, requesterAddresses } from './act-on-case.ts';
import { CASE_WORDING as WORDS } from './case-wording.ts';
import { findCase, isStep } from './find-case.ts';
import { deskChoices, requesterChoices } from './present-case.ts';
import { moveOn, type Scene, type Step, step, tell } from './scene.ts';

/** Longest message relayed, in characters. */
const MAX_WORDS_LENGTH = 3_000;

/** What is relayed: words, a file, or both. */
interface Words {
  readonly text: string;
  readonly file: StoredFile | null;
}

type Side = 'desk' | 'requester';

/** Relays a message's words with the file beside them, as `relay`; more files may follow. */
export async function relayMessage(number: string, text: string, scene: Scene): Promise<Step> {
  const words = wordsOf(text, number, scene);
  if (isStep(words)) return words;
  const relayed = await relay(number, words, scene);
  if (words.file === null || relayed.notices.length === 0 || scene.message.group) return relayed;
  return { ...relayed, dialogue: moveOn(scene, { expects: { kind: 'files', number } }) };
}

/**
 * Relays words to the other side of a case and to nobody else: those of the desk to the person who asked, those of the person
 * to who accepted the case (before that, to the desk). Neither side's name or telephone goes along.
 */
export async function relay(number: string, words: Words, scene: Scene): Promise<Step> {
  const own = await findCase(number, scene);
  if (isStep(own)) return own;
  if (words.text.length > MAX_WORDS_LENGTH) return step(scene, say(WORDS.tooLong(MAX_WORDS_LENGTH)), { caseNumber: number });
  const from = own.side === 'requester' ? 'requester' : 'desk';
  const after = await change(own, { action: from === 'desk' ? 'work' : 'supplement' }, scene);
  if (isStep(after)) return after;
  await keepWords(after, words, from, scene);
  const to = from === 'desk' ? await requesterAddresses(after, scene) : await deskAddresses(after, scene);
  const said = from === 'desk' ? WORDS.fromDesk(number, after.desk) : WORDS.fromRequester(number);
  const heading = `${said}${scene.message.edited === true ? WORDS.corrected : ''}`;
  const reopened = own.legalCase.status === '已办结' ? `${WORDS.reopened(number)}\n` : '';
  const done = to.length === 0 ? WORDS.relayedNobody(number) : WORDS.relayed(number);
  return step(scene, say(done, from === 'desk' ? deskChoices(after, 'desk') : []), {
    notices: tell(to, presentWords(after, words, from, `${reopened}${heading}`), number),
    caseNumber: number,
  });
}

/** The next words of the speaker go to this case; in a group, where people talk to each other, they must quote or name it. */
export async function expectWords(number: string, scene: Scene): Promise<Step> {
  const own = await findCase(number, scene);
  if (isStep(own)) return own;
  if (scene.message.group) {
    // DingTalk hands over only what calls the robot, and does not say what it answers.
    const how = scene.message.channel === 'dingtalk' ? WORDS.callIt : WORDS.quoteIt;
    return step(scene, say(how(number)), { caseNumber: number });
  }
  return step(scene, say(WORDS.sayIt(number), [{ label: WORDS.cancel, command: '取消' }]), {
    dialogue: moveOn(scene, { expects: { kind: 'words', number } }),
    caseNumber: number,
  });
}

/** Words with the file of the message; where the file is not taken, why, and the words are still expected. */
export function wordsOf(text: string, number: string, scene: Scene): Words | Step {
  const { file = null } = scene.message;
  if (typeof file === 'string') return step(scene, say(WORDS.fileRefused[file]), { dialogue: scene.dialogue, caseNumber: number });
  return { text, file };
}

/** Keeps words, and the file with them, as part of the case. */
export async function keepWords(legalCase: LegalCase, { text, file }: Words, side: Side, scene: Scene): Promise<void> {
  const { unit, speaker, message, now } = scene;
  if (file !== null) {
    await unit.files.stage(file, speaker.id);
    await unit.files.attach([file.id], legalCase.id, speaker.id);
  }
  const source = { address: { channel: message.channel, chatId: message.chatId }, messageId: message.sourceId ?? null };
  const said = { side, by: speaker.id, desk: legalCase.desk, at: now, text, file: file?.id ?? null, edited: message.edited === true };
  await unit.cases.say(legalCase.id, said, source);
}

/** Words as the other side is shown them, with what it can do. */
export function presentWords(legalCase: LegalCase, { text, file }: Words, from: Side, heading: string): Reply {
  const blocks: Block[] = [{ kind: 'paragraph', text: heading }];
  if (text !== '') blocks.push({ kind: 'quote', text });
  if (file !== null) blocks.push({ kind: 'file', file });
  const choices = from === 'desk' ? requesterChoices(legalCase.number, legalCase.status) : deskChoices(legalCase, 'desk');
  return { blocks: [...blocks, { kind: 'choices', choices }], rateable: false };
}
