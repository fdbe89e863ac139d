import type { CallReport } from '../../src/model/chat-model.ts';
import { ChatModel } from '../../src/model/chat-model.ts';
import type { ModelTimings } from '../../src/model/timings.ts';
import { TokenBudget } from '../../src/model/token-budget.ts';
import type { FakeChat } from '../fakes/openai-chat.ts';
import { TODAY } from '../small-folder.ts';

/** The timings of service, shortened, in the same proportion to each other. */
export const QUICK: ModelTimings = { firstTokenMs: 400, wholeMs: 1_000, retryMs: 10, retries: 2, failuresToPause: 3, pauseMs: 300 };

/** A model on a fake endpoint, with what it reported. */
export function openModel(fake: FakeChat, perDay = 100_000, apiKey = 'test-key') {
  const calls: CallReport[] = [];
  const budget = new TokenBudget(perDay, { prompt: 1, completion: 2 }, null, () => TODAY);
  const endpoint = { baseUrl: fake.baseUrl, apiKey, model: 'qwen-test' };
  const model = new ChatModel({ endpoint, budget, timings: QUICK, onCall: (call) => calls.push(call) });
  return { model, budget, calls };
}

export const draftOf = (statements: readonly { text: string; sources: readonly string[] }[], completeness = 'complete') =>
  JSON.stringify({ statements, completeness });
