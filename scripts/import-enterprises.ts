import { promises as fs } from 'node:fs';
import { Presets, SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { stringify } from 'csv-stringify/sync';
import { assembleDatabase } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import { missingColumns, readClientRow } from '../src/legal-case/read-client-row.ts';
import type { Registration, Registry } from '../src/legal-case/registry.ts';
import { PostgresRegistry } from '../src/store/postgres-registry.ts';
import { readTable, type Table } from './read-table.ts';
import { runScript, UsageError } from './run-script.ts';
import { today } from './today.ts';

/** Rows written in one transaction; when the machine stops, whole batches are there and the file can be imported again. */
const BATCH = 2_000;

interface BadRow {
  readonly number: number;
  readonly problem: string;
}

const command = new Command('import:enterprises')
  .description('导入企业、个体工商户和部门的名册（.csv 或 .xlsx）。好的行导入，有问题的行按行号写进报告；同一份文件导两遍不会变样。')
  .argument('<file>', '名册：统一社会信用代码、名称、类型、街道、行业、联系电话、承办律所')
  .option('--dry-run', '只检查，不写入')
  .option('--report <file>', '问题报告写到哪里（默认：名册文件名加“.问题.csv”）')
  .option('--json', '输出 JSON：{rows, added, changed, unchanged, bad, report}')
  .addHelpText(
    'after',
    '\n例：\n  npm run import:firms -- firms.csv\n  npm run import:enterprises -- enterprises.csv --dry-run\n  npm run import:enterprises -- enterprises.csv',
  )
  .action(async (file: string, options: { dryRun?: true; report?: string; json?: true }) => {
    const table = await readTable(file);
    const missing = missingColumns(table.headings);
    if (missing.length > 0) throw new UsageError(`${file} 缺少这几列：${missing.join('、')}`);
    const { db, close } = await assembleDatabase(loadConfig());
    try {
      const registry = new PostgresRegistry(db);
      const { good, bad } = sortRows(table, new Set((await registry.firms()).map((firm) => firm.name)));
      const report = await writeReport(bad, options.report ?? `${file}.问题.csv`);
      const counts = options.dryRun ? null : await register(good, registry);
      print({ rows: table.rows.length, good: good.length, bad: bad.length, report, ...counts }, options.json === true);
    } finally {
      await close();
    }
  });

/** Rows to register, and rows that cannot be, each with every problem it has. The first of two rows with one code counts. */
function sortRows(table: Table, firms: ReadonlySet<string>): { good: Registration[]; bad: BadRow[] } {
  const good: Registration[] = [];
  const bad: BadRow[] = [];
  const firstRows = new Map<string, number>();
  for (const { number, cells } of table.rows) {
    const row = readClientRow(cells, firms);
    if (row.kind === 'bad') {
      bad.push({ number, problem: row.problem });
      continue;
    }
    const first = firstRows.get(row.client.uscc);
    if (first !== undefined) bad.push({ number, problem: `和第 ${first} 行是同一个统一社会信用代码` });
    else good.push({ client: row.client, firm: row.firm });
    firstRows.set(row.client.uscc, first ?? number);
  }
  return { good, bad };
}

async function register(
  registrations: readonly Registration[],
  registry: Registry,
): Promise<{ added: number; changed: number; unchanged: number }> {
  const bar = new SingleBar(
    { format: '导入 {bar} {value}/{total}', stream: process.stderr, clearOnComplete: true },
    Presets.shades_classic,
  );
  if (process.stderr.isTTY) bar.start(registrations.length, 0);
  const total = { added: 0, changed: 0, unchanged: 0 };
  try {
    for (let start = 0; start < registrations.length; start += BATCH) {
      const counts = await registry.registerClients(registrations.slice(start, start + BATCH), today());
      for (const key of ['added', 'changed', 'unchanged'] as const) total[key] += counts[key];
      bar.update(Math.min(start + BATCH, registrations.length));
    }
  } finally {
    bar.stop();
  }
  return total;
}

/** The report holds row numbers and problems, never what stands in the rows. Null when there is nothing to report. */
async function writeReport(bad: readonly BadRow[], file: string): Promise<string | null> {
  if (bad.length === 0) return null;
  await fs.writeFile(file, `\uFEFF${stringify([['行号', '问题'], ...bad.map(({ number, problem }) => [number, problem])])}`);
  return file;
}

interface Summary {
  readonly rows: number;
  readonly good: number;
  readonly bad: number;
  readonly report: string | null;
  readonly added?: number;
  readonly changed?: number;
  readonly unchanged?: number;
}

function print(summary: Summary, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    return;
  }
  const { rows, good, bad, report, added, changed, unchanged } = summary;
  const done = added === undefined ? `可以导入 ${good} 行（试运行，没有写入）` : `新增 ${added}，更新 ${changed}，没变 ${unchanged}`;
  process.stdout.write(`共 ${rows} 行：${done}；有问题 ${bad} 行${report === null ? '' : `，见 ${report}`}\n`);
  if (added !== undefined) process.stdout.write('没有指定律所的，用 npm run assign -- --plan 看分配方案。\n');
}

await runScript(command);
