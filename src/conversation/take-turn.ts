import { randomUUID } from 'node:crypto';
import { type Answered, answerQuestion } from '../answer/answer-question.ts';
import { normalizeText } from '../search/normalize.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { takeStep } from './case/take-step.ts';
import type { Door } from './door.ts';
import type { IncomingMessage } from './incoming-message.ts';
import { MAX_QUESTION_LENGTH } from './question-length.ts';
import { type RenderReply, say } from './reply.ts';
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
  readonly now: () => Date;
  /** Told of an error with the turn's id; never with what the person wrote. */
  readonly onFailure: (turnId: string, error: unknown) => void;
}

/**
 * Deals with one message and keeps the turn: a step of a case or a binding, or else a question that is answered. A message that
 * came before gets the turn it got then.
 * @param outgoing the messages to be sent for the turn, written in the same transaction; [] where the channel replies by itself
 */
export async function takeTurn(
  sent: IncomingMessage,
  context: TurnContext,
  outgoing: (turn: Turn) => readonly Outgoing[] = () => [],
): Promise<Turn> {
  const id = randomUUID();
  const message = { ...sent, text: storable(sent.text) };
  const admitted = context.door.admit(message);
  if (admitted.kind === 'out') {
    const reply = admitted.tell ? say(admitted.why === 'crowded' ? WORDING.crowded : WORDING.tooFast) : { blocks: [], rateable: false };
    const refused: Turn = { ...unanswered(id, context), question: '', outcome: { kind: 'conversed', reply } };
    return context.store.record(message, refused, outgoing(refused));
  }
  const step = await tryStep(id, message, context, outgoing);
  if (step.kind === 'turn') return step.turn;
  const question = normalizeText(step.text);
  const answered = step.kind === 'failed' ? failed() : await answer(question, id, context);
  const { kind } = answered.outcome;
  const helpful =
    kind === 'answered' ||
    (kind === 'declined' && answered.outcome.why === 'no-source') ||
    (kind === 'needs-detail' && answered.outcome.why === 'too-long');
  const help = helpful && step.kind === 'question' ? step.help : null;
  const script = step.kind === 'question' ? step.script : 'simplified';
  const turn: Turn = { id, question: question.slice(0, MAX_QUESTION_LENGTH), ...answered, askedAt: context.now(), help, script };
  return context.store.record(message, turn, outgoing(turn));
}

function unanswered(id: string, { now }: TurnContext): Omit<Turn, 'question' | 'outcome'> {
  return { id, retrieved: [], stages: {}, askedAt: now(), help: null, script: 'simplified' };
}

/** Text without what no database keeps: zero bytes and halves of characters. */
function storable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '');
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
    return before ? { kind: 'turn', turn: before } : { kind: 'question', text: message.text, help: null, script: 'simplified' };
  }
  try {
    const { knowledge } = context.index();
    return await takeStep(id, message, { units: context.units, render: context.render, knowledge, now: context.now() }, outgoing);
  } catch (error) {
    context.onFailure(id, error);
    return { kind: 'failed', text: '' };
  }
}

async function answer(question: string, turnId: string, { index, onFailure }: TurnContext): Promise<Answered> {
  const { outcome: _, ...unsearched } = failed();
  if (!/[\p{L}\p{N}]/u.test(question)) return { outcome: { kind: 'needs-detail', why: 'empty' }, ...unsearched };
  if (question.length > MAX_QUESTION_LENGTH) return { outcome: { kind: 'needs-detail', why: 'too-long' }, ...unsearched };
  try {
    return await answerQuestion(question, index());
  } catch (error) {
    onFailure(turnId, error);
    return failed();
  }
}

function failed(): Answered {
  return { outcome: { kind: 'failed', why: 'internal' }, retrieved: [], stages: { lookup: 0, search: 0, compose: 0 } };
}
