import type { Desk } from '../knowledge/law.ts';
import { findReferences } from '../search/find-references.ts';
import type { SearchDocument } from '../search/search-document.ts';
import type { Hit, SearchIndex } from '../search/search-index.ts';
import { composeAnswer, type Evidence } from './compose-answer.ts';
import { composeWithModel, type Writer } from './compose-with-model.ts';
import { findNear } from './find-near.ts';
import { type Judgement, judgeHits } from './judge-hits.ts';
import { lookUpReferences } from './look-up-references.ts';
import type { Notice, Outcome } from './outcome.ts';
import { selectEvidence } from './select-evidence.ts';
import { MAX_HITS } from './thresholds.ts';
import { layTrail, type Trail } from './trail.ts';

/** An outcome with what was retrieved for it and how long each stage took, in milliseconds. */
export interface Answered {
  readonly outcome: Outcome;
  /** Ids of the documents found, the best first. */
  readonly retrieved: readonly string[];
  readonly stages: Readonly<Record<'lookup' | 'search' | 'compose', number> & { model?: number; verify?: number }>;
  readonly trail: Trail;
}

/** Finds the best hits for a question, the best first. */
export type Search = (question: string, limit: number) => Promise<readonly Hit[]>;

/** Hotline shown when no other desk fits the words. */
const GENERAL_DESK = '12348';
/** Desks named with one refusal. */
const MAX_DESKS = 2;

/**
 * Answers a question from the index: articles named in it are looked up; the rest is searched; when nothing fits it is declined with
 * the desks that can help. Never throws for anything a person may type.
 * @param writer a model that puts the answer into its own words, which are verified; null: the folder's own sentences
 * @param search how the rest is searched; absent: for its words alone
 */
export async function answerQuestion(
  question: string,
  index: SearchIndex,
  writer: Writer | null = null,
  search: Search = (words, limit) => index.search(words, limit),
): Promise<Answered> {
  const started = performance.now();
  const references = findReferences(question, index.knowledge);
  const { documents, notices } = lookUpReferences(references, index);
  const lookedUp = performance.now();
  const named = documents.length > 0;
  const askedFor = named || references.rest === '' ? references.rest : references.laws.length > 0 ? references.rest : question;
  const hits = askedFor === '' ? [] : await search(askedFor, MAX_HITS);
  const searched = performance.now();
  const { outcome, evidence, judged } = decide({ question, askedFor, named: documents, notices, hits, index });
  const retrieved = [...documents.map((document) => document.id), ...hits.map((hit) => hit.document.id)];
  const stages = { lookup: lookedUp - started, search: searched - lookedUp, compose: performance.now() - searched };
  const trail: Trail = { ...layTrail(documents, hits, evidence, judged), drafting: null };
  const answered: Answered = { outcome, retrieved: [...new Set(retrieved)], stages, trail };
  if (writer === null || evidence === null || outcome.kind !== 'answered') return answered;
  const { answer, drafting } = await composeWithModel(
    question,
    { evidence, hits, extractive: outcome.answer, notices: outcome.notices },
    writer,
    index,
  );
  const { modelMs, verifyMs, result, verdicts } = drafting;
  const timed = { ...stages, model: modelMs, verify: verifyMs };
  return { ...answered, outcome: { ...outcome, answer }, stages: timed, trail: { ...trail, drafting: { result, verdicts } } };
}

interface Found {
  readonly question: string;
  readonly askedFor: string;
  readonly named: readonly SearchDocument[];
  readonly notices: readonly Notice[];
  readonly hits: readonly Hit[];
  readonly index: SearchIndex;
}

function decide({ question, askedFor, named, notices, hits, index }: Found): {
  readonly outcome: Outcome;
  readonly evidence: Evidence | null;
  readonly judged: Judgement | null;
} {
  const onlyUnknownArticle =
    named.length === 0 && notices.some((notice) => notice.kind === 'no-such-article' || notice.kind === 'not-covered');
  const familiarity = index.familiarity(askedFor);
  const judged = judgeHits(hits, familiarity);
  const evidence = onlyUnknownArticle
    ? null
    : selectEvidence(named, judged?.fits ? hits : [], askedFor === '' ? question : askedFor, index);
  if (evidence) {
    const likeness = index.likenessTo(askedFor === '' ? question : askedFor);
    return { outcome: { kind: 'answered', notices, answer: composeAnswer(evidence, likeness, question) }, evidence, judged };
  }
  const near = notices.length > 0 ? null : findNear(hits, familiarity);
  const legal = notices.length > 0 || near !== null || namedDesks(question, index.knowledge.desks).length > 0;
  const outcome: Outcome = {
    kind: 'declined',
    why: legal ? 'no-source' : 'out-of-scope',
    notices,
    desks: desksFor(question, index.knowledge.desks),
    ...(near ? { near } : {}),
  };
  return { outcome, evidence: null, judged };
}

/** Who may know where the folder does not: the desks for the matter, and always the general hotline. */
export function desksFor(question: string, desks: readonly Desk[]): (Outcome & { kind: 'declined' })['desks'] {
  const named = namedDesks(question, desks);
  const general = desks.filter((desk) => desk.phone === GENERAL_DESK);
  const shown = named.some((desk) => desk.phone === GENERAL_DESK) ? named : [...named.slice(0, MAX_DESKS - 1), ...general];
  return shown.slice(0, MAX_DESKS).map(({ name, phone, handles }) => ({ name, phone, handles }));
}

/** Desks whose words stand in the question, those with most of them first. */
function namedDesks(question: string, desks: readonly Desk[]): Desk[] {
  return desks
    .map((desk) => ({ desk, count: desk.words.filter((word) => question.includes(word)).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ desk }) => desk);
}
