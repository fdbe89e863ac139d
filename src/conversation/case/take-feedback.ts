import { type Feedback, REASONS } from '../../answer/feedback.ts';
import { normalizeText } from '../../search/normalize.ts';
import { keepableFeedback } from '../keepable-feedback.ts';
import { type Choice, type Reply, say } from '../reply.ts';
import { WORDING } from '../wording.ts';
import { lastAnswer, moveOn, type Scene, type Step, step } from './scene.ts';

/** What is said of an answer, by the words for it. */
const SAID: ReadonlyMap<string, Feedback | 'line'> = new Map<string, Feedback | 'line'>([
  [WORDING.useful, { useful: true }],
  [WORDING.notUseful, { useful: false }],
  ...REASONS.map((reason) => [WORDING.reasons[reason], { useful: false, reason }] as const),
  [WORDING.addLine, 'line'],
]);

/** Whether words may be about an answer. */
export function isFeedback(text: string): boolean {
  return readFeedback(text) !== null;
}

/**
 * 有用, 没用, a reason or 写一句, about the answer that is named behind it, else the one that was called no use, else the last one; null
 * for other words, and where there is no answer.
 */
export async function takeFeedback(text: string, scene: Scene): Promise<Step | null> {
  const read = readFeedback(text);
  if (read === null) return null;
  const { said, named } = read;
  const { expects } = scene.dialogue;
  const meant = named ?? (expects?.kind === 'feedback' ? expects.turnId : null);
  const turnId = meant ?? (await lastAnswer(scene))?.id;
  if (turnId === undefined) return null;
  const { group } = scene.message;
  if (said === 'line') return group ? null : askLine(turnId, scene);
  if (!(await scene.turns.rate(turnId, said))) return step(scene, say(WORDING.tooOld));
  const reply = replyTo(said, group === true);
  return step(scene, reply, said.useful || group ? {} : { dialogue: moveOn(scene, { expects: { kind: 'feedback', turnId } }) });
}

function readFeedback(text: string): { readonly said: Feedback | 'line'; readonly named: string | undefined } | null {
  const [word = '', named, ...more] = normalizeText(text).split(' ');
  const said = SAID.get(word.replace(/[。.!！~～]+$/, ''));
  return said === undefined || more.length > 0 ? null : { said, named };
}

/** The line that was asked for. */
export async function takeFeedbackWords(turnId: string, text: string, scene: Scene): Promise<Step> {
  const feedback = keepableFeedback({ useful: false, words: text });
  const kept = await scene.turns.rate(turnId, feedback);
  return step(scene, say(kept ? WORDING.thanksForReason : WORDING.tooOld), { kept: { said: feedback.words ?? '' } });
}

function askLine(turnId: string, scene: Scene): Step {
  const dialogue = moveOn(scene, { expects: { kind: 'feedback-words', turnId } });
  return step(scene, say(WORDING.writeLine, [{ label: WORDING.noLine, command: '取消' }]), { dialogue });
}

/** Thanks; after 没用 the reasons to be tapped. In a group, where others read along, nobody is asked for a line. */
function replyTo({ useful, reason }: Feedback, group: boolean): Reply {
  const line = group ? [] : [asChoice(WORDING.addLine)];
  if (useful) return say(WORDING.thanks);
  if (reason !== undefined) return say(WORDING.thanksForReason, line);
  return say(WORDING.whyNoUse, [...REASONS.map((one) => asChoice(WORDING.reasons[one])), ...line]);
}

function asChoice(label: string): Choice {
  return { label, command: label };
}
