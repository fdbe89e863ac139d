import type { Feedback } from '../answer/feedback.ts';
import { maskPersonalData } from '../answer/mask-personal-data.ts';

/** Longest line about an answer, in characters; the rest is left out. */
const MAX_FEEDBACK_LENGTH = 200;

/** Feedback as it is kept: its line on one line, short, and without personal data. Pure. */
export function keepableFeedback({ words, ...feedback }: Feedback): Feedback {
  if (words === undefined) return feedback;
  return { ...feedback, words: maskPersonalData(words.replace(/\s+/g, ' ').trim()).slice(0, MAX_FEEDBACK_LENGTH) };
}
