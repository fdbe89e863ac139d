import { z } from 'zod';
import { LPR_FILE, type LprTable } from '../calculation/lpr-table.ts';
import { FaultList } from './fault.ts';
import type { FileContent } from './file-content.ts';
import { readYaml } from './read-yaml.ts';
import { sayIssue } from './say-issue.ts';

const change = z.strictObject({
  from: z.iso.date('应当是 2025-05-20 这样的日期，而且有这一天'),
  rate: z
    .number('应当是 3.45 这样的数，不带百分号')
    .gt(0, '要大于0')
    .lt(20, '太高了，要写百分数，比如 3.45')
    .refine((rate) => Math.abs(rate * 100 - Math.round(rate * 100)) < 1e-6, '最多两位小数')
    .transform((rate) => Math.round(rate * 100)),
});
const table = z.strictObject({
  'known-until': z.string('应当是 2025-10 这样的月份').regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, '应当是 2025-10 这样的月份'),
  rates: z.array(change).min(1, '至少写一条'),
});

/**
 * Reads `计算/LPR.yaml`: `rates`, one entry a change with the day of its announcement (`from`) and the rate in percent, oldest first,
 * and `known-until`, the last month looked up. A table with a fault is left out whole; another file in that folder is a fault.
 */
export function readLpr(file: string, text: string): FileContent {
  const faults = new FaultList(file);
  const lpr = file === LPR_FILE ? readTable(text, faults) : null;
  if (file !== LPR_FILE) faults.error(1, `这个文件夹里只认 ${LPR_FILE}`);
  return lpr === null ? { entries: [], faults: faults.faults } : { entries: [], faults: faults.faults, lpr };
}

function readTable(text: string, faults: FaultList): LprTable | null {
  const yaml = readYaml(text, 0, faults);
  if (!yaml) return null;
  const read = table.safeParse(Object.fromEntries(yaml.values), { error: sayIssue });
  if (!read.success) {
    for (const { path, message } of read.error.issues) faults.error(yaml.lineOf(path), `${path.join('.')} ${message}`.trim());
    return null;
  }
  const { rates: changes, 'known-until': knownUntil } = read.data;
  const early = changes.findIndex(({ from }, index) => index > 0 && from <= (changes[index - 1]?.from ?? ''));
  if (early >= 0) faults.error(yaml.lineOf(['rates', early]), '日期要从早到晚，一天只写一条');
  const isEnded = knownUntil < (changes.at(-1)?.from.slice(0, 7) ?? '');
  if (isEnded) faults.error(yaml.lineOf(['known-until']), 'known-until 比最后一条还早');
  return early >= 0 || isEnded ? null : { changes, knownUntil };
}
