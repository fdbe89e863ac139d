/** Columns of a terminal in which a table must fit. */
const TERMINAL_WIDTH = 80;
/** However narrow it gets, a name keeps this many columns. */
const MIN_NAME_WIDTH = 8;
const GAP = '  ';
/** Characters that take two columns in a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** A cell of a table: words stand on the left, figures on the right. */
export interface TextCell {
  readonly text: string;
  readonly right: boolean;
}

/**
 * Lines of a table under its headings, aligned for a terminal of 80 columns in which a Chinese character takes two. When it would
 * be wider, the longest names are cut with …; figures never are. What stands in the first column is not repeated from line to line.
 */
export function alignTable(headings: readonly string[], rows: readonly (readonly TextCell[])[]): string[] {
  const head = headings.map((text, column) => ({ text, right: rows.some((cells) => cells[column]?.right) }));
  const body = rows.map((cells, index) =>
    cells.map(({ text, right }, column) => ({ right, text: column === 0 && text === rows[index - 1]?.[0]?.text ? '' : onOneLine(text) })),
  );
  const lines = [head, ...body];
  const widths = narrow(headings.map((_, column) => Math.max(...lines.map((cells) => widthOf(cells[column]?.text ?? '')))));
  return lines.map((cells) =>
    cells
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

/** Columns that a text takes in a terminal. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}

/** The widest column gives up what is too much; names are always wider than figures where that happens. */
function narrow(widths: readonly number[]): number[] {
  const total = widths.reduce((sum, width) => sum + width, 0) + GAP.length * (widths.length - 1);
  const widest = widths.indexOf(Math.max(...widths));
  const excess = total - TERMINAL_WIDTH;
  return excess <= 0 ? [...widths] : widths.map((width, column) => (column === widest ? Math.max(MIN_NAME_WIDTH, width - excess) : width));
}

function pad({ text, right }: TextCell, width: number): string {
  const shown = right ? text : shorten(text, width);
  const spaces = ' '.repeat(Math.max(0, width - widthOf(shown)));
  return right ? spaces + shown : shown + spaces;
}

function onOneLine(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, ' ').trim();
}

function shorten(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = '';
  for (const character of text) {
    if (widthOf(cut + character) > width - 1) break;
    cut += character;
  }
  return `${cut}…`;
}
