import type { Answer } from '../answer/outcome.ts';
import type { Script } from '../legal-case/person.ts';
import type { Turn } from './turn-store.ts';

/** Silence after which the next question begins anew, in milliseconds. */
const TOPIC_LASTS_MS = 30 * 60_000;
/** Turns looked through for the topic. */
export const LOOKED_THROUGH_TURNS = 10;
/** What clears the topic. */
const NEW_TOPIC = '/new';

/** What of a turn decides what comes after it. */
export type Past = Pick<Turn, 'question' | 'asked' | 'outcome' | 'askedAt'>;

/** What is known of somebody who asks something and is in the middle of nothing else. */
export interface Glance {
  readonly script: Script;
  /** The latest turns in this chat, oldest first. */
  readonly recent: readonly Past[];
}

/**
 * The standing-alone question that was asked last in this conversation, answered, declined or reckoned; null where it is over, or
 * was cleared.
 */
export function topicOf(recent: readonly Past[], now: Date): string | null {
  return lastOf(recent, now, isOfItself)?.asked ?? null;
}

/** The answer that the person has before them: that to the last question, or a side of it; null where that was declined. */
export function answerShown(recent: readonly Past[], now: Date): Answer | null {
  const last = lastOf(recent, now, (turn) => isOfItself(turn) || turn.outcome.kind === 'answered');
  return last?.outcome.kind === 'answered' ? last.outcome.answer : null;
}

/** The latest such turn of this conversation. */
function lastOf(recent: readonly Past[], now: Date, wanted: (turn: Past) => boolean): Past | null {
  for (const turn of [...recent].reverse()) {
    if (now.getTime() - turn.askedAt.getTime() > TOPIC_LASTS_MS || turn.question === NEW_TOPIC) return null;
    if (wanted(turn)) return turn;
  }
  return null;
}

/** Whether a question began something of its own, reckoned or answered, and did not ask for one side of what was said before. */
function isOfItself({ asked, outcome }: Past): boolean {
  if (outcome.kind === 'conversed') return asked !== '';
  if (outcome.kind === 'declined') return outcome.notices.every(({ kind }) => kind !== 'side-unknown');
  return outcome.kind === 'answered' && outcome.answer.aside === undefined;
}

/** The latest turn whose answer has articles to be opened, within the same conversation; null where there is none. */
export function answeredLast(recent: readonly Turn[], now: Date): Turn | null {
  const last = recent.findLast(({ outcome }) => outcome.kind === 'answered');
  return last && now.getTime() - last.askedAt.getTime() <= TOPIC_LASTS_MS ? last : null;
}
