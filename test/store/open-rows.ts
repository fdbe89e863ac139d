import { type Kept, opened, type SealedColumn } from '../../src/store/sealed.ts';

type Opened<Row> = { readonly [Name in keyof Row]: Clear<Row[Name]> };
type Clear<Value> = Value extends Kept<SealedColumn, infer Words> ? Words : Value;

/** A row as it was before it was kept: what is sealed in it is opened. */
export function openRow<Row extends object>(table: string, row: Row): Opened<Row> {
  const clear = Object.entries(row).map(([name, value]) => [name, opened(`${table}.${name}` as SealedColumn, value)]);
  return Object.fromEntries(clear) as Opened<Row>;
}
