import { answerAsks } from '../answer/answer-asks.ts';
import { answerCovered } from '../answer/answer-covered.ts';
import type { Answered } from '../answer/answer-question.ts';
import { answerTopic, readChoice } from '../answer/answer-topic.ts';
import type { Writer } from '../answer/compose-with-model.ts';
import type { LanguageModel } from '../answer/language-model.ts';
import { maskPersonalData } from '../answer/mask-personal-data.ts';
import type { Answer, Outcome, Unfinished } from '../answer/outcome.ts';
import { type Asks, readAsks } from '../answer/read-asks.ts';
import { readTopic } from '../answer/read-topic.ts';
import { rewriteQuestion } from '../answer/rewrite-question.ts';
import { type Screen, type Screened, screenMessage } from '../answer/screen-message.ts';
import { WorkdayCalendar } from '../calculation/workday-calendar.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { answerFollowUp, onlySide } from './answer-follow-up.ts';
import { urgentNotice } from './danger-first.ts';
import { findOffice } from './find-office.ts';
import { MAX_QUESTION_LENGTH } from './question-length.ts';
import { type Reckoned, reckon } from './reckon/reckon.ts';
import { reckonAsk } from './reckon-ask.ts';
import { type Reply, say } from './reply.ts';
import { smallTalk } from './small-talk.ts';
import type { Turn } from './turn-store.ts';
import { WORDING } from './wording.ts';

/** In which conversation a question is asked, and when. */
export interface Circumstances {
  /** The question before it; null for none. */
  readonly topic: string | null;
  /** The answer that the person has before them; null or absent for none. */
  readonly shown?: Answer | null;
  /** YYYY-MM-DD in China. */
  readonly today: string;
  readonly model: LanguageModel | null;
  /** Told of a model's answer while it is written, with what the message was besides a question; absent where nobody looks on. */
  readonly onSentence?: (soFar: Unfinished, screen: Screen) => void;
}

/** What became of a question: with what was understood (`asked`, standing alone) and what it was besides (`screen`). */
export type Understood = Pick<Turn, 'question' | 'asked' | 'outcome' | 'retrieved' | 'stages' | 'screen' | 'trail'>;

/**
 * The road of a question, step by step: screened, small talk answered, personal data masked, made to stand alone, a bare topic
 * widened, what the law counts is reckoned, a story taken apart, what is not covered said to be so, the rest answered from the folder.
 */
export async function answerMessage(text: string, sent: Circumstances, index: SearchIndex): Promise<Understood> {
  const started = performance.now();
  const { shown = null } = sent;
  const tapped = readChoice(text, shown?.choices ?? shown?.several?.open ?? []);
  // An ask of a story stands alone already.
  const circumstances = tapped && shown?.several ? { ...sent, topic: null, shown: null } : sent;
  // What we offered to be tapped is no alarm, however short it is.
  const said = tapped?.question ?? text;
  const screened = screenMessage(said, index.knowledge.desks, index.sayings);
  const question = maskPersonalData(said);
  const asks = readAsks(question);
  // In danger nothing stands before the hotlines.
  const canned = screened.kind === 'crisis' ? null : talk(screened.kind, question, { ...circumstances, asks }, index);
  const screenedAt = performance.now();
  const about = { question: question.slice(0, MAX_QUESTION_LENGTH), screen: screened.kind };
  if (canned) {
    const outcome = { kind: 'conversed' as const, reply: canned.reply };
    return { ...about, asked: canned.asked, outcome, retrieved: canned.articles, stages: { screen: screenedAt - started } };
  }
  const { asked, answered } = await understand(question, { screened, asks }, circumstances, index);
  const outcome = withUrgent(answered.outcome, question, screened);
  const stages = { screen: screenedAt - started, rewrite: performance.now() - screenedAt - spent(answered), ...answered.stages };
  return { ...about, asked, outcome, retrieved: answered.retrieved, stages, trail: answered.trail };
}

/** What a question is about, and what is said to it. */
async function understand(
  question: string,
  { screened, asks }: { readonly screened: Screened; readonly asks: Asks | null },
  circumstances: Circumstances,
  index: SearchIndex,
) {
  const { topic, shown = null, today, model, onSentence } = circumstances;
  const inDanger = screened.kind === 'crisis';
  const followUp = inDanger ? null : await answerFollowUp(question, shown, index);
  if (followUp && 'outcome' in followUp) return { asked: topic === null ? question : `${topic} ${question}`, answered: followUp };
  // In danger nobody waits for a model.
  const look = onSentence === undefined ? null : (soFar: Unfinished) => onSentence(soFar, screened.kind);
  const writer: Writer | null = model === null || inDanger ? null : { model, on: today, onSentence: look };
  const several = asks && (await answerAsks(question, asks, index, writer));
  if (several) return several;
  const subject = readTopic(question, index.knowledge.topics);
  const overview = subject && answerTopic(subject, index);
  if (subject && overview) return { asked: subject.words[0] ?? question, answered: overview };
  const { question: asked } = subject ? { question: subject.questions[0] ?? question } : await rewriteQuestion(question, topic, index);
  const found = await answerCovered(asked, index, writer);
  if (subject) return { asked, answered: { ...found, outcome: withQuestions(found.outcome, subject.questions) } };
  return { asked, answered: followUp ? onlySide(followUp.side, found, asked, index) : found };
}

/** Milliseconds that stages of an answer took. */
function spent({ stages }: Answered): number {
  return Object.values(stages).reduce((sum, milliseconds) => sum + milliseconds, 0);
}

/** What is answered without a search: small talk, where an office is, what the law counts; null for all else. */
function talk(
  kind: Screen,
  question: string,
  { topic, today, asks }: Pick<Circumstances, 'topic' | 'today'> & { readonly asks: Asks | null },
  index: SearchIndex,
): Reckoned | null {
  const { offices, lpr } = index.knowledge;
  // A story may name an office and ask of other things.
  const reply = cannedReply(kind, question) ?? (asks ? null : findOffice(question, offices));
  if (reply) return { asked: '', reply, articles: [] };
  const facts = { today, calendar: calendarOf(index), lpr };
  return asks ? reckonAsk(asks, (ask) => reckon(ask, null, facts)) : reckon(question, topic, facts);
}

function calendarOf({ knowledge }: SearchIndex): WorkdayCalendar {
  const known = calendars.get(knowledge) ?? new WorkdayCalendar(knowledge.rules.years);
  calendars.set(knowledge, known);
  return known;
}

const calendars = new WeakMap<Knowledge, WorkdayCalendar>();

/** What is said to messages that are no questions. */
function cannedReply(kind: Screen, text: string): Reply | null {
  if (kind === 'injection') return say(WORDING.injection);
  if (kind === 'insult') return say(WORDING.insult, [{ label: WORDING.askPerson, command: '找律师' }]);
  return kind === 'none' ? smallTalk(text) : null;
}

const ASKS = /怎么|咋|如何|吗|能不能|可不可以|多少|哪|什么|[?？]/;

/** Who helps in danger is said before anything else. */
function withUrgent(outcome: Outcome, question: string, screened: Screened): Outcome {
  const urgent = urgentNotice(screened);
  if (urgent === null) return outcome;
  // Who asks nothing needs no law now.
  if (outcome.kind !== 'answered' || (screened.plain && !ASKS.test(question)))
    return { kind: 'declined', why: 'no-source', notices: [urgent], desks: [] };
  return { ...outcome, notices: [urgent, ...outcome.notices] };
}

/** A bare topic is answered in general; what it may be about stands below, to be tapped. */
function withQuestions(outcome: Outcome, questions: readonly string[]): Outcome {
  return outcome.kind === 'answered' ? { ...outcome, answer: { ...outcome.answer, related: questions } } : outcome;
}
