import { normalizeText } from '../../search/normalize.ts';
import type { IncomingMessage } from '../incoming-message.ts';
import { answerShown, topicOf } from '../topic.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import { isFeedback } from './take-feedback.ts';
import type { Asked } from './take-step.ts';
import { understand } from './understand.ts';

/**
 * Most messages: words of somebody who is in the middle of nothing else. They change nothing before they are answered, so they take
 * no transaction; null for all others.
 */
export async function takePlainQuestion(message: IncomingMessage, units: UnitOfWork, now: Date): Promise<Asked | null> {
  if (!isPlain(message)) return null;
  const seen = await units.glance(message);
  if (seen === null) return null;
  const { script, recent } = seen;
  const [topic, shown] = [topicOf(recent, now), answerShown(recent, now)];
  return { kind: 'question', text: message.text.trim(), help: 'lawyers', script, topic, shown, guides: false, also: [] };
}

/** Words alone that are no command, no word about an answer and no reply to a message. */
function isPlain({ group, edited, file, verifiedPhone, replyTo, text }: IncomingMessage): boolean {
  if (group || edited || file !== undefined || verifiedPhone !== undefined || replyTo !== undefined) return false;
  return [text.trim(), normalizeText(text.trim())].every((words) => understand(words).kind === 'words') && !isFeedback(text);
}
