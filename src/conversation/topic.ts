import type { Turn } from './turn-store.ts';

/** Silence after which the next question begins anew, in milliseconds. */
const TOPIC_LASTS_MS = 30 * 60_000;
/** What clears the topic. */
const NEW_TOPIC = '/new';

type Past = Pick<Turn, 'question' | 'asked' | 'outcome' | 'askedAt'>;

/**
 * The standing-alone question that was asked last in this conversation, answered, declined or reckoned; null where it is over, or
 * was cleared.
 */
export function topicOf(recent: readonly Past[], now: Date): string | null {
  for (const { question, asked, outcome, askedAt } of [...recent].reverse()) {
    if (now.getTime() - askedAt.getTime() > TOPIC_LASTS_MS || question === NEW_TOPIC) return null;
    if (outcome.kind === 'answered' || outcome.kind === 'declined' || (outcome.kind === 'conversed' && asked !== '')) return asked;
  }
  return null;
}

/** The latest turn whose answer has articles to be opened, within the same conversation; null where there is none. */
export function answeredLast(recent: readonly Turn[], now: Date): Turn | null {
  const last = recent.findLast(({ outcome }) => outcome.kind === 'answered');
  return last && now.getTime() - last.askedAt.getTime() <= TOPIC_LASTS_MS ? last : null;
}
