import { promises as fs } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { UsageError } from './run-script.ts';

/** A table as people keep it: headings, and rows by heading with the number they have on screen (headings are row 1). */
export interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly { readonly number: number; readonly cells: Readonly<Record<string, string>> }[];
}

/** Reads a table from .csv (UTF-8 or GB18030) or .xlsx (its first sheet). Blank rows are passed over. Throws UsageError when it is none. */
export async function readTable(file: string): Promise<Table> {
  const bytes = await fs.readFile(file).catch(() => {
    throw new UsageError(`读不到文件 ${file}`);
  });
  const lines = bytes.subarray(0, 2).toString('latin1') === 'PK' ? await readSheet(bytes, file) : readCsv(bytes, file);
  const [first, ...rest] = lines;
  if (!first || first.every((cell) => cell === '')) throw new UsageError(`${file} 第一行应当是表头`);
  const headings = first.map((cell) => cell.trim());
  const rows = rest.map((line, index) => ({
    number: index + 2,
    cells: Object.fromEntries(headings.map((heading, column) => [heading, line[column] ?? ''])),
  }));
  return { headings, rows: rows.filter((row) => Object.values(row.cells).some((cell) => cell.trim() !== '')) };
}

function readCsv(bytes: Uint8Array, file: string): string[][] {
  try {
    return parse(decode(bytes), { bom: true, relax_column_count: true, skip_empty_lines: false, relax_quotes: true });
  } catch (error) {
    throw new UsageError(`${file} 不是表格：${error instanceof Error ? error.message.split('\n')[0] : ''}`);
  }
}

/** Spreadsheets in Chinese Windows save CSV as GB18030; what is not UTF-8 is read as that. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** The library is large: it is read only when a spreadsheet comes. */
async function readSheet(bytes: Uint8Array, file: string): Promise<string[][]> {
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer).catch(() => {
    throw new UsageError(`${file} 打不开，请另存为 .xlsx`);
  });
  const lines: string[][] = [];
  book.worksheets[0]?.eachRow({ includeEmpty: true }, (row) => {
    lines.push(Array.from({ length: row.cellCount }, (_, index) => row.getCell(index + 1).text));
  });
  return lines;
}
