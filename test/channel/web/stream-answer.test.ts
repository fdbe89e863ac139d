import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeChat, startFakeChat } from '../../fakes/openai-chat.ts';
import { openModel, PATIENT, piecesOf, SEPARATED, SUE, WRONG_YEARS, YEARS } from '../../model/model-stage.ts';
import { until } from '../until.ts';
import { openWeb } from './open-web.ts';

const PIECES = piecesOf([SUE, WRONG_YEARS, YEARS].map((text) => ({ text, sources: ['S1'] })));
const EVENTS = { accept: 'text/event-stream, application/json' };

let chat: FakeChat;
let web: Awaited<ReturnType<typeof openWeb>>;
beforeAll(async () => {
  chat = await startFakeChat();
  chat.replays = [{ kind: 'slowly', pieces: PIECES, everyMs: 100, end: 'stop' }];
  web = await openWeb(openModel(chat, 10_000_000, 'test-key', PATIENT).model);
});
afterAll(async () => {
  await web.close();
  await chat.stop();
});

let count = 0;
const nextId = () => String(count++).padStart(32, '0');
const post = (id: string, headers: Record<string, string> = EVENTS, body: string | FormData = JSON.stringify({ id, text: SEPARATED })) => {
  const type: Record<string, string> = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
  return web.app.request('/api/messages', { method: 'POST', headers: { cookie: `faxiaoer=${'a'.repeat(32)}`, ...type, ...headers }, body });
};
const eventsIn = (text: string) =>
  [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, name = '', data = '']) => ({
    name,
    ...(JSON.parse(data) as { html: string }),
  }));

describe('a page that looks on while a model writes', () => {
  it('is told of each verified sentence as it comes, then of the answer as JSON would tell it', async () => {
    const id = nextId();
    const response = await post(id);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    const chunks: { text: string; at: number }[] = [];
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) chunks.push({ text: decoder.decode(chunk), at: performance.now() });
    const events = eventsIn(chunks.map(({ text }) => text).join(''));
    expect(events.map(({ name }) => name)).toEqual(['preview', 'preview', 'answer']);
    expect(events[0]?.html).toContain(SUE);
    expect(events[0]?.html).not.toContain(YEARS);
    for (const { html } of events.slice(0, 2)) expect(html).toContain('人工智能正在写');
    expect(JSON.stringify(events)).not.toContain('3年');
    expect((chunks.at(-1)?.at ?? 0) - (chunks[0]?.at ?? 0)).toBeGreaterThan(200);
    const { name, ...answer } = events[2] ?? { name: '' };
    expect(await (await post(id, {})).json()).toEqual(answer);
  });

  it('is told of a file’s message likewise', async () => {
    const form = new FormData();
    form.append('id', nextId());
    form.append('text', SEPARATED);
    expect(eventsIn(await (await post('', EVENTS, form)).text()).map(({ name }) => name)).toEqual(['preview', 'preview', 'answer']);
  });

  it('is refused in JSON what is refused', async () => {
    const response = await post('short');
    expect([response.status, await response.json()]).toEqual([400, { error: 'bad-request' }]);
  });

  it.each([{}, { accept: 'application/json' }, { accept: '*/*' }])('gets JSON when it asks for no events: %j', async (headers) => {
    const response = await post(nextId(), headers);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(((await response.json()) as { html: string }).html).toContain(SUE + YEARS);
  });

  it('finds its answer when it hung up and asks again', async () => {
    const id = nextId();
    const asked = chat.requests.length;
    const response = await post(id);
    await response.body?.cancel();
    await until(async () =>
      expect(await web.db.selectFrom('turn').select('id').where('message_id', 'like', `%:${id}`).execute()).toHaveLength(1),
    );
    expect(eventsIn(await (await post(id)).text())).toMatchObject([{ name: 'answer', html: expect.stringContaining(SUE + YEARS) }]);
    expect(chat.requests.length - asked).toBe(1);
    expect(web.failures).toEqual([]);
  });
});

describe('a page without a model behind it', () => {
  it('gets JSON, whatever it asks for', async () => {
    const plain = await openWeb();
    const headers = { 'content-type': 'application/json', ...EVENTS };
    const response = await plain.app.request('/api/messages', {
      method: 'POST',
      headers,
      body: JSON.stringify({ id: nextId(), text: SEPARATED }),
    });
    expect(response.headers.get('content-type')).toContain('application/json');
    await plain.close();
  });
});
