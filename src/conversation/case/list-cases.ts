import { say } from '../reply.ts';
import { STATUS_NAMES, CASE_WORDING as WORDS } from './case-wording.ts';
import { type Scene, type Step, step } from './scene.ts';

/** Cases listed at once. */
const MAX_LISTED = 10;

/** The speaker's own cases, and those of the desks that may be named here. */
export async function listCases(scene: Scene): Promise<Step> {
  const { unit, speaker, message } = scene;
  const desks = speaker.serves.map(({ desk }) => desk);
  const here = message.group ? await unit.desks.inChat({ channel: message.channel, chatId: message.chatId }) : desks;
  const mine = message.group ? [] : await unit.cases.ofRequester(speaker.id, MAX_LISTED);
  const ours = await unit.cases.ofDesks(
    desks.filter((desk) => here.includes(desk)),
    MAX_LISTED,
  );
  const part = (heading: string, cases: typeof mine) =>
    cases.length === 0
      ? []
      : [[heading, ...cases.map(({ number, kind, status }) => WORDS.line(number, kind, STATUS_NAMES[status]))].join('\n')];
  const texts = [...part(WORDS.mine, mine), ...part(WORDS.desk, ours)];
  const choices = [...mine, ...ours].map(({ number }) => ({ label: `#${number}`, command: `查看 #${number}` }));
  return step(scene, say(texts.length === 0 ? WORDS.none : texts, choices));
}
