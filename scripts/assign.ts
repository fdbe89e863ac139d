import { Command } from 'commander';
import { assembleDatabase } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import { type AssignmentPlan, type ClientWithFirm, planAssignment } from '../src/legal-case/assign-firms.ts';
import { PostgresRegistry } from '../src/store/postgres-registry.ts';
import { runScript, UsageError } from './run-script.ts';
import { today } from './today.ts';

const NOBODY = '（还没有）';

const command = new Command('assign')
  .description('给还没有律所的企业、个体户和部门分配律所；律所加入或退出后，只动必须动的。')
  .option('--plan', '只看方案：每家律所、每个街道，分配前和分配后各有多少家')
  .option('--apply', '照方案执行')
  .option('--json', '输出 JSON：{clients, changes, firms:[{name, before, after}], streets:[{street, firm, before, after}]}')
  .addHelpText('after', '\n例：\n  npm run assign -- --plan\n  npm run assign -- --apply')
  .action(async (options: { plan?: true; apply?: true; json?: true }) => {
    if (options.plan === options.apply) throw new UsageError('写 --plan 看方案，或者写 --apply 执行');
    const { db, close } = await assembleDatabase(loadConfig());
    try {
      const registry = new PostgresRegistry(db);
      const firms = await registry.firms();
      if (!firms.some((firm) => firm.capacity > 0)) throw new UsageError('还没有律所，先用 npm run import:firms 导入');
      const clients = await registry.clientsWithFirms();
      const plan = planAssignment(clients, firms);
      if (options.apply) await registry.engage(plan.changes, today());
      print(compare(clients, plan), plan, options);
    } finally {
      await close();
    }
  });

interface Comparison {
  readonly clients: number;
  readonly firms: readonly { readonly name: string; readonly before: number; readonly after: number }[];
  readonly streets: readonly { readonly street: string; readonly firm: string; readonly before: number; readonly after: number }[];
}

function compare(clients: readonly ClientWithFirm[], plan: AssignmentPlan): Comparison {
  const moved = new Map(plan.changes.map((change) => [change.uscc, change.firm]));
  const counts = new Map<string, { street: string; firm: string; before: number; after: number }>();
  const count = (street: string, firm: string, when: 'before' | 'after') => {
    const key = `${street}\n${firm}`;
    const entry = counts.get(key) ?? { street, firm, before: 0, after: 0 };
    entry[when] += 1;
    counts.set(key, entry);
  };
  for (const { uscc, street, firm } of clients) {
    count(street, firm ?? NOBODY, 'before');
    count(street, moved.get(uscc) ?? firm ?? NOBODY, 'after');
  }
  const streets = [...counts.values()].sort((a, b) => a.street.localeCompare(b.street, 'zh') || a.firm.localeCompare(b.firm, 'zh'));
  const names = [...new Set(streets.map((entry) => entry.firm))].sort((a, b) => a.localeCompare(b, 'zh'));
  const sum = (name: string, when: 'before' | 'after') =>
    streets.filter((entry) => entry.firm === name).reduce((total, entry) => total + entry[when], 0);
  return {
    clients: clients.length,
    firms: names.map((name) => ({ name, before: sum(name, 'before'), after: sum(name, 'after') })),
    streets,
  };
}

function print(comparison: Comparison, plan: AssignmentPlan, options: { apply?: true; json?: true }): void {
  const { clients, firms, streets } = comparison;
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ clients, changes: plan.changes.length, firms, streets })}\n`);
    return;
  }
  process.stdout.write(`按律所（前 → 后）\n${firms.map(({ name, before, after }) => `  ${name}　${before} → ${after}`).join('\n')}\n`);
  for (const street of new Set(streets.map((entry) => entry.street))) {
    const entries = streets.filter((entry) => entry.street === street);
    process.stdout.write(`${street}\n${entries.map(({ firm, before, after }) => `  ${firm}　${before} → ${after}`).join('\n')}\n`);
  }
  process.stdout.write(`共 ${clients} 家，${options.apply ? '已变动' : '将变动'} ${plan.changes.length} 家\n`);
}

await runScript(command);
