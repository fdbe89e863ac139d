import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DINGTALK_PACE } from '../../src/channel/dingtalk/dingtalk-channel.ts';
import { TELEGRAM_PACE } from '../../src/channel/telegram/telegram-channel.ts';
import { ChatPace, type PaceLimit, sharePace } from '../../src/conversation/chat-pace.ts';
import { heapSize } from '../heap-size.ts';

/** When messages of one chat went, in milliseconds, if they all wait: each try at the time it was told to come back. */
function sendAll(limit: PaceLimit, count: number, idleMs: readonly number[] = [], spare: readonly boolean[] = [false]): number[] {
  let now = 0;
  const pace = new ChatPace(
    () => limit,
    () => now,
  );
  const times: number[] = [];
  while (times.length < count) {
    const wait = spare[times.length % spare.length] ? pace.takeSpare('a') : pace.take('a');
    if (wait === 0) {
      times.push(now);
      now += idleMs[times.length % Math.max(idleMs.length, 1)] ?? 0;
    } else now += wait;
  }
  return times;
}
/** The most that went within any so many milliseconds. */
const most = (times: readonly number[], withinMs: number) =>
  Math.max(...times.map((start) => times.filter((time) => time >= start && time - start < withinMs).length));

describe('the pace of a chat', () => {
  it('lets some go at once, then one in so much time', () => {
    expect(sendAll({ burst: 3, everyMs: 1_000 }, 6)).toEqual([0, 0, 0, 1_000, 2_000, 3_000]);
  });

  it('tells how long to wait, counts nothing that waits, and lets no chat wait for another', () => {
    let now = 0;
    const pace = new ChatPace(
      (chatId) => ({ burst: 1, everyMs: chatId === 'slow' ? 5_000 : 1_000 }),
      () => now,
    );
    expect([pace.take('slow'), pace.take('slow'), pace.take('slow')]).toEqual([0, 5_000, 5_000]);
    expect(pace.take('other')).toBe(0);
    now += 4_000;
    expect(pace.take('slow')).toBe(1_000);
    now += 1_000;
    expect(pace.take('slow')).toBe(0);
  });

  it('leaves half of what may go at once to what must be delivered', () => {
    let now = 0;
    const pace = new ChatPace(
      () => ({ burst: 4, everyMs: 1_000 }),
      () => now,
    );
    expect([pace.takeSpare('a'), pace.takeSpare('a'), pace.takeSpare('a')]).toEqual([0, 0, 1_000]);
    expect([pace.take('a'), pace.take('a'), pace.take('a')]).toEqual([0, 0, 1_000]);
    now += 2_000;
    expect(pace.takeSpare('a')).toBe(1_000);
    now += 1_000;
    expect(pace.takeSpare('a')).toBe(0);
  });

  it.each([
    ['Telegram', TELEGRAM_PACE.group],
    ['DingTalk', DINGTALK_PACE.group],
  ])('lets at most 20 messages and changes go to a group of %s within any minute, however they come', (_, limit) => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { maxLength: 5 }), fc.array(fc.boolean(), { minLength: 1 }), (idle, spare) => {
        expect(most(sendAll(limit, 80, idle, spare), 60_000)).toBeLessThanOrEqual(20);
      }),
      { numRuns: 50 },
    );
    expect(most(sendAll(limit, 80), 60_000)).toBeGreaterThan(15);
  });

  it.each([2, 3, 5])('is shared by %i servers, so that together they keep it in a group and over all chats', (servers) => {
    for (const pace of [TELEGRAM_PACE, DINGTALK_PACE]) {
      const shared = sharePace(pace, servers);
      expect(shared.perSecond * servers).toBeCloseTo(pace.perSecond);
      expect(most(sendAll(shared.group, 40), 60_000) * servers).toBeLessThanOrEqual(20);
    }
    expect(sharePace(TELEGRAM_PACE, 1)).toEqual(TELEGRAM_PACE);
  });

  it('forgets chats that may be written to as if they were new', () => {
    let now = 0;
    const pace = new ChatPace(
      () => ({ burst: 1, everyMs: 10 }),
      () => now,
    );
    const before = heapSize();
    for (let chat = 0; chat < 200_000; chat += 1) {
      now += 1;
      pace.take(`chat ${chat}`);
    }
    expect(heapSize() - before).toBeLessThan(8 * 1024 * 1024);
    expect(pace.take('chat 1')).toBe(0);
  });
});
