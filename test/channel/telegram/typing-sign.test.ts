import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TypingSign } from '../../../src/channel/telegram/typing-sign.ts';

describe('the sign of typing', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** So many messages come at once; returns how many are shown the sign. */
  function shown(messages: number, answeredAfterMs: number): number {
    const sign = new TypingSign();
    let count = 0;
    const answered = Array.from({ length: messages }, () =>
      sign.begin(async () => {
        count += 1;
        throw new Error('the platform does not take it');
      }),
    );
    vi.advanceTimersByTime(answeredAfterMs);
    for (const end of answered) end();
    vi.advanceTimersByTime(5_000);
    return count;
  }

  it('is shown to who waits, once', () => expect(shown(3, 1_000)).toBe(3));
  it('is shown again to who waits for long', () => expect(shown(1, 10_000)).toBe(3));
  it('is not shown to who is answered at once', () => expect(shown(3, 300)).toBe(0));
  it('is shown to nobody where many wait', () => expect(shown(31, 1_000)).toBe(0));
});
