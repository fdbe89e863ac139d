import { formatNumeral } from '../knowledge/article-number.ts';
import { type ArticleReference, articleId, type Entry, type Guide } from '../knowledge/entry.ts';
import { entryOf, type SearchDocument } from '../search/search-document.ts';
import { type NearFaq, nearestFaq } from './nearest-faq.ts';
import type { Answer, Citation, GuideBrief, Statement } from './outcome.ts';
import {
  MAX_CITATIONS,
  MAX_NOTES,
  MAX_POINT_SENTENCES,
  MAX_RELATED,
  MAX_STEPS,
  RELATED_FROM,
  RELATED_LENGTH,
  SAME_FAQ,
} from './thresholds.ts';

/** What an answer is made from, chosen before it is written. */
export interface Evidence {
  /** The entry that answers: an article, or a guide when the question is about a procedure. */
  readonly main: SearchDocument;
  /** Articles to cite, the best first. */
  readonly articles: readonly SearchDocument[];
  readonly guide: Guide | null;
  /** Neighbouring documents whose questions may be offered. */
  readonly neighbours: readonly SearchDocument[];
}

/**
 * Writes the answer from the entries' own sentences (extractive, no model): the point of the main entry first, then what
 * it rests on, then what to do.
 * @param likeness how near a sentence is to the question, higher is nearer
 */
export function composeAnswer(evidence: Evidence, likeness: (sentence: string) => number, asked: string): Answer {
  const { main, guide } = evidence;
  const references = (main.guide?.basis ?? []).filter(
    (reference) => !evidence.articles.some((document) => document.id === articleId(reference)),
  );
  const citations = [...evidence.articles.map(cite), ...references.map(citeReference)].slice(0, MAX_CITATIONS);
  const guides = main.guide ? [main.guide] : guide ? [guide] : [];
  const checked = [
    ...evidence.articles.slice(0, MAX_CITATIONS).map((document) => document.digest?.checked),
    ...guides.map((one) => one.checked),
  ];
  const faq = main.guide ? sameFaq(main.guide, likeness) : null;
  return {
    point: main.guide ? guidePoint(main.guide, faq?.answer ?? main.guide.applies) : articlePoint(main, likeness),
    citations,
    guides: guides.map(brief),
    related: relatedQuestions(evidence, asked, likeness),
    checked: checked.filter((day) => typeof day === 'string').sort()[0] ?? null,
    composedBy: 'extract',
    ...(faq ? { faq: faq.question } : {}),
  };
}

/** The sentences of a text, each with its closing mark. */
export function sentencesOf(text: string): string[] {
  return (text.match(/[^。！？\n]+[。！？]?[”’」』）]*/g) ?? []).map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

/** The digest as it stands when it is short; else its first sentence and those nearest to the question, in order. */
function articlePoint(document: SearchDocument, likeness: (sentence: string) => number): Statement[] {
  const sentences = sentencesOf(entryOf(document).text);
  const nearest = sentences
    .map((sentence, position) => ({ position, score: position === 0 ? Number.POSITIVE_INFINITY : likeness(sentence) }))
    .sort((a, b) => b.score - a.score || a.position - b.position)
    .slice(0, MAX_POINT_SENTENCES)
    .map((kept) => kept.position);
  return sentences.filter((_, position) => nearest.includes(position)).map((text) => ({ text, source: document.id }));
}

/** The one of the guide's 常见问题 that was asked; null where none was. */
function sameFaq(guide: Guide, likeness: (sentence: string) => number): NearFaq | null {
  const nearest = nearestFaq(guide, likeness);
  return nearest && nearest.score >= SAME_FAQ ? nearest : null;
}

/** What a guide says, by the guide's title. */
function guidePoint(guide: Guide, text: string): Statement[] {
  return sentencesOf(text)
    .slice(0, MAX_POINT_SENTENCES)
    .map((sentence) => ({ text: sentence, source: guide.title }));
}

/** An article with what a reader opens. Throws for a guide. */
export function cite(document: SearchDocument): Citation {
  const entry = document.digest ?? document.official;
  if (!entry) throw new Error(`${document.id} is no article and cannot be cited`);
  const { number, sub } = entry.article;
  return {
    kind: entry.kind,
    law: entry.law,
    article: sub > 0 ? `${number}之${formatNumeral(sub)}` : number,
    label: articleId(entry),
    title: entry.title,
    digest: document.digest?.text ?? null,
    official: document.official?.text ?? null,
  };
}

function citeReference(reference: ArticleReference): Citation {
  const { number, sub } = reference.article;
  const article = sub > 0 ? `${number}之${formatNumeral(sub)}` : number;
  return { kind: 'reference', law: reference.law, article, label: articleId(reference), title: '', digest: null, official: null };
}

/** What is shown of a guide. */
export function brief(guide: Guide): GuideBrief {
  const { title, authority, how, timeLimit, fee, materials, checked } = guide;
  const [steps, notes] = [guide.steps.slice(0, MAX_STEPS), guide.notes.slice(0, MAX_NOTES)];
  return { title, authority, how, timeLimit, fee, materials, steps, notes, checked: checked ?? '' };
}

/** A guide's own further questions; else of each neighbour the question nearest to what was asked, the nearest first. None that was just asked. */
function relatedQuestions({ main, neighbours }: Evidence, asked: string, likeness: (question: string) => number): string[] {
  if (main.guide) return main.guide.questions.filter((question) => question !== asked).slice(0, MAX_RELATED);
  const nearest = neighbours.slice(0, RELATED_FROM).flatMap((document) => nearestQuestion(entryOf(document), asked, likeness));
  nearest.sort((a, b) => b.score - a.score);
  return [...new Set(nearest.map(({ question }) => question))].slice(0, MAX_RELATED);
}

function nearestQuestion(entry: Entry, asked: string, likeness: (question: string) => number): { question: string; score: number }[] {
  return entry.questions
    .filter((question) => question !== asked && question.length <= RELATED_LENGTH)
    .map((question) => ({ question, score: likeness(question) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 1);
}
