import type { LegalBasis } from '../../calculation/legal-basis.ts';
import type { LprTable } from '../../calculation/lpr-table.ts';
import type { WorkdayCalendar } from '../../calculation/workday-calendar.ts';

/** What reckoning rests on beside the words. */
export interface Facts {
  /** YYYY-MM-DD in China. */
  readonly today: string;
  readonly calendar: WorkdayCalendar;
  readonly lpr: LprTable;
}

/** What was found out, for people. */
export interface Finding {
  /** A line each. */
  readonly result: readonly string[];
  /** '' where the steps say it. */
  readonly rule: string;
  readonly basis: readonly LegalBasis[];
  readonly working: readonly string[];
  /** What was assumed, what was not known, what to watch. */
  readonly notes: readonly string[];
}

/** Something that is missing: the one question for it, and how the next message answers it. */
export interface Ask {
  readonly question: string;
  /** The words to be added to what was asked before, for a message in digits; null when it is no answer. */
  readonly take: (message: string) => string | null;
}

/** What a question in digits comes to: a finding, something that is missing for it (or would make it better), or both. */
export type Reckoning = { readonly finding: Finding; readonly ask: Ask | null } | { readonly finding: null; readonly ask: Ask };

/** Reckons one kind of thing from a question in digits; null where the question asks for something else. */
export type Reckoner = (text: string, facts: Facts) => Reckoning | null;

/** A finding to which nothing is missing. */
export function found(finding: Finding): Reckoning {
  return { finding, ask: null };
}
