import type { NotCovered } from '../knowledge/law.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { type Answered, answerQuestion, type Search } from './answer-question.ts';
import type { Writer } from './compose-with-model.ts';
import type { Outcome } from './outcome.ts';
import { readNotCovered } from './read-topic.ts';
import { SAME_QUESTION } from './thresholds.ts';
import { NO_TRAIL } from './trail.ts';

/** As `answerQuestion`; a matter that the folder does not cover (不收.yaml) is said not to be, unless an entry asks the very same. */
export async function answerCovered(question: string, index: SearchIndex, writer: Writer | null, search?: Search): Promise<Answered> {
  const outside = readNotCovered(question, index.knowledge.notCovered);
  if (outside) {
    const [best] = await index.search(question, 1);
    if ((best?.features.question ?? 0) < SAME_QUESTION) return declineOutside(outside, index);
  }
  return answerQuestion(question, index, writer, search);
}

function declineOutside({ name, desks: phones }: NotCovered, { knowledge }: SearchIndex): Answered {
  const desks = phones.flatMap((phone) => knowledge.desks.find((desk) => desk.phone === phone) ?? []);
  const outcome: Outcome = {
    kind: 'declined',
    why: 'no-source',
    notices: [{ kind: 'not-covered', label: name }],
    desks: desks.map(({ name: desk, phone, handles }) => ({ name: desk, phone, handles })),
  };
  return { outcome, retrieved: [], stages: { lookup: 0, search: 0, compose: 0 }, trail: NO_TRAIL };
}
