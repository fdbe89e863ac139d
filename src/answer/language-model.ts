import type { DraftStatement } from './verify-answer.ts';

/** A passage as the model sees it: its token stands for it, so that an invented source is one that nobody gave. */
export interface ModelPassage {
  /** S1 to S6. */
  readonly token: string;
  /** 民法典第1077条 离婚冷静期. */
  readonly label: string;
  readonly text: string;
}

/** What is sent to a model: no personal data, nothing that is secret. */
export interface DraftRequest {
  readonly question: string;
  readonly passages: readonly ModelPassage[];
}

/** What a model wrote: sentences with the tokens they rest on, and whether they answer the question. Not verified. */
export interface Draft {
  readonly kind: 'drafted';
  readonly statements: readonly DraftStatement[];
  readonly completeness: 'complete' | 'partial' | 'none';
}

/**
 * Why a model wrote nothing: `slow` no first word, no further word, or not done in time; `unreachable` no connection; `busy` 429;
 * `refused` any other status; `cut-off` the reply ended in the middle; `unreadable` it is not what was asked for; `budget` the day's
 * tokens are used up; `paused` it failed too often just now.
 */
export type DraftFailure = 'slow' | 'unreachable' | 'busy' | 'refused' | 'cut-off' | 'unreadable' | 'budget' | 'paused';

/** Something that can write an answer from passages. It never throws and has no authority: what it writes is only text. */
export interface LanguageModel {
  /** @param onStatement told of each statement as soon as it is whole, where the reply comes piece by piece; the draft is what counts */
  draft(
    request: DraftRequest,
    onStatement?: (statement: DraftStatement) => void,
  ): Promise<Draft | { readonly kind: 'failed'; readonly why: DraftFailure }>;
}
