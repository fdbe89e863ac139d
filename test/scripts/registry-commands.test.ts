import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from './run-command.ts';

const ALIBABA = '91330100799655058B';
const HEADING = '统一社会信用代码,名称,类型,街道,行业,联系电话,承办律所';
/** The two bytes a character of 企业名册 in GB18030, so that the test does not encode what it then decodes. */
const GB18030_ROW = Buffer.from('b2e2cad4b9abcbbe', 'hex');

let folder: string;
const at = (name: string) => path.join(folder, name);
const run = (script: string, ...args: string[]) => runCommand(`scripts/${script}.ts`, args, { DATA_DIR: at('data') });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-registry-'));
  await writeFile(at('firms.csv'), '名称,容量\n示例甲律师事务所,10\n示例乙律师事务所,10\n');
  expect((await run('import-firms', at('firms.csv'))).out).toContain('新增 2');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const importFile = async (name: string, ...args: string[]) => {
  const { code, out, err } = await run('import-enterprises', at(name), '--json', ...args);
  return { code, err, summary: out === '' ? null : (JSON.parse(out) as Record<string, unknown>) };
};

describe('npm run import:enterprises', () => {
  const rows = [
    HEADING,
    `${ALIBABA},示例甲公司,企业,示例一街道,批发,10012345678,示例甲律师事务所`,
    `91330100799655058C,示例乙公司,企业,示例一街道,批发,,`,
    `9144030071526726XG,示例丙公司,企业,示例二街道,,电话保密,不存在律师事务所`,
    `${ALIBABA.toLowerCase()},示例丁公司,企业,示例一街道,批发,,`,
    `,,,,,,`,
    `914403001922038216,示例戊店,个体工商户,示例二街道,餐饮,,`,
  ].join('\n');

  it('checks first without writing, then imports the good rows and reports the others by number', async () => {
    await writeFile(at('list.csv'), rows);
    expect((await importFile('list.csv', '--dry-run')).summary).toMatchObject({ rows: 5, good: 2, bad: 3 });
    expect((await importFile('list.csv')).summary).toMatchObject({
      rows: 5,
      added: 2,
      changed: 0,
      unchanged: 0,
      bad: 3,
      report: at('list.csv.问题.csv'),
    });
    const report = await readFile(at('list.csv.问题.csv'), 'utf8');
    expect(report.replace('\uFEFF', '').trim().split('\n')).toEqual([
      '行号,问题',
      '3,统一社会信用代码的校验码不对',
      '4,联系电话应当只有数字；没有登记这家律所：不存在律师事务所',
      '5,和第 2 行是同一个统一社会信用代码',
    ]);
    expect(report).not.toMatch(/10012345678|保密/);
  });

  it('changes nothing the second time, and only what changed the third', async () => {
    expect((await importFile('list.csv')).summary).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    await writeFile(at('list.csv'), rows.replace('示例戊店', '示例新店'));
    expect((await importFile('list.csv')).summary).toMatchObject({ added: 0, changed: 1, unchanged: 1 });
  });

  it('reads GB18030 and spreadsheets', async () => {
    const bytes = Buffer.concat([gb18030Heading(), Buffer.from(`\n${ALIBABA},`), GB18030_ROW, gb18030Rest()]);
    await writeFile(at('old.csv'), bytes);
    expect((await importFile('old.csv')).summary).toMatchObject({ rows: 1, bad: 0, changed: 1 });
    const book = new excel.Workbook();
    const sheet = book.addWorksheet('名册');
    sheet.addRow(HEADING.split(','));
    sheet.addRow(['91110000802100433B', '示例己公司', '企业', '示例一街道', '', 10011112222, '']);
    await book.xlsx.writeFile(at('list.xlsx'));
    expect((await importFile('list.xlsx')).summary).toMatchObject({ rows: 1, added: 1, bad: 0 });
  });

  it('says which columns are missing, and what is no table', async () => {
    await writeFile(at('bad.csv'), '名称,电话\n甲,1\n');
    expect((await importFile('bad.csv')).err).toBe(`${at('bad.csv')} 缺少这几列：统一社会信用代码、类型、街道\n`);
    await writeFile(at('bad.xlsx'), 'PK not a sheet');
    expect((await importFile('bad.xlsx')).err).toContain('打不开');
    expect((await importFile('none.csv')).err).toContain('读不到文件');
  });
});

describe('npm run assign', () => {
  it('shows the plan and changes nothing, then applies it, keeping the named firm', async () => {
    const plan = async (...args: string[]) =>
      JSON.parse((await run('assign', ...args, '--json')).out) as { clients: number; changes: number; firms: object[] };
    const planned = await plan('--plan');
    expect(planned).toMatchObject({ clients: 3, changes: 2 });
    expect(await plan('--plan')).toEqual(planned);
    expect(await plan('--apply')).toEqual(planned);
    expect(await plan('--plan')).toMatchObject({ changes: 0 });
  });

  it('moves the clients of a firm that leaves', async () => {
    await writeFile(at('firms.csv'), '名称,容量\n示例乙律师事务所,0\n');
    await run('import-firms', at('firms.csv'));
    const { out } = await run('assign', '--apply', '--json');
    expect((JSON.parse(out) as { firms: object[] }).firms).toContainEqual({
      name: '示例甲律师事务所',
      before: expect.any(Number),
      after: 3,
    });
  });

  it('asks which of the two is meant', async () => {
    expect((await run('assign')).err).toContain('--plan');
  });
});

describe('npm run sample-data', () => {
  it('writes a register of the size of the 2020 report, in which every row can be imported', async () => {
    await run('sample-data', '--out', at('sample'));
    const enterprises = await run('import-enterprises', at('sample/enterprises.csv'), '--dry-run', '--json');
    expect(JSON.parse(enterprises.out)).toMatchObject({ rows: 45_987, good: 45_987, bad: 0 });
    await run('import-firms', at('sample/firms.csv'));
    const departments = await run('import-enterprises', at('sample/departments.csv'), '--json');
    expect(JSON.parse(departments.out)).toMatchObject({ rows: 53, added: 53, bad: 0 });
  });
});

function gb18030Heading(): Buffer {
  const hex = 'cdb3d2bbc9e7bbe1d0c5d3c3b4fac2eb2cc3fbb3c62cc0e0d0cd2cbdd6b5c0';
  return Buffer.from(hex, 'hex');
}

/** ",企业,一街道" */
function gb18030Rest(): Buffer {
  return Buffer.from('2cc6f3d2b52cd2bbbdd6b5c00a', 'hex');
}
