/** How long a model may take, in milliseconds. After the whole of it the extractive answer goes out. */
export interface ModelTimings {
  /** From the question to the first word, retries and their waits included; also from one word to the next. */
  readonly firstTokenMs: number;
  readonly wholeMs: number;
  /** Wait before the first retry; doubled for the next. A Retry-After that fits is kept instead. */
  readonly retryMs: number;
  readonly retries: number;
  /** Failures in a row after which nothing is asked for `pauseMs`; then one question tries. */
  readonly failuresToPause: number;
  readonly pauseMs: number;
}

/** 8 s and 30 s are what issue 6 allows; 3 failures cost three people at most 8 s each before the pause. */
export const MODEL_TIMINGS: ModelTimings = {
  firstTokenMs: 8_000,
  wholeMs: 30_000,
  retryMs: 300,
  retries: 2,
  failuresToPause: 3,
  pauseMs: 60_000,
};
