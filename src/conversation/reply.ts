import type { Citation, Statement } from '../answer/outcome.ts';

/** A part of a reply; every channel shows each kind in its own form. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'point'; readonly statements: readonly Statement[] }
  | { readonly kind: 'sources'; readonly heading: string; readonly citations: readonly Citation[] }
  | {
      readonly kind: 'guide';
      readonly heading: string;
      readonly facts: readonly string[];
      readonly steps: readonly string[];
      readonly materials: readonly string[];
      readonly materialsHeading: string;
    }
  | { readonly kind: 'questions'; readonly heading: string; readonly questions: readonly string[] }
  | { readonly kind: 'small'; readonly text: string };

/** What a person gets for a message, in order of reading. */
export interface Reply {
  readonly blocks: readonly Block[];
  /** Whether 有用/没用 may be asked. */
  readonly rateable: boolean;
}
