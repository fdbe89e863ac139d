import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeChat, startFakeChat } from '../fakes/openai-chat.ts';
import { draftOf, openModel, QUICK } from './model-stage.ts';

let fake: FakeChat;
beforeEach(async () => {
  fake = await startFakeChat();
});
afterEach(() => fake.stop());

const REQUEST = { question: '冷静期几天', passages: [{ token: 'S1', label: '民法典第1077条 冷静期', text: '30天内可以撤回。' }] };
const GOOD = draftOf([{ text: '30天内可以撤回。', sources: ['S1'] }]);
const DRAFTED = { kind: 'drafted', completeness: 'complete', statements: [{ text: '30天内可以撤回。', sources: ['S1'] }] };

describe('ChatModel', () => {
  it('reads a streamed draft, asks for JSON without thinking, and counts the tokens the endpoint tells', async () => {
    fake.replays = [{ kind: 'stream', text: GOOD, usage: { prompt: 700, completion: 50 } }];
    const { model, budget, calls } = openModel(fake);
    expect(await model.draft(REQUEST)).toEqual(DRAFTED);
    expect(fake.requests[0]).toMatchObject({
      model: 'qwen-test',
      stream: true,
      response_format: { type: 'json_object' },
      chat_template_kwargs: { enable_thinking: false },
    });
    expect(budget.usage()).toEqual({ day: '2026-11-24', calls: 1, prompt: 700, completion: 50, yuan: 0.0008 });
    expect(calls).toMatchObject([{ outcome: 'drafted', usage: { prompt: 700, completion: 50 } }]);
  });

  it('passes over thinking, in its own field or in the text', async () => {
    fake.replays = [{ kind: 'stream', thinking: '想一想', text: `<think>{"a":1}</think>\n\`\`\`json\n${GOOD}\n\`\`\`` }];
    expect(await openModel(fake).model.draft(REQUEST)).toEqual(DRAFTED);
  });

  it('reads the reply of an endpoint that does not stream', async () => {
    fake.replays = [{ kind: 'whole', text: GOOD }];
    expect(await openModel(fake).model.draft(REQUEST)).toEqual(DRAFTED);
  });

  it('leaves out the settings an endpoint refuses, one layer after the other, and does not try them again', async () => {
    fake.replays = [{ kind: 'picky', knows: ['temperature', 'response_format', 'stream_options'], text: GOOD }];
    const { model } = openModel(fake);
    expect(await model.draft(REQUEST)).toEqual(DRAFTED);
    expect(await model.draft(REQUEST)).toEqual(DRAFTED);
    expect(fake.requests).toHaveLength(3);
    expect(fake.requests[2]).not.toHaveProperty('reasoning_effort');
    fake.replays = [{ kind: 'picky', knows: [], text: GOOD }];
    expect(await model.draft(REQUEST)).toEqual(DRAFTED);
  });

  it('keeps its settings where an endpoint refused something else', async () => {
    fake.replays = [...Array.from({ length: 3 }, () => ({ kind: 'status', status: 400 }) as const), { kind: 'stream', text: GOOD }];
    const { model } = openModel(fake);
    expect(await model.draft(REQUEST)).toEqual({ kind: 'failed', why: 'refused' });
    expect(await model.draft(REQUEST)).toEqual(DRAFTED);
    expect(fake.requests.at(-1)).toHaveProperty('reasoning_effort');
  });

  it.each([
    ['500 once', [{ kind: 'status', status: 500 } as const]],
    ['429 with a wait that fits', [{ kind: 'status', status: 429, retryAfter: 0 } as const]],
  ])('asks again after %s', async (_, failures) => {
    fake.replays = [...failures, { kind: 'stream', text: GOOD }];
    expect(await openModel(fake).model.draft(REQUEST)).toEqual(DRAFTED);
    expect(fake.requests).toHaveLength(2);
  });

  it('does not wait longer than a person does, whatever Retry-After says', async () => {
    fake.replays = [{ kind: 'status', status: 429, retryAfter: 30 }];
    const started = performance.now();
    expect(await openModel(fake).model.draft(REQUEST)).toEqual({ kind: 'failed', why: 'busy' });
    expect(performance.now() - started).toBeLessThan(QUICK.firstTokenMs);
  });

  it('does not ask again for a key that is refused', async () => {
    fake.replays = [{ kind: 'stream', text: GOOD }];
    expect(await openModel(fake, 100_000, 'wrong').model.draft(REQUEST)).toEqual({ kind: 'failed', why: 'refused' });
  });

  it('says that nobody is there when the connection is refused', async () => {
    await fake.stop();
    expect(await openModel(fake).model.draft(REQUEST)).toEqual({ kind: 'failed', why: 'unreachable' });
    fake = await startFakeChat();
  });

  it('stops a reply that never ends after the whole time', async () => {
    fake.replays = [{ kind: 'endless' }];
    const started = performance.now();
    expect(await openModel(fake).model.draft(REQUEST)).toEqual({ kind: 'failed', why: 'slow' });
    expect(performance.now() - started).toBeGreaterThan(QUICK.wholeMs - 50);
    expect(performance.now() - started).toBeLessThan(QUICK.wholeMs + 500);
  });

  it('pauses after three failures in a row, costs nothing meanwhile, and tries one question afterwards', async () => {
    fake.replays = [{ kind: 'stream', text: '不是 JSON' }];
    const { model } = openModel(fake);
    for (let failure = 0; failure < 3; failure += 1) expect(await model.draft(REQUEST)).toEqual({ kind: 'failed', why: 'unreadable' });
    expect(await model.draft(REQUEST)).toEqual({ kind: 'failed', why: 'paused' });
    expect(fake.requests).toHaveLength(3);
    await new Promise((resolve) => setTimeout(resolve, QUICK.pauseMs + 20));
    fake.replays = [{ kind: 'stream', text: GOOD }];
    const [first, second] = await Promise.all([model.draft(REQUEST), model.draft(REQUEST)]);
    expect([first, second]).toEqual([DRAFTED, { kind: 'failed', why: 'paused' }]);
    expect(await model.draft(REQUEST)).toEqual(DRAFTED);
  });

  it('asks nothing when the day’s tokens do not suffice', async () => {
    fake.replays = [{ kind: 'stream', text: GOOD, usage: { prompt: 2_000, completion: 1_000 } }];
    const { model } = openModel(fake, 4_000);
    expect(await model.draft(REQUEST)).toEqual(DRAFTED);
    expect(await model.draft(REQUEST)).toEqual({ kind: 'failed', why: 'budget' });
    expect(fake.requests).toHaveLength(1);
  });

  it('sets tokens aside, so that questions at the same time do not overdraw the day', async () => {
    fake.replays = [{ kind: 'stream', text: GOOD, usage: { prompt: 1_900, completion: 100 } }];
    const { model } = openModel(fake, 4_000);
    const drafts = await Promise.all([model.draft(REQUEST), model.draft(REQUEST), model.draft(REQUEST)]);
    expect(drafts.filter((draft) => draft.kind === 'failed' && draft.why === 'budget').length).toBeGreaterThan(0);
  });
});
