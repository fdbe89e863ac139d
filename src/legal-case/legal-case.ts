import type { CaseKind } from '../knowledge/office.ts';
import type { CaseAction, CaseSide, CaseStatus } from './case-status.ts';
import type { Deadline } from './deadline.ts';
import type { IntakeAnswers } from './intake-fields.ts';
import type { Party } from './person.ts';

/** Ratings at or below this are low (低分): the coordinator hears of them, the report counts them. */
export const LOW_RATING = 2;

/** How a mediation (调解) ended. */
export type MediationResult = '成功' | '不成';

/** A case (案件): what somebody asked for, the desk that has it and how it stands. */
export interface LegalCase {
  readonly id: string;
  /** Year and six digits, by which people name it (#2026000123). */
  readonly number: string;
  readonly kind: CaseKind;
  readonly status: CaseStatus;
  readonly requester: Party;
  /** The client (USCC) in whose name it was opened; null for a resident. */
  readonly client: string | null;
  /** The desk by name. */
  readonly desk: string;
  /** Who accepted it; null until somebody has. */
  readonly handler: Party | null;
  readonly answers: IntakeAnswers;
  /** The conversation that the requester let go along; '' for none. */
  readonly transcript: string;
  readonly deadlines: readonly Deadline[];
  readonly openedAt: Date;
  readonly answeredAt: Date | null;
  readonly closedAt: Date | null;
  /** When the clock has to look at it next; null for never. */
  readonly checkAt: Date | null;
  /** 1 to 5; null until rated. */
  readonly rating: number | null;
  readonly ratingWords: string;
  /** Of a mediation only. */
  readonly result: MediationResult | null;
  /** Sum involved, in yuan; null where none was named. */
  readonly amount: number | null;
}

/** One thing that happened to a case; written once, never changed. */
export interface CaseEvent {
  readonly at: Date;
  /** The person; null for the clock. */
  readonly by: string | null;
  readonly side: CaseSide;
  readonly action: CaseAction | 'open' | 'remind' | 'rate';
  readonly from: CaseStatus | null;
  readonly to: CaseStatus;
  /** The desk that has it afterwards. */
  readonly desk: string;
  /** Why: the reason a person gave, or the mark of a reminder. Never a name or a telephone of ours. */
  readonly note: string;
}

/** A word of one side to the other, as it was relayed. */
export interface CaseMessage {
  readonly side: 'requester' | 'desk';
  readonly by: string;
  /** The desk that had the case then. */
  readonly desk: string;
  readonly at: Date;
  readonly text: string;
  readonly file: string | null;
  readonly edited: boolean;
}
