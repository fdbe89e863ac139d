import { afterEach, describe, expect, it, vi } from 'vitest';
import { Delivery, type SendResult } from '../../src/conversation/delivery.ts';
import type { OutboxItem } from '../../src/conversation/outbox.ts';
import { PostgresOutbox, queueOutgoing } from '../../src/store/postgres-outbox.ts';
import { openEmbedded, type TestDatabase } from '../store/open-stores.ts';

let database: TestDatabase;
let delivery: Delivery;
afterEach(async () => {
  await delivery.stop();
  await database.drop();
});

async function run(
  messages: readonly (readonly [chatId: string, text: string])[],
  send: (item: OutboxItem) => Promise<SendResult>,
  Kind = PostgresOutbox,
) {
  database = await openEmbedded();
  const faults: string[] = [];
  await database.db.transaction().execute((tx) =>
    queueOutgoing(
      tx,
      messages.map(([chatId, text]) => ({ channel: 'telegram', chatId, payload: text })),
    ),
  );
  delivery = new Delivery({
    channel: 'telegram',
    outbox: new Kind(database.db),
    perSecond: null,
    pace: null,
    send,
    onFault: (what) => faults.push(what),
  });
  delivery.start();
  return faults;
}

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 8_000, interval: 20 });
const waiting = async () =>
  (await database.db.selectFrom('outbox').select('id').where('sent_at', 'is', null).where('gave_up_at', 'is', null).execute()).length;

describe('Delivery', () => {
  it('keeps the order of a chat while another chat is stuck', async () => {
    const sent: string[] = [];
    let free: () => void = () => {};
    const stuck = new Promise<void>((resolve) => {
      free = resolve;
    });
    await run(
      [
        ['a', 'a1'],
        ['b', 'b1'],
        ['b', 'b2'],
        ['a', 'a2'],
        ['b', 'b3'],
      ],
      async (item) => {
        if (item.chatId === 'a') await stuck;
        sent.push(item.payload as string);
        return { kind: 'sent', externalId: null };
      },
    );
    await until(() => expect(sent).toEqual(['b1', 'b2', 'b3']));
    free();
    await until(() => expect(sent).toEqual(['b1', 'b2', 'b3', 'a1', 'a2']));
    await until(async () => expect(await waiting()).toBe(0));
  });

  it('tries again after the wait the platform names, and gives up what is refused', async () => {
    const tries: Record<string, number> = {};
    const faults = await run(
      [
        ['a', 'later'],
        ['b', 'never'],
      ],
      async ({ payload }) => {
        const text = payload as string;
        tries[text] = (tries[text] ?? 0) + 1;
        if (text === 'never') return { kind: 'refused', why: 'blocked' };
        return tries[text] === 1 ? { kind: 'retry', afterMs: 50 } : { kind: 'sent', externalId: null };
      },
    );
    await until(async () => expect(await waiting()).toBe(0));
    expect(tries).toEqual({ later: 2, never: 1 });
    expect(faults).toEqual([expect.stringContaining('given up: blocked')]);
  });

  it('notes that a message was sent once the database is there again, and sends it once', async () => {
    let sends = 0;
    const faults = await run(
      [['a', 'a1']],
      async () => {
        sends += 1;
        return { kind: 'sent', externalId: null };
      },
      class extends PostgresOutbox {
        private down = 2;
        override async markSent(...sent: Parameters<PostgresOutbox['markSent']>): Promise<void> {
          if (this.down-- > 0) throw new Error('the database is away');
          await super.markSent(...sent);
        }
      },
    );
    await until(async () => expect(await waiting()).toBe(0));
    expect(sends).toBe(1);
    expect(faults).toEqual([expect.stringContaining('trying again')]);
  });

  it('finishes what is being sent when it is stopped, and takes nothing more', async () => {
    const sent: string[] = [];
    let begun: () => void = () => {};
    const first = new Promise<void>((resolve) => {
      begun = resolve;
    });
    await run(
      [
        ['a', 'a1'],
        ['a', 'a2'],
      ],
      async (item) => {
        begun();
        await new Promise((resolve) => setTimeout(resolve, 100));
        sent.push(item.payload as string);
        return { kind: 'sent', externalId: null };
      },
    );
    await first;
    await delivery.stop();
    expect(sent).toEqual(['a1']);
    expect(await waiting()).toBe(1);
  });
});
