import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LanguageModel } from '../answer/language-model.ts';
import { maskPersonalData } from '../answer/mask-personal-data.ts';
import { dayOf } from '../calculation/working-time.ts';
import { normalizeText } from '../search/normalize.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { answerMessage, type Circumstances, type Understood } from './answer-message.ts';
import type { AnswerPreview, PreviewReport } from './answer-preview.ts';
import { answerWithGuides } from './answer-with-guides.ts';
import { CASE_WORDING } from './case/case-wording.ts';
import { isChatter } from './case/overheard.ts';
import { takePlainQuestion } from './case/take-plain-question.ts';
import { takeStep } from './case/take-step.ts';
import type { Door } from './door.ts';
import type { IncomingMessage, Opened, SentMessage } from './incoming-message.ts';
import { presentUnfinished } from './present-outcome.ts';
import { MAX_QUESTION_LENGTH } from './question-length.ts';
import { readable } from './readable-text.ts';
import { type RenderReply, type Reply, say } from './reply.ts';
import type { Outgoing, Turn, TurnStore } from './turn-store.ts';
import type { UnitOfWork } from './unit-of-work.ts';
import { WORDING } from './wording.ts';

/** What a turn needs: the index in service at this moment, the store, the clock, and where to report a failure. */
export interface TurnContext {
  readonly index: () => SearchIndex;
  readonly store: TurnStore;
  /** Where cases and people are kept; null where only questions can be answered. */
  readonly units: UnitOfWork | null;
  /** How each channel shows what is sent to it. */
  readonly render: RenderReply;
  readonly door: Door;
  /** A model that puts answers into its own words; null: they are the folder's own sentences. */
  readonly model: LanguageModel | null;
  readonly now: () => Date;
  /** Told what became of what was shown while a model wrote. */
  readonly onPreview?: (report: PreviewReport) => void;
  /** Told of an error with the turn's id; never with what the person wrote. */
  readonly onFailure: (turnId: string, error: unknown) => void;
}

/**
 * Deals with one message and keeps the turn: a step of a case or a binding, or else a question that is answered. A message that
 * came before gets the turn it got then.
 * @param outgoing the messages to be sent for the turn, written in the same transaction; [] where the channel replies by itself
 * @param preview where the answer is shown while a model writes it; null where it comes whole
 */
export async function takeTurn(
  { open, ...sent }: SentMessage,
  context: TurnContext,
  outgoing: (turn: Turn) => readonly Outgoing[] = () => [],
  preview: AnswerPreview | null = null,
): Promise<Turn> {
  const [id, began] = [randomUUID(), performance.now()];
  const words: IncomingMessage = { ...sent, text: readable(sent.text) };
  const refuse = (reply: Reply) => {
    const refused: Turn = { ...unanswered(id, context), question: '', outcome: { kind: 'conversed', reply } };
    return context.store.record(words, refused, outgoing(refused));
  };
  const admitted = context.door.admit(words);
  if (admitted.kind === 'out') {
    if (!admitted.tell) return refuse(NOTHING);
    return refuse(say(admitted.why === 'crowded' ? WORDING.crowded : WORDING.tooFast));
  }
  if (admitted.afterMs > 0) await sleep(admitted.afterMs);
  const opened = await open?.().catch((error: unknown): Opened => {
    context.onFailure(id, error);
    return { kind: 'unreadable', why: CASE_WORDING.fileLost };
  });
  if (opened?.kind === 'unreadable') return refuse(say(opened.why));
  const message = { ...words, ...opened?.with };
  const step = await tryStep(id, message, context, outgoing);
  if (step.kind === 'turn') return step.turn;
  if (step.kind === 'failed' && isChatter(message)) return refuse(NOTHING);
  const understood = step.kind === 'failed' ? failed('') : await answer(normalizeText(step.text), step, id, context, preview);
  const shown = await preview?.end();
  if (shown) context.onPreview?.(shown);
  const seen = typeof shown?.firstAt === 'number' ? { preview: shown.firstAt - began } : {};
  const about = step.kind === 'question' ? { help: helpfulAfter(understood.outcome) ? step.help : null, script: step.script } : NOBODY;
  const turn: Turn = { id, ...understood, ...about, stages: { ...understood.stages, ...seen }, askedAt: context.now() };
  const also = step.kind === 'question' ? step.also : [];
  return context.store.record(message, turn, [...outgoing(turn), ...also]);
}

/** A reply of no words. */
const NOTHING: Reply = { blocks: [], rateable: false };
const NOBODY = { help: null, script: 'simplified' } as const;

/** Whether a person may be needed after this. */
function helpfulAfter(outcome: Turn['outcome']): boolean {
  if (outcome.kind === 'declined') return outcome.why === 'no-source' || outcome.notices.some(({ kind }) => kind === 'urgent');
  return outcome.kind === 'answered' || (outcome.kind === 'needs-detail' && outcome.why === 'too-long');
}

function unanswered(id: string, { now }: TurnContext): Omit<Turn, 'question' | 'outcome'> {
  return { id, retrieved: [], stages: {}, askedAt: now(), help: null, script: 'simplified', asked: '', screen: 'none' };
}

type Tried = Awaited<ReturnType<typeof takeStep>> | { readonly kind: 'failed'; readonly text: string };

async function tryStep(
  id: string,
  message: IncomingMessage,
  context: TurnContext,
  outgoing: (turn: Turn) => readonly Outgoing[],
): Promise<Tried> {
  if (context.units === null) {
    const before = await context.store.findByMessage(message.channel, message.messageId);
    return before
      ? { kind: 'turn', turn: before }
      : { kind: 'question', text: message.text, help: null, script: 'simplified', topic: null, shown: null, guides: false, also: [] };
  }
  try {
    const { units, render } = context;
    const plain = await takePlainQuestion(message, units, context.now());
    if (plain) return plain;
    const { knowledge, sayings } = context.index();
    return await takeStep(id, message, { units, render, knowledge, sayings, now: context.now() }, outgoing);
  } catch (error) {
    context.onFailure(id, error);
    return { kind: 'failed', text: '' };
  }
}

async function answer(
  question: string,
  { topic, shown, guides, script }: Pick<Tried & { readonly kind: 'question' }, 'topic' | 'shown' | 'guides' | 'script'>,
  turnId: string,
  { index, model, now, onFailure }: TurnContext,
  preview: AnswerPreview | null,
): Promise<Understood> {
  if (guides) return answerWithGuides(question, topic, index());
  if (!/[\p{L}\p{N}]/u.test(question)) return { ...failed(question), outcome: { kind: 'needs-detail', why: 'empty' } };
  if (question.length > MAX_QUESTION_LENGTH) return { ...failed(question), outcome: { kind: 'needs-detail', why: 'too-long' } };
  try {
    const look: Pick<Circumstances, 'onSentence'> =
      preview === null ? {} : { onSentence: (soFar, screen) => preview.show(presentUnfinished(soFar, { screen, script })) };
    return await answerMessage(question, { topic, shown, today: dayOf(now()), model, ...look }, index());
  } catch (error) {
    onFailure(turnId, error);
    return failed(question);
  }
}

function failed(question: string): Understood {
  // More than is kept, so that no number is cut in half and missed.
  const kept = maskPersonalData(question.slice(0, 2 * MAX_QUESTION_LENGTH)).slice(0, MAX_QUESTION_LENGTH);
  return { question: kept, asked: kept, outcome: { kind: 'failed', why: 'internal' }, retrieved: [], stages: {}, screen: 'none' };
}
