import type { CallReport } from '../../src/model/chat-model.ts';
import { ChatModel } from '../../src/model/chat-model.ts';
import type { ModelTimings } from '../../src/model/timings.ts';
import { TokenBudget } from '../../src/model/token-budget.ts';
import type { FakeChat } from '../fakes/openai-chat.ts';
import { TODAY } from '../small-folder.ts';

/** The timings of service, shortened, in the same proportion to each other. */
export const QUICK: ModelTimings = { firstTokenMs: 400, wholeMs: 1_000, retryMs: 10, retries: 2, failuresToPause: 3, pauseMs: 300 };
/** Those of service, but that a model may fail any number of times. */
export const PATIENT: ModelTimings = { ...QUICK, firstTokenMs: 5_000, wholeMs: 20_000, failuresToPause: 1_000 };

/** A model on a fake endpoint, with what it reported. */
export function openModel(fake: FakeChat, perDay = 100_000, apiKey = 'test-key', timings = QUICK) {
  const calls: CallReport[] = [];
  const budget = new TokenBudget(perDay, { prompt: 1, completion: 2 }, null, () => TODAY);
  const endpoint = { baseUrl: fake.baseUrl, apiKey, model: 'qwen-test' };
  const model = new ChatModel({ endpoint, budget, timings, onCall: (call) => calls.push(call) });
  return { model, budget, calls };
}

/** A sentence as a model writes it, with the tokens it rests on. */
interface Written {
  readonly text: string;
  readonly sources: readonly string[];
}

export const draftOf = (statements: readonly Written[], completeness = 'complete') => JSON.stringify({ statements, completeness });

/** The same draft in pieces: a beginning, each statement by itself, and an end. */
export function piecesOf(statements: readonly Written[], completeness = 'complete'): string[] {
  const written = statements.map((statement, index) => `${index === 0 ? '' : ','}${JSON.stringify(statement)}`);
  return ['{"statements":[', ...written, `],"completeness":"${completeness}"}`];
}

/** A question to the small folder, and what a model may truly say to it. */
export const SEPARATED = '老公不同意离婚，分居多久可以起诉离婚';
export const SUE = '对方不肯离，您可以直接去法院起诉离婚。';
export const YEARS = '因为感情不和分居满2年、调解无效的，法院应当准许离婚。';
export const BROKEN = '感情确实破裂、调解无效的，法院应当准许离婚。';
/** What it may not. */
export const WRONG_YEARS = '因为感情不和分居满3年、调解无效的，应当准许离婚。';
