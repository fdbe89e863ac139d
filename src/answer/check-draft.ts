import type { SearchIndex } from '../search/search-index.ts';
import { LawNames } from './verify/check-references.ts';
import type { NearPassage } from './verify/check-support.ts';
import { type Passage, toPassage } from './verify/passage.ts';
import { withoutArticles } from './verify/plain-text.ts';
import { type DraftStatement, type Verdict, verifyAnswer } from './verify-answer.ts';

/** Entries compared with each sentence. */
const NEAREST = 12;

/** Verifies sentences against the folder: looks up what `verifyAnswer` needs. A search that fails leaves its sentence unchecked, and so unsaid. */
export async function checkDraft(
  statements: readonly DraftStatement[],
  evidence: readonly Passage[],
  on: string,
  index: SearchIndex,
): Promise<Verdict[]> {
  return verifyAnswer({
    statements,
    evidence,
    known: (id) => index.document(id) !== null,
    names: new LawNames(index.knowledge.laws.values()),
    on,
    near: await Promise.all(statements.map(({ text }) => nearest(text, index))),
    weighWords: (text) => index.weighWords(text),
    weighFeatures: (text) => index.weighFeatures(text),
  });
}

/** The documents with these ids as passages to cite; ids the folder does not have are left out. */
export function passagesOf(ids: readonly string[], index: SearchIndex): Passage[] {
  return ids.flatMap((id) => {
    const document = index.document(id);
    return document ? [toPassage(document, index.knowledge)] : [];
  });
}

async function nearest(text: string, index: SearchIndex): Promise<NearPassage[] | null> {
  try {
    const hits = await index.search(withoutArticles(text), NEAREST);
    return hits.map(({ document, score }) => ({ id: document.id, score }));
  } catch {
    return null;
  }
}
