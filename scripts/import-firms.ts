import { Command } from 'commander';
import { z } from 'zod';
import { assembleDatabase } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import { PostgresRegistry } from '../src/store/postgres-registry.ts';
import { readTable } from './read-table.ts';
import { runScript, UsageError } from './run-script.ts';

const rowSchema = z.object({
  名称: z.string().trim().min(2).max(80),
  容量: z
    .string()
    .trim()
    .regex(/^\d{1,6}$/)
    .transform(Number),
});

const command = new Command('import:firms')
  .description('导入律师事务所（.csv 或 .xlsx）。容量是它能服务多少家，分配时按容量分摊；退出的律所写 0。')
  .argument('<file>', '两列：名称、容量')
  .addHelpText('after', '\n例：\n  npm run import:firms -- firms.csv')
  .action(async (file: string) => {
    const { rows } = await readTable(file);
    const read = rows.map(({ number, cells }) => ({ number, result: rowSchema.safeParse(cells) }));
    const bad = read.filter(({ result }) => !result.success).map(({ number }) => number);
    if (bad.length > 0) throw new UsageError(`${file} 第 ${bad.join('、')} 行应当有“名称”和“容量”（整数），没有导入`);
    const firms = read.flatMap(({ result }) => (result.success ? [{ name: result.data.名称, capacity: result.data.容量 }] : []));
    const twice = firms.find((firm, index) => firms.findIndex((other) => other.name === firm.name) !== index);
    if (twice) throw new UsageError(`${file} 里“${twice.name}”出现了两次，没有导入`);
    const { db, close } = await assembleDatabase(loadConfig());
    try {
      const { added, changed, unchanged } = await new PostgresRegistry(db).registerFirms(firms);
      process.stdout.write(`律所：新增 ${added}，更新 ${changed}，没变 ${unchanged}\n`);
    } finally {
      await close();
    }
  });

await runScript(command);
