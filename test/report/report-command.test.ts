import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../scripts/run-command.ts';

let folder: string;
const run = (...args: string[]) => runCommand('scripts/report.ts', args, { DATA_DIR: path.join(folder, 'data') });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-report-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('npm run report', { timeout: 120_000 }, () => {
  it('writes the workbook and prints the text', async () => {
    const file = path.join(folder, 'year.xlsx');
    const { code, out, err } = await run('--from', '2026-01-01', '--to', '2026-12-31', '--out', file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('法律服务年度数据　2026-01-01 至 2026-12-31');
    expect(out).toContain('这段时间什么都没有发生');
    expect(out).toContain(`表格：${file}`);
    const book = new excel.Workbook();
    await book.xlsx.readFile(file);
    expect(book.worksheets).toHaveLength(9);
  });

  it('prints nothing but JSON for programs', async () => {
    const file = path.join(folder, 'json.xlsx');
    const { out } = await run('--from', '2026-01-01', '--to', '2026-01-31', '--out', file, '--json');
    expect(JSON.parse(out)).toMatchObject({ file, from: '2026-01-01', to: '2026-01-31', mediation: { accepted: 0, rate: null } });
  });

  it('names bad days, reversed days and files that cannot be written', async () => {
    expect(await run('--from', '2026-02-30', '--to', '2026-12-31')).toMatchObject({
      code: 1,
      err: '--from 2026-02-30 不是日期，应当像 2026-01-01\n',
    });
    expect((await run('--from', '2026-12-31', '--to', '2026-01-01')).err).toContain('还晚');
    expect((await run('--from', '2026-01-01', '--to', '2026-12-31', '--out', 'a.csv')).err).toContain('.xlsx');
    const lost = path.join(folder, 'no', 'such.xlsx');
    expect((await run('--from', '2026-01-01', '--to', '2026-12-31', '--out', lost)).err).toContain(`写不了 ${lost}（ENOENT）`);
  });
});
