import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Outgoing, Turn } from '../../src/conversation/turn-store.ts';
import type { Channel } from '../../src/legal-case/person.ts';
import { Handover } from '../../src/store/handover.ts';
import { PostgresOutbox, queueOutgoing } from '../../src/store/postgres-outbox.ts';
import { PostgresTurnStore } from '../../src/store/postgres-turn-store.ts';
import { TEST_DATABASES, type TestDatabase } from './open-stores.ts';

const turn = (): Turn => ({
  id: randomUUID(),
  question: '问',
  outcome: { kind: 'needs-detail', why: 'empty' },
  retrieved: [],
  stages: {},
  askedAt: new Date('2026-11-24T04:00:00Z'),
  help: null,
  script: 'simplified',
  asked: '',
  screen: 'none',
});

/** A message as a delivery is given it. */
const item = (id: string, channel: Channel = 'telegram') =>
  ({ id, channel, chatId: id, payload: id, edits: null, topics: false, thread: null, attempts: 1 }) as const;

afterEach(() => {
  vi.useRealTimers();
});

describe('Handover', () => {
  it('serves only what is asked for, and no longer once nobody asks', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const handover = new Handover();
    expect(handover.channels()).toEqual([]);
    expect(handover.take('telegram', 5)).toEqual([]);
    expect(handover.channels()).toEqual(['telegram']);
    vi.advanceTimersByTime(3_000);
    expect(handover.channels()).toEqual([]);
  });

  it('gives the oldest first, up to what is asked for, and to each channel its own', () => {
    const handover = new Handover();
    handover.put([item('1'), item('2'), item('3', 'dingtalk'), item('4')]);
    expect(handover.take('telegram', 2)).toEqual([item('1'), item('2')]);
    expect(handover.take('telegram', 2)).toEqual([item('4')]);
    expect(handover.take('dingtalk', 2)).toEqual([item('3', 'dingtalk')]);
  });

  it('gives nothing that another process may have taken by now', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const handover = new Handover();
    handover.put([item('old')]);
    vi.advanceTimersByTime(11_000);
    handover.put([item('new')]);
    expect(handover.take('telegram', 5)).toEqual([item('new')]);
  });

  it('takes nothing more where much is waiting already', () => {
    const handover = new Handover();
    handover.take('telegram', 1);
    handover.put(Array.from({ length: 100 }, (_, place) => item(String(place))));
    expect(handover.channels()).toEqual([]);
    handover.take('telegram', 1);
    expect(handover.channels()).toEqual(['telegram']);
  });

  it('wakes who waits for a channel', async () => {
    const handover = new Handover();
    const started = performance.now();
    const waiting = handover.wait('telegram', 5_000);
    handover.put([item('1')]);
    await waiting;
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe.each(TEST_DATABASES)('messages that are handed over on $name', ({ open }) => {
  let database: TestDatabase;
  afterEach(() => database.drop());

  async function stores() {
    database = await open();
    const turns = new PostgresTurnStore(database.db);
    const outbox = new PostgresOutbox(database.db);
    let number = 0;
    const answer = (...texts: readonly (readonly [chatId: string, text: string])[]) => {
      const messageId = String(++number);
      const outgoing = texts.map(([chatId, payload]): Outgoing => ({ channel: 'telegram', chatId, payload }));
      return turns.record({ channel: 'telegram', messageId, personId: 'a', chatId: 'a', text: '问' }, turn(), outgoing);
    };
    const claim = async () => (await outbox.claim('telegram', 10)).map(({ payload }) => payload);
    const rows = () => database.db.selectFrom('outbox').select(['attempts', 'sent_at']).orderBy('id').execute();
    return { outbox, answer, claim, rows };
  }

  it('are claimed as they are written, where a delivery asks for them', async () => {
    const { answer, claim, rows } = await stores();
    await answer(['a', '没人取']);
    expect(await rows()).toMatchObject([{ attempts: 0 }]);
    expect(await claim()).toEqual(['没人取']);
    await answer(['b', '有人取'], ['c', '也是']);
    expect((await rows()).map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
    expect(await claim()).toEqual(['有人取', '也是']);
    expect(await claim()).toEqual([]);
  });

  it('never overtake what waits for the same chat', async () => {
    const { outbox, answer, claim, rows } = await stores();
    expect(await claim()).toEqual([]);
    await answer(['a', '一'], ['a', '二']);
    await answer(['a', '三']);
    expect((await rows()).map(({ attempts }) => attempts)).toEqual([1, 0, 0]);
    for (const [id, text] of ['一', '二', '三'].entries()) {
      expect(await claim()).toEqual([text]);
      expect(await claim()).toEqual([]);
      await outbox.markSent({ id: String(id + 1) }, null);
    }
    expect((await rows()).every(({ sent_at }) => sent_at !== null)).toBe(true);
  });

  it('leave none to wait who waits in the table, but a warning', async () => {
    const { answer, claim } = await stores();
    const queue = (outgoing: Outgoing) => database.db.transaction().execute((tx) => queueOutgoing(tx, [outgoing]));
    expect(await claim()).toEqual([]);
    await answer(...Array.from({ length: 12 }, (_, place) => [`a${place}`, '答'] as const));
    const { rows } = await sql<{ id: string }>`
      insert into broadcast (by_person, desk, audience, text, recipients, at) select id, '岗', '{}', '提示', 1, now() from person returning id::text
      `.execute(database.db);
    await queue({ channel: 'telegram', chatId: 'w', payload: '提示', broadcastId: rows[0]?.id ?? null });
    await queue({ channel: 'telegram', chatId: 'n', payload: '通知' });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await claim()).toEqual(['通知', ...Array.from({ length: 9 }, () => '答')]);
    expect(await claim()).toEqual(Array.from({ length: 3 }, () => '答'));
    expect(await claim()).toEqual(['提示']);
  });

  it('are given back when the channel is closed before they are taken', async () => {
    const { outbox, answer, claim, rows } = await stores();
    expect(await claim()).toEqual([]);
    await answer(['a', '一']);
    await outbox.close('telegram');
    expect(await rows()).toMatchObject([{ attempts: 0 }]);
    expect(await claim()).toEqual(['一']);
  });
});
