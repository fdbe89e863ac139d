import { articleId, type Guide } from '../knowledge/entry.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { composeAnswer } from './compose-answer.ts';
import type { Outcome } from './outcome.ts';
import { MAX_CITATIONS } from './thresholds.ts';

/** What a guide gains when it rests on the best article found. */
const BASIS_SUPPORT = 0.5;
/** Guides and articles compared. */
const DEPTH = 30;

/** The guides that fit a question or a keyword, the best first; resting on articles that the question finds counts. */
export async function rankGuides(question: string, index: SearchIndex): Promise<Guide[]> {
  const guides = await index.searchGuides(question, DEPTH);
  const articles = await index.search(question, DEPTH);
  const best = articles[0]?.score || 1;
  const found = new Map(articles.map(({ document, score }) => [document.id, score / best]));
  const support = (guide: Guide) => Math.max(0, ...guide.basis.map((reference) => found.get(articleId(reference)) ?? 0));
  return guides
    .flatMap(({ document: { guide }, score }) => (guide ? [{ guide, worth: score + BASIS_SUPPORT * support(guide) }] : []))
    .sort((a, b) => b.worth - a.worth)
    .map(({ guide }) => guide);
}

/** A guide as an answer, with the articles it rests on. */
export function answerGuide(guide: Guide, asked: string, index: SearchIndex): Outcome {
  const main = index.document(guide.id);
  if (!main) return { kind: 'failed', why: 'internal' };
  const articles = guide.basis.flatMap((reference) => index.document(articleId(reference)) ?? []).slice(0, MAX_CITATIONS);
  const evidence = { main, articles, guide, neighbours: [] };
  return { kind: 'answered', notices: [], answer: composeAnswer(evidence, index.likenessTo(asked), asked) };
}
