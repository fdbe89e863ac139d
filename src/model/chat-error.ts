import type { DraftFailure } from '../answer/language-model.ts';

/** A chat endpoint gave no whole reply; the message names the host and what happened, never what was sent. */
export class ChatError extends Error {
  override readonly name = 'ChatError';

  constructor(
    readonly why: Exclude<DraftFailure, 'budget' | 'paused' | 'unreadable'>,
    message: string,
    /** The HTTP status; null where there was no reply. */
    readonly status: number | null = null,
    /** What the endpoint asks to wait, in milliseconds; null where it does not say. */
    readonly retryAfterMs: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
