import { promises as fs } from 'node:fs';
import type { Worksheet } from 'exceljs';
import { layOutReport } from './lay-out-report.ts';
import { chinaTime } from './render-report-text.ts';
import type { AnnualReport } from './report.ts';
import type { Cell, Figure, ReportSheet } from './report-sheet.ts';

const FORMATS: Readonly<Record<Figure['format'], string>> = { count: '#,##0', decimal: '#,##0.00', percent: '0.00%' };
/** Widths in characters of the workbook's own font; a Chinese character takes two. */
const WIDTHS = { name: 34, figure: 12, definition: 90 } as const;
const DEFINITION = '口径';

/**
 * Writes the report as .xlsx: a sheet that says what it is about, then one a topic, headings bold and frozen, with the rule by which
 * it is counted beside every figure. A file there before is replaced.
 */
export async function writeReportWorkbook(report: AnnualReport, file: string): Promise<void> {
  // The library is large: it is read only when a workbook is written.
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  const add = (name: string) => book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  fillAbout(add('说明'), report);
  for (const sheet of layOutReport(report)) fillSheet(add(sheet.name), sheet);
  await fs.writeFile(file, new Uint8Array(await book.xlsx.writeBuffer()));
}

function fillAbout(worksheet: Worksheet, { from, to, madeAt, complete }: AnnualReport): void {
  const rows = [
    ['统计期间', `${from} 至 ${to}，首尾两天都算，北京时间`],
    ['生成时间', `${chinaTime(madeAt)}（北京时间）${complete ? '' : '，期间还没有结束，数字还会变'}`],
    ['案件范围', '除另有说明外，案件的各项数字都是统计期间内登记的案件，按生成本表时的情况算'],
    ['百分比', '四舍五入到两位小数；分母为零的留空'],
  ];
  fillHeadings(worksheet, ['项目', '内容'], [WIDTHS.name, WIDTHS.definition]);
  worksheet.addRows(rows);
}

function fillSheet(worksheet: Worksheet, { headings, rows, nothing }: ReportSheet): void {
  const widths = headings.map((_, column) => (rows.some((row) => isWords(row.cells[column] ?? null)) ? WIDTHS.name : WIDTHS.figure));
  fillHeadings(worksheet, [...headings, DEFINITION], [...widths, WIDTHS.definition]);
  for (const { cells, definition } of rows) {
    const row = worksheet.addRow([...cells.map(cellValue), definition]);
    row.alignment = { vertical: 'top' };
    for (const [column, cell] of cells.entries()) {
      if (cell !== null && typeof cell === 'object') row.getCell(column + 1).numFmt = FORMATS[cell.format];
    }
    row.getCell(cells.length + 1).alignment = { vertical: 'top', wrapText: true };
  }
  if (nothing !== null) worksheet.addRow([nothing]);
}

function fillHeadings(worksheet: Worksheet, headings: readonly string[], widths: readonly number[]): void {
  worksheet.columns = headings.map((header, column) => ({ header, width: widths[column] ?? WIDTHS.figure }));
  worksheet.getRow(1).font = { bold: true };
}

/** Per cent is kept as a share, so that the workbook can go on counting with it. */
function cellValue(cell: Cell): string | number | null {
  if (cell === null || typeof cell === 'string') return cell;
  return cell.format === 'percent' ? Math.round(cell.value * 100) / 10_000 : cell.value;
}

function isWords(cell: Cell): boolean {
  return typeof cell === 'string' && cell !== '';
}
