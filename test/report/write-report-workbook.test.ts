import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderReportText } from '../../src/report/render-report-text.ts';
import { writeReportWorkbook } from '../../src/report/write-report-workbook.ts';
import { BUSY_YEAR, reportOn } from './sample-source.ts';

const TOPICS = ['覆盖', '案件', '时效', '评价', '调解', '审查与复议', '服务', '咨询'];

let folder: string;
let book: excel.Workbook;
let text: string;

const write = async (name: string, happened: Parameters<typeof reportOn>[0]) => {
  const report = await reportOn(happened);
  const file = path.join(folder, name);
  await writeReportWorkbook(report, file);
  const read = new excel.Workbook();
  await read.xlsx.readFile(file);
  return { read, text: renderReportText(report) };
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-report-'));
  const written = await write('busy.xlsx', BUSY_YEAR);
  book = written.read;
  text = written.text;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const sheet = (name: string, from = book): excel.Worksheet => {
  const found = from.getWorksheet(name);
  if (!found) throw new Error(`no sheet ${name}`);
  return found;
};
const rowsOf = (worksheet: excel.Worksheet): excel.Row[] => worksheet.getRows(2, worksheet.rowCount - 1) ?? [];
const find = (name: string, ...labels: readonly string[]): excel.Row => {
  const row = rowsOf(sheet(name)).find((one) => labels.every((label, column) => one.getCell(column + 1).value === label));
  if (!row) throw new Error(`no row ${labels.join(' ')}`);
  return row;
};

/** A cell as a spreadsheet program shows it. */
const shown = ({ value, numFmt }: excel.Cell): string => {
  if (typeof value !== 'number') return String(value ?? '');
  if (numFmt === '0.00%') return `${(value * 100).toFixed(2)}%`;
  const decimals = numFmt === '#,##0.00' ? 2 : 0;
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
};

describe('writeReportWorkbook', () => {
  it('has a sheet a topic, with headings bold and frozen and columns wide enough to read', () => {
    expect(book.worksheets.map(({ name }) => name)).toEqual(['说明', ...TOPICS]);
    for (const worksheet of book.worksheets) {
      expect(worksheet.getRow(1).getCell(1).font).toMatchObject({ bold: true });
      expect(worksheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
      expect(Math.min(...worksheet.columns.map(({ width }) => width ?? 0))).toBeGreaterThanOrEqual(12);
    }
  });

  it('says beside every figure how it is counted', () => {
    for (const name of TOPICS) {
      const worksheet = sheet(name);
      const last = worksheet.columnCount;
      expect(worksheet.getRow(1).getCell(last).value).toBe('口径');
      for (const row of rowsOf(worksheet)) expect(String(row.getCell(last).value)).toMatch(/[。]$/);
    }
    const definition = String(find('时效', '首次响应', '全部').getCell(9).value);
    expect(definition).toContain('工作分钟');
    expect(definition).toContain('最近序位法');
  });

  it('keeps per cent as a number that can be counted with', () => {
    const rate = find('调解', '成功率').getCell(2);
    expect(rate).toMatchObject({ value: 0.5, numFmt: '0.00%' });
    expect(find('调解', '涉案金额').getCell(2).value).toBe(123.46);
    expect(find('覆盖', '服务对象', '全部').getCell(5).value).toBe(0.9824);
    expect(find('覆盖', '服务对象', '个体工商户').getCell(5).value).toBeNull();
    expect(find('咨询', '评价', '有用').getCell(4).value).toBe(0.6667);
  });

  it('holds the figures that the text shows, line by line', () => {
    for (const name of TOPICS) {
      const [, block = ''] = text.split(`【${name}】\n`);
      const lines = block.split('\n\n')[0]?.trimEnd().split('\n').slice(1) ?? [];
      const rows = rowsOf(sheet(name));
      expect(lines).toHaveLength(rows.length);
      for (const [index, row] of rows.entries()) {
        const figures = Array.from({ length: sheet(name).columnCount - 1 }, (_, column) => row.getCell(column + 1)).filter(
          ({ value }) => typeof value === 'number',
        );
        expect(figures.length).toBeGreaterThan(0);
        const inText = lines[index]?.match(/(?<=\s)[\d,]+(?:\.\d+)?%?(?=\s|$)/g);
        expect(inText).toEqual(figures.map(shown));
      }
    }
  });

  it('says on the sheet of an empty topic that there was nothing', async () => {
    const { read } = await write('idle.xlsx', {});
    expect(sheet('调解', read).lastRow?.getCell(1).value).toBe('这段时间没有受理调解');
  });
});
