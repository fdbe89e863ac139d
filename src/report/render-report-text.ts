import { layOutReport } from './lay-out-report.ts';
import type { AnnualReport } from './report.ts';
import type { Cell, Figure, ReportSheet } from './report-sheet.ts';
import { alignTable } from './text-table.ts';

/** Said when the whole period is empty; what is registered is shown all the same. */
const NOTHING_HAPPENED = '这段时间什么都没有发生：没有登记案件，没有服务和群发，也没有人提问。';

/** The report as lines for a terminal of 80 columns, topic by topic; a topic without anything is one line that says so. */
export function renderReportText(report: AnnualReport): string {
  const sheets = layOutReport(report);
  const [coverage, ...others] = sheets;
  const idle = others.every(({ nothing }) => nothing !== null);
  const shown = idle && coverage ? [coverage] : sheets;
  return `${[...headLines(report), ...(idle ? ['', NOTHING_HAPPENED] : []), ...shown.flatMap(renderSheet)].join('\n')}\n`;
}

/** When it was made, as a clerk writes it: 2026-11-25 07:01. */
export function chinaTime(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

function headLines({ from, to, madeAt, complete }: AnnualReport): string[] {
  return [`法律服务年度数据　${from} 至 ${to}`, `生成于 ${chinaTime(madeAt)}（北京时间）${complete ? '' : '，期间还没有结束，数字还会变'}`];
}

function renderSheet({ name, headings, rows, nothing }: ReportSheet): string[] {
  if (nothing !== null) return ['', `【${name}】${nothing}`];
  const cells = rows.map((row) => row.cells.map((cell) => ({ text: renderCell(cell), right: isFigure(cell) })));
  return ['', `【${name}】`, ...alignTable(headings, cells)];
}

function renderCell(cell: Cell): string {
  return isFigure(cell) ? renderFigure(cell) : (cell ?? '');
}

function isFigure(cell: Cell): cell is Figure {
  return typeof cell === 'object' && cell !== null;
}

function renderFigure({ value, format }: Figure): string {
  if (format === 'count') return value.toLocaleString('en-US');
  if (format === 'percent') return `${value.toFixed(2)}%`;
  return value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
