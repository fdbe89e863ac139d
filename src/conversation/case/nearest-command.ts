/** Changes of letters up to which a mistyped command is still recognised. */
const MAX_CHANGES = 2;

/** The command that was most likely meant; null when none is near. */
export function nearestCommand(typed: string, commands: readonly string[]): string | null {
  const near = commands.map((command) => ({ command, changes: changesBetween(typed, command) })).sort((a, b) => a.changes - b.changes)[0];
  return near !== undefined && near.changes <= MAX_CHANGES ? near.command : null;
}

/** Letters to be put in, left out, changed or swapped with the next to make one word of the other (Damerau–Levenshtein). */
function changesBetween(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      line.push(
        Math.min(
          at(rows, row - 1, column) + 1,
          (line[column - 1] ?? 0) + 1,
          at(rows, row - 1, column - 1) + same,
          swapped ? at(rows, row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(line);
  }
  return at(rows, one.length, other.length);
}

function at(rows: readonly (readonly number[])[], row: number, column: number): number {
  return rows[row]?.[column] ?? 0;
}
