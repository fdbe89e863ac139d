import type { CaseKind } from '../../knowledge/office.ts';
import type { IntakeAnswers } from '../../legal-case/intake-fields.ts';
import type { Audience } from '../../legal-case/service-record.ts';

/** A case that a person is describing (登记); kept until it is submitted or given up. */
export interface Intake {
  readonly kind: CaseKind | null;
  /** In whose name: a USCC, or '' for the person alone; null until chosen. */
  readonly who: string | null;
  /** The answer it began with; null for none. */
  readonly turnId: string | null;
  /** Whether the conversation so far goes along; null until asked. */
  readonly along: boolean | null;
  readonly answers: IntakeAnswers;
  /** Ids of files handed in. */
  readonly files: readonly string[];
}

/** What the next words of a person are for. */
export type Expectation =
  | { readonly kind: 'intake' }
  /** They are relayed to the other side of a case. */
  | { readonly kind: 'words'; readonly number: string }
  /** More files beside the one that was relayed, as an album brings them. */
  | { readonly kind: 'files'; readonly number: string }
  /** Words, or a file by its id, held back until the person says for which of these cases they are. */
  | { readonly kind: 'unsure'; readonly numbers: readonly string[]; readonly text: string; readonly file: string | null }
  /** The step of a guide that was shown, from 0. */
  | { readonly kind: 'guide-step'; readonly place: number }
  | { readonly kind: 'rating-words'; readonly number: string }
  /** Nothing, but a reason would be about this answer, which was no use; or a line about it. */
  | { readonly kind: 'feedback'; readonly turnId: string }
  | { readonly kind: 'feedback-words'; readonly turnId: string }
  | { readonly kind: 'warning'; readonly audience: Audience; readonly desk: string; readonly text: string };

/** Where a person is in a dialogue of several messages. */
export interface Dialogue {
  readonly intake: Intake | null;
  readonly expects: Expectation | null;
  /** When it was last moved on. */
  readonly at: string;
}

/** Silence after which the next words are a new question; an intake can still be taken up with 继续. In milliseconds. */
const EXPECTATION_LASTS_MS = 30 * 60_000;

/** The dialogue as it was kept; what was expected too long ago is expected no more. */
export function readDialogue(kept: unknown, now: Date): Dialogue {
  const dialogue = kept === null ? null : (kept as Dialogue);
  if (dialogue === null) return { intake: null, expects: null, at: now.toISOString() };
  const stale = now.getTime() - Date.parse(dialogue.at) > EXPECTATION_LASTS_MS;
  return stale ? { ...dialogue, expects: null } : dialogue;
}

/** A new intake. */
export function beginIntake(kind: CaseKind | null, turnId: string | null): Intake {
  return { kind, who: null, turnId, along: null, answers: {}, files: [] };
}
