export interface BackoffOptions {
  /** The first wait at most, in milliseconds; doubled with each try. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** From 0 up to 1; spreads the tries of many clients. */
  readonly random?: () => number;
}

/** Waits between tries: doubled each time up to the longest, each between a half and the whole of it. */
export class Backoff {
  private tries = 0;

  constructor(private readonly options: BackoffOptions) {}

  /** The next wait, in milliseconds. */
  next(): number {
    const { firstWaitMs, longestWaitMs, random = Math.random } = this.options;
    const whole = Math.min(firstWaitMs * 2 ** this.tries, longestWaitMs);
    if (whole < longestWaitMs) this.tries++;
    return whole / 2 + (random() * whole) / 2;
  }

  /** Starts again with the first wait. */
  reset(): void {
    this.tries = 0;
  }
}
