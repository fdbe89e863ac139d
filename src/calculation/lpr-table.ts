/** Where staff keep the table, below the knowledge folder. */
export const LPR_FILE = '计算/LPR.yaml';

/** The one-year loan prime rate (一年期LPR) over time. */
export interface LprTable {
  /** Changes only, oldest first: from which day (YYYY-MM-DD) which rate stands, in hundredths of a percent (3.45% is 345). */
  readonly changes: readonly { readonly from: string; readonly rate: number }[];
  /** Last month that the table covers, YYYY-MM; '' where it covers none. */
  readonly knownUntil: string;
}

/** The table of a folder that has none. */
export const NO_LPR: LprTable = { changes: [], knownUntil: '' };

/** The table does not cover the day; another rate would make the cap a wrong one. */
export class UnknownLprError extends Error {
  override readonly name = 'UnknownLprError';

  constructor(day: string) {
    super(`the one-year LPR of ${day} is not known; extend ${LPR_FILE} (there was none before 2019-08-20)`);
  }
}

/** The rate on a day (YYYY-MM-DD) in hundredths of a percent. Throws UnknownLprError outside the table. */
export function lprOn(day: string, { changes, knownUntil }: LprTable): number {
  const rate = changes.findLast(({ from }) => from <= day)?.rate;
  if (rate === undefined || day.slice(0, 7) > knownUntil) throw new UnknownLprError(day);
  return rate;
}

/**
 * The rates of a month (YYYY-MM), each with its first day in that month, oldest first; more than one where it changed within.
 * Throws UnknownLprError for a month that the table does not cover from its first day on.
 */
export function lprIn(month: string, table: LprTable): readonly { readonly from: string; readonly rate: number }[] {
  const first = `${month}-01`;
  const later = table.changes.filter(({ from }) => from.startsWith(`${month}-`) && from > first);
  return [{ from: first, rate: lprOn(first, table) }, ...later];
}
