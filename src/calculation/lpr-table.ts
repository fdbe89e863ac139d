import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';

/** Where staff keep the table, below the knowledge folder. */
export const LPR_FILE = '计算/LPR.yaml';

/** The one-year loan prime rate (一年期LPR) over time. */
export interface LprTable {
  /** Changes only, oldest first: from which day (YYYY-MM-DD) which rate stands, in hundredths of a percent (3.45% is 345). */
  readonly changes: readonly { readonly from: string; readonly rate: number }[];
  /** Last month that the table covers, YYYY-MM; '' where it covers none. */
  readonly knownUntil: string;
}

/** The table of a folder that has none. */
export const NO_LPR: LprTable = { changes: [], knownUntil: '' };

/** The table cannot be used as it is written; says the line, from 1, and in Chinese what is wrong there. */
export class LprTableError extends Error {
  override readonly name = 'LprTableError';

  constructor(
    readonly line: number,
    readonly fault: string,
    options?: ErrorOptions,
  ) {
    super(`${LPR_FILE}:${line} ${fault}`, options);
  }
}

/** The table does not cover the day; another rate would make the cap a wrong one. */
export class UnknownLprError extends Error {
  override readonly name = 'UnknownLprError';

  constructor(day: string) {
    super(`the one-year LPR of ${day} is not known; extend ${LPR_FILE} (there was none before 2019-08-20)`);
  }
}

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
 * Reads the text of 计算/LPR.yaml: `rates`, one entry a change with the day of its announcement (`from`) and the rate in percent,
 * oldest first, and `known-until`, the last month looked up. Throws LprTableError with the line of the first fault.
 */
export function parseLprTable(text: string): LprTable {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { schema: 'core', lineCounter, strict: true, uniqueKeys: true, logLevel: 'silent' });
  const lineAt = (offset: number) => lineCounter.linePos(offset).line;
  const broken = document.errors[0];
  if (broken) throw new LprTableError(lineAt(broken.pos[0]), '格式不对，检查缩进、冒号和引号', { cause: broken });

  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lineAt(node.range[0]);
    }
    return 1;
  };
  const read = table.safeParse(plainOf(document));
  if (!read.success) {
    const issue = read.error.issues[0];
    const path = issue?.path ?? [];
    throw new LprTableError(lineOf(path), `${path.join('.')} ${issue?.message ?? ''}`.trim());
  }
  const { rates: changes, 'known-until': knownUntil } = read.data;
  const early = changes.findIndex(({ from }, index) => index > 0 && from <= (changes[index - 1]?.from ?? ''));
  if (early >= 0) throw new LprTableError(lineOf(['rates', early, 'from']), '日期要从早到晚，一天只写一条');
  if (knownUntil < (changes.at(-1)?.from.slice(0, 7) ?? '')) {
    throw new LprTableError(lineOf(['known-until']), 'known-until 比最后一条还早');
  }
  return { changes, knownUntil };
}

/** The rate on a day (YYYY-MM-DD) in hundredths of a percent. Throws UnknownLprError outside the table. */
export function lprOn(day: string, { changes, knownUntil }: LprTable): number {
  const rate = changes.findLast(({ from }) => from <= day)?.rate;
  if (rate === undefined || day.slice(0, 7) > knownUntil) throw new UnknownLprError(day);
  return rate;
}

/**
 * The rates of a month (YYYY-MM), each with its first day in that month, oldest first; more than one where it changed within.
 * Throws UnknownLprError for a month that the table does not cover from its first day on.
 */
export function lprIn(month: string, table: LprTable): readonly { readonly from: string; readonly rate: number }[] {
  const first = `${month}-01`;
  const later = table.changes.filter(({ from }) => from.startsWith(`${month}-`) && from > first);
  return [{ from: first, rate: lprOn(first, table) }, ...later];
}

function plainOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw new LprTableError(1, '不允许使用 YAML 引用（& 和 *）', { cause });
  }
}
