import { randomUUID } from 'node:crypto';
import { type Answered, answerQuestion } from '../answer/answer-question.ts';
import { normalizeText } from '../search/normalize.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { IncomingMessage } from './incoming-message.ts';
import type { Outgoing, Turn, TurnStore } from './turn-store.ts';

/** Longest question, in characters; a longer one is asked to be shortened. */
export const MAX_QUESTION_LENGTH = 500;

/** What a turn needs: the index in service at this moment, the store, the clock, and where to report a failure. */
export interface TurnContext {
  readonly index: () => SearchIndex;
  readonly store: TurnStore;
  readonly now: () => Date;
  /** Told of an error with the turn's id; never with what the person wrote. */
  readonly onFailure: (turnId: string, error: unknown) => void;
}

/**
 * Answers one message and keeps the turn. A message that came before gets the turn it got then.
 * @param outgoing the messages to be sent for the turn, written in the same transaction; [] where the channel replies by itself
 */
export async function takeTurn(
  message: IncomingMessage,
  context: TurnContext,
  outgoing: (turn: Turn) => readonly Outgoing[] = () => [],
): Promise<Turn> {
  const before = await context.store.findByMessage(message.channel, message.messageId);
  if (before) return before;
  const id = randomUUID();
  const question = normalizeText(message.text);
  const answered = await answer(question, id, context);
  const turn: Turn = { id, question: question.slice(0, MAX_QUESTION_LENGTH), ...answered, askedAt: context.now() };
  return context.store.record(message, turn, outgoing(turn));
}

async function answer(question: string, turnId: string, { index, onFailure }: TurnContext): Promise<Answered> {
  const unsearched = { retrieved: [], stages: { lookup: 0, search: 0, compose: 0 } };
  if (!/[\p{L}\p{N}]/u.test(question)) return { outcome: { kind: 'needs-detail', why: 'empty' }, ...unsearched };
  if (question.length > MAX_QUESTION_LENGTH) return { outcome: { kind: 'needs-detail', why: 'too-long' }, ...unsearched };
  try {
    return await answerQuestion(question, index());
  } catch (error) {
    onFailure(turnId, error);
    return { outcome: { kind: 'failed', why: 'internal' }, ...unsearched };
  }
}
