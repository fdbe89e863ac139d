/** What can be tapped, beside each other; more is hard to read and to tap on a phone. */
const MOST_IN_A_ROW = 3;

/** Buttons or links in rows, in their order. */
export function inRows<Item>(items: readonly Item[]): Item[][] {
  const rows: Item[][] = [];
  for (let start = 0; start < items.length; start += MOST_IN_A_ROW) rows.push(items.slice(start, start + MOST_IN_A_ROW));
  return rows;
}
