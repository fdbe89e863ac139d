import type { Turn } from './turn-store.ts';

/** A turn as staff look at it: how it went and what its answer was called, not whose it is. */
export interface TracedTurn extends Omit<Turn, 'help' | 'script'> {
  /** Null where nobody has said it. */
  readonly useful: boolean | null;
}

/** How a question can end, as it is stored. */
export const OUTCOME_KINDS = ['answered', 'declined', 'needs-detail', 'failed', 'conversed'] as const satisfies Turn['outcome']['kind'][];
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

/** Which turns are wanted. */
export interface TurnsWanted {
  readonly limit: number;
  /** Only those that were asked before; null: up to now. */
  readonly before: Date | null;
  /** Null: however they ended. */
  readonly outcome: OutcomeKind | null;
}

/** Where staff find what was asked. What people write in a case is between them and its desk, and never among it. */
export interface TracedTurns {
  /** The latest first. */
  latest(wanted: TurnsWanted): Promise<readonly TracedTurn[]>;
  /** Null for what is no question's id. */
  find(id: string): Promise<TracedTurn | null>;
}
