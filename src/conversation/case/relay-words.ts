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
export interface Words {
  readonly text: string;
  readonly file: StoredFile | null;
}

/**
 * Relays words to the other side of a case and to nobody else: those of the desk to the person who asked, those of the person
 * to who accepted the case (before that, to the desk). Neither side's name or telephone goes along.
 */
export async function relay(number: string, words: Words, scene: Scene): Promise<Step> {
  const own = await findCase(number, scene);
  if (isStep(own)) return own;
  if (words.text.length > MAX_WORDS_LENGTH) return step(scene, say(WORDS.tooLong(MAX_WORDS_LENGTH)), { caseNumber: number });
  const fromDesk = own.side !== 'requester';
  const after = await change(own, { action: fromDesk ? 'work' : 'supplement' }, scene);
  if ('reply' in after) return after;
  await keepWords(after, words, fromDesk ? 'desk' : 'requester', scene);
  const reopened = own.legalCase.status === '已办结';
  const to = fromDesk ? await requesterAddresses(after, scene) : await deskAddresses(after, scene);
  const notices = tell(to, presentWords(after, words, fromDesk, { edited: scene.message.edited === true, reopened }), number);
  const done = to.length === 0 ? WORDS.relayedNobody(number) : WORDS.relayed(number);
  return step(scene, say(done, fromDesk ? deskChoices(after, 'desk') : []), { notices, caseNumber: number });
}

/** The next words of the speaker go to this case; in a group, where people talk to each other, they must quote or name it. */
export async function expectWords(number: string, scene: Scene): Promise<Step> {
  const own = await findCase(number, scene);
  if (isStep(own)) return own;
  if (scene.message.group) return step(scene, say(WORDS.quoteIt(number)), { caseNumber: number });
  return step(scene, say(WORDS.sayIt(number), [{ label: WORDS.cancel, command: '取消' }]), {
    dialogue: moveOn(scene, { expects: { kind: 'words', number } }),
    caseNumber: number,
  });
}

async function keepWords(legalCase: LegalCase, { text, file }: Words, side: 'desk' | 'requester', scene: Scene): Promise<void> {
  const { unit, speaker, message, now } = scene;
  if (file !== null) {
    await unit.files.stage(file, speaker.id);
    await unit.files.attach([file.id], legalCase.id, speaker.id);
  }
  const source = { address: { channel: message.channel, chatId: message.chatId }, messageId: message.sourceId ?? null };
  const said = { side, by: speaker.id, at: now, text, file: file?.id ?? null, edited: message.edited === true };
  await unit.cases.say(legalCase.id, said, source);
}

function presentWords(
  legalCase: LegalCase,
  { text, file }: Words,
  fromDesk: boolean,
  { edited, reopened }: { readonly edited: boolean; readonly reopened: boolean },
): Reply {
  const { number, desk, status } = legalCase;
  const heading = `${fromDesk ? WORDS.fromDesk(number, desk) : WORDS.fromRequester(number)}${edited ? WORDS.corrected : ''}`;
  const blocks: Block[] = [{ kind: 'paragraph', text: reopened ? `${WORDS.reopened(number)}\n${heading}` : heading }];
  if (text !== '') blocks.push({ kind: 'quote', text });
  if (file !== null) blocks.push({ kind: 'file', file });
  blocks.push({ kind: 'choices', choices: fromDesk ? requesterChoices(number, status) : deskChoices(legalCase, 'desk') });
  return { blocks, rateable: false };
}
