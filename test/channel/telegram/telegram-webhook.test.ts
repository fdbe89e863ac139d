import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TelegramChannel } from '../../../src/channel/telegram/telegram-channel.ts';
import { webhookSecret } from '../../../src/channel/telegram/telegram-webhook.ts';
import type { Inbox } from '../../../src/conversation/inbox.ts';
import { PostgresInbox } from '../../../src/store/postgres-inbox.ts';
import { PostgresOutbox } from '../../../src/store/postgres-outbox.ts';
import { NO_PACE } from '../../open-door.ts';
import { openService, type Service } from '../open-service.ts';
import { until } from '../until.ts';

const QUESTION = '离婚房子怎么分';
const ANSWER = '《民法典》第1087条';

let service: Service;
let server: ServerType;
let app: Hono;
const channels: TelegramChannel[] = [];
let url: string;
let status = 200;
const faults: string[] = [];

beforeAll(async () => {
  service = await openService();
  const outer = new Hono().all('*', (c) => (status === 200 ? app.fetch(c.req.raw) : c.text('away', 503)));
  server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: outer.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started));
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  server.close();
  await service.close();
});
/** Each test has a platform and tables that know nothing of the others. */
afterEach(async () => {
  const { telegram, db } = service;
  await Promise.all(channels.splice(0).map((channel) => channel.stop()));
  telegram.webhook?.stop();
  Object.assign(telegram, { down: false, webhook: null });
  for (const list of [telegram.taken, telegram.calls, faults, service.faults]) list.length = 0;
  for (const table of ['inbound', 'outbox', 'turn'] as const) await db.deleteFrom(table).execute();
  status = 200;
});

/** A process that is reached by webhook; the latest gets the deliveries. */
async function start(more: { inbox?: Inbox; turns?: Partial<Service['turns']> } = {}): Promise<TelegramChannel> {
  const { db, turns, telegram, files } = service;
  const channel = new TelegramChannel({
    settings: { token: telegram.token, apiRoot: telegram.apiRoot, publicUrl: `${url}/` },
    turns: { ...turns, ...more.turns },
    inbox: more.inbox ?? new PostgresInbox(db),
    outbox: new PostgresOutbox(db),
    files,
    pace: NO_PACE,
    onFault: (what) => faults.push(what),
  });
  app = new Hono().route('/', channel.webhook).onError((_, c) => c.text('', 500));
  channels.push(channel);
  await channel.start();
  return channel;
}
const told = (chatId: number) => service.telegram.taken.filter((message) => message.chatId === String(chatId)).map(({ text }) => text);
const post = (body: unknown, secret = webhookSecret(service.telegram.token)) =>
  app.request('/telegram/webhook', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const update = (id: number, text: string, chatId = 7) => ({
  update_id: id,
  message: { message_id: id, date: 1, chat: { id: chatId, type: 'private' }, from: { id: chatId, is_bot: false, first_name: '测' }, text },
});
const webhookIsSet = () => until(() => expect(service.telegram.webhook).not.toBeNull());

describe('Telegram by webhook', () => {
  it('is given its address and a secret, and answers', async () => {
    await start();
    await webhookIsSet();
    service.telegram.say(7, QUESTION);
    await until(() => expect(told(7)).toEqual([expect.stringContaining(ANSWER)]));
    const set = service.telegram.calls.find(({ method }) => method === 'setWebhook')?.body;
    expect(set).toMatchObject({
      url: `${url}/telegram/webhook`,
      secret_token: webhookSecret(service.telegram.token),
      max_connections: 100,
    });
    expect(String(set?.secret_token)).not.toContain(service.telegram.token);
  });

  it('refuses who does not know the secret, and what is no update, and keeps nothing of them', async () => {
    await start();
    for (const secret of ['', 'x', webhookSecret('another')]) expect((await post(update(1, QUESTION), secret)).status).toBe(401);
    for (const body of ['', '{', '[]', '{"update_id":"x"}']) expect((await post(body)).status).toBe(400);
    expect((await post(`{"update_id":1,"x":"${'x'.repeat(300_000)}"}`)).status).toBe(413);
    expect(await service.db.selectFrom('inbound').select('message_id').execute()).toEqual([]);
  });

  it('takes what is delivered again and again until it could be taken', async () => {
    await start();
    await webhookIsSet();
    status = 503;
    service.telegram.say(7, QUESTION);
    await until(() => expect(service.telegram.webhook?.tries).toBeGreaterThan(2));
    status = 200;
    await until(() => expect(told(7)).toHaveLength(1));
  });

  it('is asked to deliver again what could not be kept', async () => {
    await start({
      inbox: { ...new PostgresInbox(service.db), accept: () => Promise.reject(new Error('away')), waiting: async () => [] } as never,
    });
    expect((await post(update(1, QUESTION))).status).toBe(500);
  });

  it('deals once with an update that is delivered many times, at once and later', async () => {
    await start();
    const sent = update(1, QUESTION);
    await Promise.all(Array.from({ length: 5 }, () => post(sent)));
    await until(() => expect(told(7)).toHaveLength(1));
    await post(sent);
    await post(update(2, '民法典第1079条'));
    await until(() => expect(told(7)).toEqual([expect.stringContaining(ANSWER), expect.stringContaining('第1079条')]));
  });

  it('keeps the order within a chat, and lets no chat wait for another', async () => {
    await start();
    const words = Array.from({ length: 12 }, (_, index) => `民法典第${index % 2 === 0 ? 1079 : 1087}条`);
    await Promise.all(words.map((text, index) => post(update(index + 1, text))));
    await post(update(99, QUESTION, 8));
    await until(() => expect(told(7)).toHaveLength(12));
    expect(told(7).map((text) => /第(1079|1087)条 /.exec(text)?.[1])).toEqual(words.map((text) => text.slice(4, 8)));
    expect(told(8)).toHaveLength(1);
  });

  it('deals after a restart with what was kept and not dealt with, once', async () => {
    let die: (reason: Error) => void = () => {};
    const death = new Promise<never>((_, reject) => {
      die = reject;
    });
    await start({ turns: { units: { transact: () => death, glance: () => death } } });
    for (const [id, text] of [QUESTION, '民法典第1079条'].entries()) expect((await post(update(id + 1, text))).status).toBe(200);
    await start();
    await until(() => expect(told(7)).toEqual([expect.stringContaining(ANSWER), expect.stringContaining('第1079条')]));
    die(new Error('killed'));
    service.faults.length = 0;
    await post(update(2, '民法典第1079条'));
    await post(update(3, QUESTION));
    await until(() => expect(told(7)).toHaveLength(3));
  });

  it('starts while Telegram is out of reach, sets the webhook when it is back, and answers what came meanwhile', async () => {
    service.telegram.down = true;
    await start();
    await until(() => expect(faults).toEqual([expect.stringContaining('webhook')]));
    expect((await post(update(1, QUESTION))).status).toBe(200);
    service.telegram.down = false;
    await webhookIsSet();
    await until(() => expect(told(7)).toHaveLength(1));
    expect(faults).toHaveLength(1);
  });

  it('stops at once while Telegram is out of reach', async () => {
    service.telegram.down = true;
    const channel = await start();
    await post(update(1, QUESTION));
    const started = performance.now();
    await channel.stop();
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
