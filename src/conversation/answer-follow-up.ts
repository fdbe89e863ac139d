import { type Answered, desksFor } from '../answer/answer-question.ts';
import { answerFaq, answerSide, guideOf, narrowToSide } from '../answer/answer-side.ts';
import { nearestFaq } from '../answer/nearest-faq.ts';
import type { Answer, Side } from '../answer/outcome.ts';
import { readSide } from '../answer/read-side.ts';
import { SAME_FAQ } from '../answer/thresholds.ts';
import type { Guide } from '../knowledge/entry.ts';
import type { SearchIndex } from '../search/search-index.ts';

/** Longer messages tell something of their own, in characters. */
const LONGEST_FOLLOW_UP = 36;

/**
 * What a short message asks about the answer that the person has before them: one side of its guides (那要多久), or one of their
 * 常见问题. A side of which there is no guide is to be searched for (`side`); null for a message that asks for neither.
 */
export async function answerFollowUp(
  message: string,
  shown: Answer | null,
  index: SearchIndex,
): Promise<Answered | { readonly side: Side } | null> {
  if (shown === null || message.length > LONGEST_FOLLOW_UP) return null;
  const guides = shown.guides.flatMap(({ title }) => guideOf(title, index) ?? []);
  const procedure = guides.some(({ title }) => shown.point.some(({ source }) => source === title));
  const side = readSide(message, procedure ? 'procedure' : guides.length > 0 ? 'both' : 'law');
  if (side !== null) return guides.length === 0 ? { side } : answerSide(side, guides, index);
  return faqOf(message, guides, index);
}

/** Of an answer that was found for one side of what was said before, that side; with who may know where it says nothing of it. */
export function onlySide(side: Side, found: Answered, question: string, index: SearchIndex): Answered {
  return narrowToSide(side, found, desksFor(question, index.knowledge.desks), index);
}

/** The answer of the guides' 常见问题, where one is nearer to the message than any question of the folder's other entries. */
async function faqOf(message: string, guides: readonly Guide[], index: SearchIndex): Promise<Answered | null> {
  const likeness = index.likenessTo(message);
  const near = guides.flatMap((guide) => {
    const faq = nearestFaq(guide, likeness);
    return faq && faq.score >= SAME_FAQ ? [{ guide, faq }] : [];
  });
  const [best] = near.sort((a, b) => b.faq.score - a.faq.score);
  if (!best) return null;
  const [hit] = await index.search(message, 1);
  return hit && hit.document.guide !== best.guide && hit.features.question > best.faq.score ? null : answerFaq(best.guide, best.faq, index);
}
