import { entryOf, type SearchDocument } from '../search/search-document.ts';
import type { Hit, SearchIndex } from '../search/search-index.ts';
import { checkDraft } from './check-draft.ts';
import { brief, cite, type Evidence, sentencesOf } from './compose-answer.ts';
import type { DraftFailure, LanguageModel, ModelPassage } from './language-model.ts';
import { maskPersonalData } from './mask-personal-data.ts';
import type { Answer, Notice, Statement, Unfinished } from './outcome.ts';
import { SentenceChecker } from './sentence-checker.ts';
import { MAX_POINT_LENGTH, MODEL_PASSAGES, PASSAGE_LENGTH } from './thresholds.ts';
import { type Passage, textOf, toPassage } from './verify/passage.ts';
import type { DraftStatement, Verdict } from './verify-answer.ts';

/** A model, and the day the question is about. */
export interface Writer {
  readonly model: LanguageModel;
  /** YYYY-MM-DD. */
  readonly on: string;
  /** Told of the answer so far each time another sentence of it is verified; null where nobody looks on. */
  readonly onSentence: ((soFar: Unfinished) => void) | null;
}

/** What became of a model's draft; kept with the turn so that staff can see why a sentence did not leave. */
export interface Drafting {
  /** `answered`: the model's sentences went out; else why the extractive answer did. */
  readonly result: 'answered' | 'no-answer' | 'dropped' | DraftFailure;
  readonly verdicts: readonly Verdict[];
  /** Milliseconds the model took, and the verification. */
  readonly modelMs: number;
  readonly verifyMs: number;
}

/** What the model's answer is made from, and what goes out where there is none. */
interface Ground {
  readonly evidence: Evidence;
  readonly hits: readonly Hit[];
  readonly extractive: Answer;
  /** What has to be said before the answer. */
  readonly notices: readonly Notice[];
}

/**
 * Lets a model write the point of an answer from the selected evidence, and verifies it sentence by sentence as it is written. The
 * extractive answer goes out instead where the model fails, says that it cannot answer, or loses as many sentences as it keeps.
 */
export async function composeWithModel(
  question: string,
  { evidence, hits, extractive, notices }: Ground,
  { model, on, onSentence }: Writer,
  index: SearchIndex,
): Promise<{ readonly answer: Answer; readonly drafting: Drafting }> {
  const started = performance.now();
  const documents = documentsFor(evidence, hits, index);
  const passages = documents.map((document) => toPassage(document, index.knowledge));
  const checker = new SentenceChecker(
    async (sentence) => (await checkDraft([sentence], passages, on, index))[0] ?? { ...sentence, kept: false, why: 'not-checked' },
    (kept) => {
      if (kept.length <= MAX_POINT_LENGTH) onSentence?.({ notices, point: kept.map((sentence) => toStatement(sentence, documents)) });
    },
  );
  const draft = await model.draft({ question: maskPersonalData(question), passages: passages.map(toModelPassage) }, (statement) =>
    checker.hear(toSentences(statement, passages)),
  );
  const drafted = performance.now();
  const fallBack = (result: Drafting['result'], verdicts: readonly Verdict[] = []) => ({
    answer: extractive,
    drafting: { result, verdicts, modelMs: drafted - started, verifyMs: performance.now() - drafted },
  });
  if (draft.kind === 'failed') return fallBack(draft.why);
  if (draft.completeness === 'none' || draft.statements.length === 0) return fallBack('no-answer');
  const verdicts = await checker.check(draft.statements.flatMap((statement) => toSentences(statement, passages)));
  const kept = verdicts.filter((verdict) => verdict.kept);
  if (kept.length * 2 <= verdicts.length) return fallBack('dropped', verdicts);
  const { drafting } = fallBack('answered', verdicts);
  return { answer: answerFrom(kept.slice(0, MAX_POINT_LENGTH), documents, extractive), drafting };
}

/** The entry that answers, what else may be cited, and the next best hits: few, so that nothing outdated or beside the point gets in. */
function documentsFor({ main, articles, guide }: Evidence, hits: readonly Hit[], index: SearchIndex): SearchDocument[] {
  const guides = guide ? [index.document(guide.id)] : [];
  const chosen = [main, ...articles, ...guides, ...hits.map((hit) => hit.document)];
  return [...new Set(chosen.filter((document) => document !== null))].slice(0, MODEL_PASSAGES);
}

function toModelPassage(passage: Passage, position: number): ModelPassage {
  return {
    token: `S${position + 1}`,
    label: `${passage.id} ${passage.described[0] ?? ''}`,
    text: textOf(passage).slice(0, PASSAGE_LENGTH),
  };
}

/** Sentence by sentence, with the ids for the tokens; a token that nobody gave stays what it is, and is found out. */
function toSentences({ text, sources }: DraftStatement, passages: readonly Passage[]): DraftStatement[] {
  const idOf = new Map(passages.map((passage, position) => [`S${position + 1}`, passage.id]));
  const ids = sources.map((token) => idOf.get(token) ?? token);
  return sentencesOf(text).map((sentence) => ({ text: sentence, sources: ids }));
}

function answerFrom(kept: readonly DraftStatement[], documents: readonly SearchDocument[], extractive: Answer): Answer {
  const cited = documents.filter((document) => kept.some(({ sources }) => sources.includes(document.id)));
  const guides = cited.flatMap((document) => (document.guide ? [brief(document.guide)] : []));
  const checked = cited.map((document) => entryOf(document).checked).filter((day) => day !== null);
  return {
    point: kept.map((statement) => toStatement(statement, documents)),
    citations: cited.filter((document) => !document.guide).map(cite),
    guides: guides.length > 0 ? guides : extractive.guides,
    related: extractive.related,
    checked: [...checked, ...(extractive.checked === null ? [] : [extractive.checked])].sort()[0] ?? null,
    composedBy: 'model',
  };
}

function toStatement({ text, sources }: DraftStatement, documents: readonly SearchDocument[]): Statement {
  const shown = [...new Set(sources)].map((id) => documents.find((document) => document.id === id)?.guide?.title ?? id);
  const [source = '', ...alsoFrom] = shown;
  return { text, source, ...(alsoFrom.length > 0 ? { alsoFrom } : {}) };
}
