import type { DeadLetter } from '../../legal-case/case-unit.ts';
import { say } from '../reply.ts';
import { IDENTITY_WORDING, CASE_WORDING as WORDS } from './case-wording.ts';
import { formatTime } from './present-case.ts';
import { isStaff, onlyInPrivate, type Scene, type Step, step } from './scene.ts';

/** Messages listed at once. */
const MAX_LISTED = 10;

/** 未送达: messages that no platform took, for staff: when, in which channel, about which case and why; never their words. */
export async function listDeadLetters(scene: Scene): Promise<Step> {
  if (!isStaff(scene)) return step(scene, say(IDENTITY_WORDING.staffOnly));
  if (scene.message.group) return onlyInPrivate(scene);
  const letters = await scene.unit.letters.dead(MAX_LISTED);
  if (letters.length === 0) return step(scene, say(WORDS.noDeadLetters));
  const lines = letters.map(describeLetter);
  const choices = letters.flatMap((letter, index) =>
    mayBeSentAgain(letter) ? [{ label: WORDS.resend(index + 1), command: `重新发送 ${letter.id}` }] : [],
  );
  return step(scene, say([WORDS.deadLetters, lines.map((line, index) => `${index + 1}. ${line}`).join('\n')], choices));
}

/** 重新发送: the message goes back among those to be sent. */
export async function resendLetter(id: string, scene: Scene): Promise<Step> {
  if (!isStaff(scene)) return step(scene, say(IDENTITY_WORDING.staffOnly));
  return step(scene, say((await scene.unit.letters.resend(id)) ? WORDS.resent : WORDS.noSuchLetter));
}

/** When, in which channel, about which case and why. */
export function describeLetter({ channel, caseNumber, why, at }: DeadLetter): string {
  return WORDS.deadLetter(formatTime(at), IDENTITY_WORDING.channels[channel], caseNumber, why);
}

/** What was about no case is forgotten when it is given up: it may have held a secret. */
export function mayBeSentAgain({ caseNumber }: DeadLetter): boolean {
  return caseNumber !== null;
}
