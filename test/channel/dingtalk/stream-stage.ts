import { inspect } from 'node:util';
import { vi } from 'vitest';
import { StreamClient, type StreamClientOptions } from '../../../src/channel/dingtalk/stream-client.ts';
import { StreamFault } from '../../../src/channel/dingtalk/stream-fault.ts';
import type { StreamFrame } from '../../../src/channel/dingtalk/stream-frame.ts';
import type { StreamTimings } from '../../../src/channel/dingtalk/stream-timings.ts';
import type { FakeDingTalk } from '../../fakes/dingtalk-platform.ts';

/** Short times; a test that is about one of them sets it. */
const FAST: StreamTimings = {
  handshakeMs: 2_000,
  firstWaitMs: 10,
  longestWaitMs: 40,
  settledMs: 60_000,
  silentMs: 60_000,
  pongMs: 10_000,
  leaveMs: 10_000,
  closeMs: 400,
};

/** A client of the fake, what it took and what it reported. */
export class StreamStage {
  readonly client: StreamClient;
  readonly frames: StreamFrame[] = [];
  readonly faults: { readonly what: string; readonly error: unknown }[] = [];
  /** What is done with a frame after it was noted. */
  take: (frame: StreamFrame) => unknown = () => ({});

  constructor(
    readonly dingtalk: FakeDingTalk,
    options: Partial<StreamClientOptions> = {},
  ) {
    const { baseUrl, clientId, clientSecret } = dingtalk;
    this.client = new StreamClient({
      baseUrl,
      clientId,
      clientSecret,
      onFrame: async (frame) => {
        this.frames.push(frame);
        return this.take(frame);
      },
      onFault: (what, error) => this.faults.push({ what, error }),
      ...options,
      timings: { ...FAST, ...options.timings },
    });
  }

  /** Starts the client and waits until it is connected. */
  async connect(): Promise<this> {
    this.client.start();
    await until(() => this.dingtalk.gateway.newest);
    return this;
  }

  /** Reasons of what was reported, oldest first. */
  get reasons(): string[] {
    return this.faults.map(({ error }) => (error instanceof StreamFault ? error.reason : 'unknown'));
  }

  /** Messages' own numbers, as they were taken. */
  get taken(): unknown[] {
    return this.frames.map(({ data }) => (data as { readonly msgId?: unknown }).msgId);
  }

  /** All that was reported, hidden fields too. */
  get told(): string {
    return this.faults.map(({ what, error }) => what + inspect(error, { depth: 9, showHidden: true })).join('\n');
  }
}

/** Looks again until there is something to be seen. */
function until<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: 10_000, interval: 5 });
}

/** Waits until this is so. */
export function untilTrue(look: () => boolean, what: string): Promise<void> {
  return until(() => {
    if (!look()) throw new Error(`not yet: ${what}`);
  });
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
