/** A figure as it is to be read: a whole number, a number with two decimals, or per cent (89.7 is 89.70%). */
export interface Figure {
  readonly value: number;
  readonly format: 'count' | 'decimal' | 'percent';
}

/** What stands in a cell; null for nothing. */
export type Cell = string | Figure | null;

/** A line of a sheet: cells by column, and how its figures are counted (口径). */
export interface SheetRow {
  readonly cells: readonly Cell[];
  readonly definition: string;
}

/** One topic of the report, the same for the workbook and the text. */
export interface ReportSheet {
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly SheetRow[];
  /** What is said in place of the figures when there was nothing to count; null where there was. */
  readonly nothing: string | null;
}

/** A whole number. */
export function count(value: number): Figure {
  return { value, format: 'count' };
}

/** A number with two decimals; null stays empty. */
export function decimal(value: number | null): Figure | null {
  return value === null ? null : { value, format: 'decimal' };
}

/** Per cent with two decimals; null stays empty. */
export function percent(value: number | null): Figure | null {
  return value === null ? null : { value, format: 'percent' };
}

/** A whole number, or nothing where there is none. */
export function countOrNothing(value: number | null): Figure | null {
  return value === null ? null : count(value);
}
