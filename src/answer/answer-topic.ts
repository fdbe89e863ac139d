import { articleId } from '../knowledge/entry.ts';
import type { Topic, TopicChoice } from '../knowledge/law.ts';
import { entryOf } from '../search/search-document.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { Answered } from './answer-question.ts';
import { guideOf } from './answer-side.ts';
import { brief, cite } from './compose-answer.ts';
import type { Answer, AnswerChoice, Statement } from './outcome.ts';
import { MAX_OVERVIEW_CITATIONS } from './thresholds.ts';
import { NO_TRAIL } from './trail.ts';

/**
 * A bare topic told in a line for each way in which it may be meant, with the articles that say so; null where the topic has no
 * choices. A line whose sources the folder does not have is left out; its choice can be tapped all the same.
 */
export function answerTopic(topic: Topic, index: SearchIndex): Answered | null {
  const told = topic.choices.flatMap((choice) => tell(choice, index) ?? []);
  if (told.length === 0) return null;
  const articles = [...new Set(told.flatMap(({ documents }) => documents))];
  const guides = [...new Set(told.flatMap(({ guide }) => guide ?? []))];
  const asked = topic.choices.map(({ question }) => question);
  const answer: Answer = {
    point: told.map(({ statement }) => statement),
    citations: articles.slice(0, MAX_OVERVIEW_CITATIONS).map(cite),
    guides: guides.map(brief),
    related: topic.questions.filter((question) => !asked.includes(question)),
    checked: [...articles.map(entryOf), ...guides].flatMap(({ checked }) => checked ?? []).sort()[0] ?? null,
    composedBy: 'extract',
    choices: topic.choices.map(({ label, question }) => ({ label, question })),
  };
  const retrieved = [...articles, ...guides].map(({ id }) => id);
  return { outcome: { kind: 'answered', notices: [], answer }, retrieved, stages: { lookup: 0, search: 0, compose: 0 }, trail: NO_TRAIL };
}

/** Characters by which a label may be named in place of the whole. */
const BEGINNING = 8;

/** The choice of the last answer that a message names, by its label, the beginning of a long one, or its number; null for none. */
export function readChoice(message: string, choices: readonly AnswerChoice[]): AnswerChoice | null {
  const said = message.replace(/[。.!！?？\s]+$/g, '');
  const number = /^(?:选|第)?([1-4一二三四])(?:个|种)?$/.exec(said)?.[1];
  const place = number === undefined ? -1 : '一二三四'.indexOf(number) + 1 || Number(number);
  const begins = (label: string) => said.length >= BEGINNING && label.startsWith(said);
  return choices.find(({ label }, position) => label === said || position + 1 === place || begins(label)) ?? null;
}

function tell({ label, says, basis, guide: title }: TopicChoice, index: SearchIndex) {
  const documents = basis.flatMap((reference) => index.document(articleId(reference)) ?? []);
  const guide = title === null ? null : guideOf(title, index);
  const [source, ...alsoFrom] = documents.length > 0 ? documents.map(({ id }) => id) : guide ? [guide.title] : [];
  if (source === undefined) return null;
  const statement: Statement = { text: `${label}：${says}`, source, ...(alsoFrom.length > 0 ? { alsoFrom } : {}) };
  return { statement, documents, guide };
}
