import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IncomingMessage } from '../../src/conversation/incoming-message.ts';
import { PlatformPreview, type PreviewPlace } from '../../src/conversation/platform-preview.ts';
import { say } from '../../src/conversation/reply.ts';
import { PostgresInbox } from '../../src/store/postgres-inbox.ts';
import { PostgresOutbox, queueOutgoing } from '../../src/store/postgres-outbox.ts';
import { openEmbedded, type TestDatabase } from '../store/open-stores.ts';

let database: TestDatabase;
let inbox: PostgresInbox;
let outbox: PostgresOutbox;
let message: IncomingMessage;
beforeAll(async () => {
  database = await openEmbedded();
  inbox = new PostgresInbox(database.db);
  outbox = new PostgresOutbox(database.db);
});
afterAll(() => database.drop());
beforeEach(async () => {
  message = { channel: 'telegram', messageId: randomUUID(), personId: randomUUID(), chatId: randomUUID(), text: '问' };
  await inbox.accept([{ ...message, payload: {} }]);
});

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A place that notes what is shown there and when, and takes as long, or fails, as a test wants. */
function openPlace({ takesMs = 0, fails = false, wait = () => 0 }: { takesMs?: number; fails?: boolean; wait?: () => number } = {}) {
  const shown: { text: string; in: string; at: number }[] = [];
  const put = async (text: string, where: string) => {
    await pause(takesMs);
    if (fails) throw new Error('refused');
    shown.push({ text, in: where, at: performance.now() });
  };
  const textOf = (reply: ReturnType<typeof say>) => (reply.blocks[0]?.kind === 'paragraph' ? reply.blocks[0].text : '');
  const place: PreviewPlace = {
    inbox,
    outbox,
    wait,
    open: async ({ channel, messageId }, reply) => {
      await put(textOf(reply), 'a new message');
      await inbox.keepShown(channel, messageId, '17');
      return '17';
    },
    change: (_, shownAs, reply) => put(textOf(reply), `message ${shownAs}`),
  };
  return { place, shown, texts: () => shown.map(({ text }) => text) };
}

describe('a preview on a platform', () => {
  it('is one message, changed to the latest about once a second', async () => {
    const { place, shown } = openPlace();
    const preview = new PlatformPreview(message, place);
    for (const text of ['一', '一二', '一二三', '一二三四', '一二三四五']) {
      preview.show(say(text));
      await pause(450);
    }
    await pause(1_000);
    expect(await preview.end()).toMatchObject({ shown: 3, firstAt: expect.any(Number), dropped: false });
    expect(shown.map((one) => one.in)).toEqual(['a new message', 'message 17', 'message 17']);
    expect(shown.at(-1)?.text).toBe('一二三四五');
    for (const [index, { at }] of shown.entries()) expect(at - (shown[index - 1]?.at ?? 0)).toBeGreaterThan(1_000);
  });

  it('shows nothing of an answer that is done at once, and nothing after the end', async () => {
    const { place, shown } = openPlace();
    const preview = new PlatformPreview(message, place);
    preview.show(say('一'));
    expect(await preview.end()).toEqual({ shown: 0, firstAt: null, dropped: false });
    preview.show(say('二'));
    await pause(500);
    expect(shown).toEqual([]);
    expect(await new PlatformPreview(message, place).end()).toEqual({ shown: 0, firstAt: null, dropped: false });
  });

  it('is over when what was under way is done, so that the answer finds it', async () => {
    const { place, texts } = openPlace({ takesMs: 300 });
    const preview = new PlatformPreview(message, place);
    preview.show(say('一'));
    await pause(400);
    expect(texts()).toEqual([]);
    expect(await preview.end()).toMatchObject({ shown: 1 });
    expect(texts()).toEqual(['一']);
    expect(await inbox.shownFor('telegram', message.messageId)).toBe('17');
  });

  it('is given up, counted and nothing more, when the platform does not take it', async () => {
    let tries = 0;
    const { place } = openPlace({
      fails: true,
      wait: () => {
        tries += 1;
        return 0;
      },
    });
    const preview = new PlatformPreview(message, place);
    preview.show(say('一'));
    await pause(500);
    preview.show(say('二'));
    await pause(500);
    expect(await preview.end()).toEqual({ shown: 0, firstAt: null, dropped: true });
    expect(tries).toBe(1);
  });

  it('waits for its turn, and is not missed when that does not come', async () => {
    const { place, texts } = openPlace({ wait: () => 10_000 });
    const preview = new PlatformPreview(message, place);
    preview.show(say('一'));
    await pause(500);
    const asked = performance.now();
    expect(await preview.end()).toEqual({ shown: 0, firstAt: null, dropped: false });
    expect(performance.now() - asked).toBeLessThan(200);
    expect(texts()).toEqual([]);
  });

  it('is not seen before what was said before it', async () => {
    const { chatId } = message;
    await database.db.transaction().execute((tx) => queueOutgoing(tx, [{ channel: 'telegram', chatId, payload: '早先的回答' }]));
    const { place, texts } = openPlace();
    const preview = new PlatformPreview(message, place);
    preview.show(say('一'));
    await pause(800);
    expect(texts()).toEqual([]);
    const [earlier] = await outbox.claim('telegram', 100);
    expect(await outbox.waits('telegram', chatId)).toBe(true);
    await outbox.markSent({ id: earlier?.id ?? '' }, '3');
    await pause(600);
    expect(texts()).toEqual(['一']);
    await preview.end();
  });

  it('goes on in the message that a process showed which died', async () => {
    await inbox.keepShown('telegram', message.messageId, '5');
    const { place, shown } = openPlace();
    const preview = new PlatformPreview(message, place);
    preview.show(say('一'));
    await pause(500);
    await preview.end();
    expect(shown.map((one) => one.in)).toEqual(['message 5']);
  });
});
