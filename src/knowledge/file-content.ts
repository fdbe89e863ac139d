import type { LprTable } from '../calculation/lpr-table.ts';
import type { Entry } from './entry.ts';
import type { Fault } from './fault.ts';
import type { Desk, Law, LayWord, NotCovered, Saying, Topic } from './law.ts';
import type { Office, ServiceRules } from './office.ts';

/** What one file of the folder holds. */
export interface FileContent {
  readonly entries: readonly Entry[];
  readonly faults: readonly Fault[];
  readonly laws?: readonly Law[];
  readonly desks?: readonly Desk[];
  readonly layWords?: readonly LayWord[];
  readonly topics?: readonly Topic[];
  readonly notCovered?: readonly NotCovered[];
  readonly sayings?: readonly Saying[];
  readonly offices?: readonly Office[];
  /** Hours, limits and years, those that the file lays down. */
  readonly rules?: Partial<ServiceRules>;
  /** The one-year LPR over time. */
  readonly lpr?: LprTable;
  /** Markdown links, to be checked against what is there. */
  readonly links?: readonly Link[];
}

/** A Markdown link: where it stands and where it leads. */
export interface Link {
  readonly line: number;
  readonly target: string;
}
