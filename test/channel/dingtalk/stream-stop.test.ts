import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeDingTalk } from '../../fakes/dingtalk-platform.ts';
import { StreamStage, sleep, untilTrue } from './stream-stage.ts';

let dingtalk: FakeDingTalk;

beforeEach(async () => {
  dingtalk = await FakeDingTalk.start();
});
afterEach(async () => {
  vi.useRealTimers();
  await dingtalk.stop();
});

/** Stops and looks whether anything is left, or comes back. */
async function stopCompletely(stage: StreamStage): Promise<void> {
  const began = performance.now();
  await stage.client.stop();
  expect(performance.now() - began).toBeLessThan(1_200);
  const { asked } = dingtalk.gateway;
  const taken = stage.frames.length;
  await untilTrue(() => dingtalk.openWires === 0, 'no connection is left');
  await sleep(80);
  expect([dingtalk.gateway.asked, stage.frames.length, dingtalk.openWires]).toEqual([asked, taken, 0]);
}

describe('StreamClient: stopping', () => {
  it('ends before it was started, and then does not start', async () => {
    const stage = new StreamStage(dingtalk);
    await stage.client.stop();
    stage.client.start();
    await stopCompletely(stage);
    expect(dingtalk.gateway.asked).toBe(0);
  });

  it.each(['/v1.0/gateway', '/connect'])('ends while %s is not answered', async (path) => {
    const stage = new StreamStage(dingtalk);
    dingtalk.fail(1, 'timeout', path);
    stage.client.start();
    await untilTrue(() => dingtalk.calls.some((call) => call.startsWith(path)), 'it was called');
    await stopCompletely(stage);
    expect(stage.faults).toEqual([]);
  });

  it('ends in the moment it was started', async () => {
    const stage = new StreamStage(dingtalk);
    stage.client.start();
    await stopCompletely(stage);
  });

  it('ends at any moment of connecting', async () => {
    for (let delay = 0; delay < 12; delay++) {
      const stage = new StreamStage(dingtalk);
      stage.client.start();
      await sleep(delay);
      await stage.client.stop();
      await untilTrue(() => dingtalk.openWires === 0, `nothing is left after ${delay} ms`);
    }
  });

  it('ends while it waits for the next try', async () => {
    const stage = new StreamStage(dingtalk, { timings: { firstWaitMs: 60_000, longestWaitMs: 60_000 } });
    dingtalk.fail(1, { status: 503 });
    stage.client.start();
    await untilTrue(() => stage.faults.length === 1, 'it was refused');
    await stopCompletely(stage);
  });

  it('ends an open connection, and twice is the same', async () => {
    const stage = await new StreamStage(dingtalk).connect();
    await Promise.all([stage.client.stop(), stopCompletely(stage)]);
    stage.client.start();
    await stopCompletely(stage);
  });

  it('ends a connection on which nobody answers', async () => {
    const stage = await new StreamStage(dingtalk).connect();
    dingtalk.gateway.newest.freeze();
    await stage.client.stop();
    expect(dingtalk.gateway.asked).toBe(1);
  });

  it('lets a message under way be kept and acknowledged', async () => {
    const stage = await new StreamStage(dingtalk).connect();
    stage.take = () => sleep(100);
    const msgId = dingtalk.say('user1', '一');
    await untilTrue(() => stage.frames.length === 1, 'the frame came');
    await stopCompletely(stage);
    expect(dingtalk.gateway.isAcked(msgId)).toBe(true);
  });

  it('does not wait for a message that is never kept', async () => {
    const stage = await new StreamStage(dingtalk).connect();
    stage.take = () => new Promise(() => {});
    dingtalk.say('user1', '一');
    await untilTrue(() => stage.frames.length === 1, 'the frame came');
    await stopCompletely(stage);
  });

  it('ends the old and the new connection after disconnect', async () => {
    const stage = await new StreamStage(dingtalk).connect();
    stage.take = () => new Promise(() => {});
    dingtalk.say('user1', '一');
    dingtalk.gateway.newest.disconnect(10_000);
    await untilTrue(() => dingtalk.gateway.open.length === 2, 'there are two');
    await stopCompletely(stage);
  });

  it('leaves no timer: open, waiting, connecting', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const ready: ((stage: StreamStage) => boolean)[] = [
      () => dingtalk.gateway.open.length === 1,
      (stage) => stage.faults.length === 1,
      () => dingtalk.calls.at(-1) === '/connect',
    ];
    for (const [number, isReady] of ready.entries()) {
      const stage = new StreamStage(dingtalk);
      if (number === 1) dingtalk.fail(1, { status: 503 });
      if (number === 2) dingtalk.fail(1, 'timeout', '/connect');
      stage.client.start();
      while (!isReady(stage)) await new Promise(setImmediate);
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
      expect(vi.getTimerCount()).toBeGreaterThan(0);
      await stage.client.stop();
      expect(vi.getTimerCount()).toBe(0);
    }
  });
});
