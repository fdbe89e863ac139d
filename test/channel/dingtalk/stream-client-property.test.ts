import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Backoff } from '../../../src/channel/dingtalk/backoff.ts';
import { describeSafely } from '../../../src/channel/dingtalk/stream-fault.ts';
import { readFrame } from '../../../src/channel/dingtalk/stream-frame.ts';
import { STREAM_TIMINGS } from '../../../src/channel/dingtalk/stream-timings.ts';
import { FakeDingTalk } from '../../fakes/dingtalk-platform.ts';
import { StreamStage } from './stream-stage.ts';

const RUNS = 10_000;
const MOST_TRIES = 12;

let stop: () => Promise<void> = async () => {};

afterEach(async () => {
  vi.useRealTimers();
  await stop();
});

const word = fc.constantFrom('SYSTEM', 'EVENT', 'CALLBACK', 'ping', 'KEEPALIVE', '/v1.0/im/bot/messages/get', '*', '', '__proto__');
const headers = fc.oneof(
  fc.record({ topic: word, messageId: fc.string(), contentType: fc.string() }, { requiredKeys: [] }),
  fc.constantFrom(null, [], 'x', 1),
);
const frame = fc
  .record({ specVersion: fc.string(), type: word, headers, data: fc.oneof(fc.json(), fc.string(), fc.jsonValue()) }, { requiredKeys: [] })
  .map((value) => JSON.stringify(value));
const payload: fc.Arbitrary<string | Buffer> = fc.oneof(
  { weight: 6, arbitrary: frame },
  { weight: 2, arbitrary: fc.string() },
  { weight: 2, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)) },
);
const deed = fc.oneof(
  { weight: 120, arbitrary: payload },
  { weight: 1, arbitrary: fc.constantFrom('disconnect' as const, 'cut' as const).map((kind) => ({ kind })) },
);

describe('StreamClient, whatever comes', () => {
  it(`takes a good message after each of ${RUNS} random sequences of frames`, async () => {
    const dingtalk = await FakeDingTalk.start();
    dingtalk.gateway.redeliverAfterMs = 25;
    const stage = new StreamStage(dingtalk, { timings: { firstWaitMs: 1, longestWaitMs: 4 } });
    stop = async () => {
      await stage.client.stop();
      await dingtalk.stop();
    };
    stage.take = ({ data }) => {
      if (data === null) throw new Error('a bad day');
    };
    await stage.connect();
    const good = async (): Promise<void> => {
      const msgId = dingtalk.say('user1', '好的');
      while (!dingtalk.gateway.isAcked(msgId)) await new Promise(setImmediate);
      dingtalk.gateway.forget();
      stage.frames.length = 0;
      stage.faults.length = 0;
    };
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 6 }), async (deeds) => {
        for (const one of deeds) {
          const socket = dingtalk.gateway.open.findLast(({ leaving }) => !leaving);
          if (typeof one === 'string' || Buffer.isBuffer(one)) socket?.sendRaw(one);
          else if (one.kind === 'cut') socket?.cut();
          else socket?.disconnect(1_000);
          sent++;
        }
        await good();
      }),
      { numRuns: RUNS },
    );
    expect(sent).toBeGreaterThan(RUNS);
    expect(dingtalk.gateway.asked).toBeGreaterThan(50);
  });

  it('reads any bytes without a throw', () => {
    fc.assert(
      fc.property(payload, (bytes) => {
        expect(readFrame(Buffer.from(bytes)).kind).toMatch(/^(message|ping|disconnect|notice|malformed)$/);
      }),
      { numRuns: RUNS },
    );
  });

  it('describes an error without any of its words', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3, unit: fc.constantFrom('字', '词', '\n', ' ', '    at ') }), (words) => {
        const error = Object.assign(new Error(words), { code: words });
        expect(describeSafely(error)).not.toMatch(/[字词]/);
      }),
    );
  });
});

describe('StreamClient while it is refused', () => {
  it(`makes at most ${MOST_TRIES} tries in a minute, whatever the chance`, () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 20, maxLength: 20 }), (chances) => {
        const backoff = new Backoff({ ...STREAM_TIMINGS, random: () => chances.shift() ?? 0 });
        let tries = 1;
        for (let time = backoff.next(); time < 60_000; time += backoff.next()) tries++;
        expect(tries).toBeLessThanOrEqual(MOST_TRIES);
        expect(tries).toBeGreaterThan(3);
      }),
    );
  });

  it(`asks the gateway at most ${MOST_TRIES} times in a minute with the shortest waits, and goes on trying`, async () => {
    const dingtalk = await FakeDingTalk.start();
    const stage = new StreamStage(dingtalk, { clientSecret: 'wrong', timings: STREAM_TIMINGS, random: () => 0 });
    stop = async () => {
      await stage.client.stop();
      await dingtalk.stop();
    };
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    stage.client.start();
    for (let second = 0; second < 240; second++) {
      await settle();
      vi.advanceTimersByTime(250);
    }
    await settle();
    // At 0, 0.5, 1.5, 3.5, 7.5, 15.5, 30.5 and 45.5 seconds.
    expect(dingtalk.gateway.asked).toBe(8);
    vi.advanceTimersByTime(60_000);
    await settle();
    expect(dingtalk.gateway.asked).toBe(9);
    expect(stage.reasons).toEqual(['refused']);
  });
});

/** Lets a handshake under way be answered, in real time, before the clock goes on. */
async function settle(): Promise<void> {
  for (const end = performance.now() + 8; performance.now() < end; ) await new Promise(setImmediate);
}
