import { Command } from 'commander';
import { assembleDatabase } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import type { ServiceRules } from '../src/knowledge/office.ts';
import { policyOf } from '../src/legal-case/deadline.ts';
import { readPeriod } from '../src/report/period.ts';
import { renderReportText } from '../src/report/render-report-text.ts';
import { type AnnualReport, compileReport } from '../src/report/report.ts';
import { writeReportWorkbook } from '../src/report/write-report-workbook.ts';
import { readReport } from '../src/store/postgres-report.ts';
import { openKnowledge } from './open-knowledge.ts';
import { runScript, UsageError } from './run-script.ts';

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly out?: string;
  readonly json?: true;
}

const command = new Command('report')
  .description('司法局每年要报的数字：覆盖、案件、时效、评价、调解、审查与复议、服务、咨询。写成 .xlsx，每个数字旁边有口径；同时打印出来。')
  .option('--from <day>', '第一天，例如 2026-01-01')
  .option('--to <day>', '最后一天，例如 2026-12-31；首尾两天都算，北京时间')
  .option('--out <file>', '写到哪个 .xlsx（默认：当前文件夹，名字里有起止日期）')
  .option('--json', '打印 JSON：{file, from, to, coverage, cases, times, ratings, mediation, reviews, services, questions}')
  .addHelpText(
    'after',
    '\n例：\n  npm run report -- --from 2026-01-01 --to 2026-12-31\n  npm run report -- --from 2026-01-01 --to 2026-12-31 --out 年报.xlsx',
  )
  .action(async (options: Options) => {
    const asked = readPeriod(options.from, options.to);
    if (asked.kind === 'bad') throw new UsageError(asked.problem);
    const { period } = asked;
    const file = options.out ?? `法律服务年度数据_${period.from}_${period.to}.xlsx`;
    if (!/\.xlsx$/i.test(file)) throw new UsageError(`--out ${file} 应当以 .xlsx 结尾`);
    const config = loadConfig();
    const policy = policyOf(await readRules(config.knowledgeDir));
    const { db, close } = await assembleDatabase(config);
    try {
      const report = await readReport(db, (source) => compileReport(source, period, policy, new Date()));
      await write(report, file);
      process.stdout.write(options.json ? `${JSON.stringify({ file, ...report })}\n` : `${renderReportText(report)}\n表格：${file}\n`);
    } finally {
      await close();
    }
  });

/** The hours by which deadlines run. Where staff's file has errors the figures may rest on the standing hours: that is said. */
async function readRules(knowledgeDir: string): Promise<ServiceRules> {
  const folder = await openKnowledge(knowledgeDir, undefined);
  const faults = folder.faults.filter(({ file, severity }) => file.startsWith('机构/') && severity === 'error');
  for (const { file, line, message } of faults) process.stderr.write(`${file}:${line} ${message}（时效可能按默认工作时间算）\n`);
  return folder.knowledge.rules;
}

async function write(report: AnnualReport, file: string): Promise<void> {
  try {
    await writeReportWorkbook(report, file);
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw new UsageError(`写不了 ${file}（${error.code}）：看看文件夹在不在、文件是不是正开着`);
    throw error;
  }
}

await runScript(command);
