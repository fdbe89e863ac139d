import type { SearchDocument } from '../search/search-document.ts';
import type { Hit } from '../search/search-index.ts';
import type { Evidence } from './compose-answer.ts';
import type { Drafting } from './compose-with-model.ts';
import type { Judgement } from './judge-hits.ts';

/** A document that was found for a question. */
interface FoundDocument {
  /** 民法典第1079条 or 办事指南·离婚登记. */
  readonly id: string;
  /** Higher is better, comparable between questions; null for an article that the question named. */
  readonly score: number | null;
  /** Whether it was chosen to answer from. */
  readonly kept: boolean;
}

/** What became of one of the things asked in a story. */
export interface AskTrail {
  /** In the person's own words. */
  readonly ask: string;
  /** As it was searched, standing alone. */
  readonly asked: string;
  readonly result: 'answered' | 'open' | 'unanswered';
  /** How sure an answer is, from 0 on it is given; null where nothing was searched. */
  readonly confidence: number | null;
  /** What answers it, the first first. */
  readonly found: readonly string[];
}

/** How an answer or a refusal was come by; kept with the turn, so that staff can see why (`npm run trace`, the console). */
export interface Trail {
  /** The best first, those that the question named before all others. */
  readonly found: readonly FoundDocument[];
  /** Null where nothing was found by searching. */
  readonly judged: Omit<Judgement, 'fits'> | null;
  /** What became of a model's draft; null where no model was asked. */
  readonly drafting: Pick<Drafting, 'result' | 'verdicts'> | null;
  /** The things asked in a story, in order; absent for a message that asked one. */
  readonly asks?: readonly AskTrail[];
}

/** The trail of what was answered without a search. */
export const NO_TRAIL: Trail = { found: [], judged: null, drafting: null };

/** Lays the trail of a search; figures are cut to four places, which is all that anybody reads. */
export function layTrail(
  named: readonly SearchDocument[],
  hits: readonly Hit[],
  evidence: Evidence | null,
  judged: Judgement | null,
): Omit<Trail, 'drafting'> {
  const chosen = evidence === null ? [] : [evidence.main.id, ...evidence.articles.map(({ id }) => id), evidence.guide?.id];
  const byName = named.map(({ id }) => ({ id, score: null }));
  const bySearch = hits.map(({ document, score }) => ({ id: document.id, score: cut(score) }));
  const found = [...byName, ...bySearch.filter(({ id }) => !byName.some((one) => one.id === id))];
  return {
    found: found.map((one) => ({ ...one, kept: chosen.includes(one.id) })),
    judged: judged && { confidence: cut(judged.confidence), likeness: cut(judged.likeness) },
  };
}

function cut(figure: number): number {
  return Math.round(figure * 10_000) / 10_000;
}
