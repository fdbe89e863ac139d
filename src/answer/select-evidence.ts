import { articleId, type Guide } from '../knowledge/entry.ts';
import type { SearchDocument } from '../search/search-document.ts';
import type { Hit, SearchIndex } from '../search/search-index.ts';
import type { Evidence } from './compose-answer.ts';
import { nearestFaq } from './nearest-faq.ts';
import { CITE_SHARE, FAQ_FIRST, FAQ_SHARE, GUIDE_BASIS_BONUS, GUIDE_SHARE, MAX_CITATIONS, SAME_FAQ } from './thresholds.ts';

/**
 * Chooses what an answer is made from: named articles before found ones, then a guide one of whose 常见问题 was asked, then the
 * articles whose score is near the best, and the guide that fits. Null when there is nothing to answer from.
 * @param question what was searched for
 */
export function selectEvidence(
  named: readonly SearchDocument[],
  hits: readonly Hit[],
  question: string,
  index: SearchIndex,
): Evidence | null {
  const articleHits = hits.filter((hit) => !hit.document.guide);
  const faqHit = named.length > 0 ? null : faqGuide(hits, question, index);
  const guideHit = faqHit ?? bestGuide(hits, named[0] ?? articleHits[0]?.document ?? null);
  const top = hits[0];
  if (named.length === 0 && !top) return null;
  const main =
    named[0] ??
    faqHit?.document ??
    (guideHit && top?.document.guide && guideHit.document === top.document ? top.document : articleHits[0]?.document) ??
    guideHit?.document;
  if (!main) return null;
  const best = articleHits[0]?.score ?? 0;
  const near = articleHits.filter((hit) => hit.score >= best * CITE_SHARE).map((hit) => hit.document);
  // A 常见问题 may be about an article that the guide as a whole does not rest on.
  const asked = faqHit && articleHits[0] && articleHits[0].features.question >= SAME_FAQ ? near.slice(0, 1) : [];
  const articles = main.guide ? basisOf(main.guide, near, asked, index) : named.length > 0 ? [...named] : near;
  const cited = articles.slice(0, MAX_CITATIONS);
  const further = [...seeAlso(cited, index), ...articleHits.map((hit) => hit.document)];
  const neighbours = [...new Set(further)].filter((document) => !cited.includes(document) && document !== main);
  const guide = guideHit?.document.guide ?? null;
  return { main, articles: cited, guide: guide && fitsGuide(guideHit, best, named) ? guide : null, neighbours };
}

/** The guide one of whose 常见问题 is nearer to what was asked than any question of an article; null where none is near. */
function faqGuide(hits: readonly Hit[], asked: string, index: SearchIndex): Hit | null {
  const likeness = index.likenessTo(asked);
  const least = (hits[0]?.score ?? 0) * FAQ_SHARE;
  const near = hits.flatMap((hit) => {
    if (hit.score < least) return [];
    const faq = hit.document.guide && nearestFaq(hit.document.guide, likeness);
    return faq ? [{ hit, score: faq.score }] : [];
  });
  const [best] = near.sort((a, b) => b.score - a.score);
  const ofArticles = Math.max(0, ...hits.filter(({ document }) => !document.guide).map(({ features }) => features.question));
  return best && best.score >= FAQ_FIRST && best.score > ofArticles ? best.hit : null;
}

/** The guide with the highest score; resting on the main article counts. */
function bestGuide(hits: readonly Hit[], main: SearchDocument | null): Hit | null {
  const worth = (hit: Hit) => hit.score + (rests(hit.document.guide, main) ? GUIDE_BASIS_BONUS : 0);
  return hits.filter((hit) => hit.document.guide).sort((a, b) => worth(b) - worth(a))[0] ?? null;
}

function fitsGuide(hit: Hit | null, best: number, named: readonly SearchDocument[]): boolean {
  if (!hit) return false;
  return named.some((document) => rests(hit.document.guide, document)) || hit.score >= best * GUIDE_SHARE;
}

function rests(guide: Guide | null, document: SearchDocument | null): boolean {
  return guide !== null && document !== null && guide.basis.some((reference) => articleId(reference) === document.id);
}

/** The articles a guide rests on that the folder has, and these others: those found by the question first. */
function basisOf(guide: Guide, near: readonly SearchDocument[], others: readonly SearchDocument[], index: SearchIndex): SearchDocument[] {
  const basis = guide.basis.flatMap((reference) => index.document(articleId(reference)) ?? []);
  return [...new Set([...near.filter((document) => basis.includes(document)), ...others, ...basis])];
}

function seeAlso(cited: readonly SearchDocument[], index: SearchIndex): SearchDocument[] {
  return cited.flatMap((document) => document.digest?.seeAlso ?? []).flatMap((reference) => index.document(articleId(reference)) ?? []);
}
