import type { Reply } from './reply.ts';

/** What became of a preview: how often something was shown, and when first (by `performance.now`; null where nothing was). */
export interface PreviewReport {
  readonly shown: number;
  readonly firstAt: number | null;
  /** Whether it was given up because the platform or the network did not take it. */
  readonly dropped: boolean;
}

/**
 * What a person sees while a model writes: verified sentences only, marked as a model's. A courtesy, not a delivery: it holds nothing
 * up, and what cannot be shown is dropped; the answer itself goes the way of all answers.
 */
export interface AnswerPreview {
  /** Shows this in place of what was shown before, as soon as it can be; never throws. */
  show(reply: Reply): void;
  /** Shows nothing more. Over when what was under way is done, so that the answer can take its place; never throws. */
  end(): Promise<PreviewReport>;
}
