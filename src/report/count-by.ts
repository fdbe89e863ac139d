/** How many there are of one name. */
export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

/** Rows by name, names in Chinese order. */
export function groupBy<Row>(rows: readonly Row[], nameOf: (row: Row) => string): [string, Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(nameOf(row));
    if (group) group.push(row);
    else groups.set(nameOf(row), [row]);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b, 'zh'));
}

/** How many rows each name has. The listed names come first, in their order, also with none; others follow in Chinese order. */
export function countBy<Row>(rows: readonly Row[], nameOf: (row: Row) => string, listed: readonly string[] = []): NamedCount[] {
  const counts = new Map(listed.map((name) => [name, 0]));
  for (const [name, group] of groupBy(rows, nameOf)) counts.set(name, group.length);
  return [...counts].map(([name, count]) => ({ name, count }));
}
