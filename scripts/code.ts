import { Command } from 'commander';
import { assembleDatabase } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import { CODE_DAYS, createCode, type Grant, hashCode } from '../src/legal-case/binding.ts';
import type { CaseUnit } from '../src/legal-case/case-unit.ts';
import { normalizeUscc } from '../src/legal-case/uscc.ts';
import { PostgresUnitOfWork } from '../src/store/postgres-unit.ts';
import { openKnowledge } from './open-knowledge.ts';
import { runScript, UsageError } from './run-script.ts';

const command = new Command('code')
  .description('发一个一次性验证码：企业的代表，或者律所、司法局等单位的成员。本人把码发给法小二就绑定好了。')
  .option('--client <uscc>', '企业、个体户或部门的统一社会信用代码')
  .option('--desk <name>', '单位全名：律所，或者 knowledge/机构 里的单位')
  .option('--lead', '单位的负责人')
  .addHelpText(
    'after',
    '\n第一个码发给司法局的协调岗，以后他在聊天里发“发码”就行：\n  npm run code -- --desk 法律服务协调岗 --lead\n  npm run code -- --desk 示例零一律师事务所\n  npm run code -- --client 91330103XXXXXXXXXX',
  )
  .action(async ({ client, desk, lead }: { client?: string; desk?: string; lead?: true }) => {
    if ((client === undefined) === (desk === undefined)) throw new UsageError('写 --client 或者 --desk，只写一个');
    const config = loadConfig();
    const { offices } = (await openKnowledge(config.knowledgeDir, undefined)).knowledge;
    const { db, close } = await assembleDatabase(config);
    try {
      const code = createCode();
      const expires = new Date(Date.now() + CODE_DAYS * 86_400_000);
      await new PostgresUnitOfWork(db).transact(async (unit) => {
        const grant =
          client === undefined
            ? await deskGrant(
                desk ?? '',
                lead === true,
                offices.map(({ name }) => name),
                unit,
              )
            : await clientGrant(client, unit);
        await unit.people.issueCode(hashCode(code), grant, null, expires);
        const subject = grant.kind === 'client' ? grant.uscc : grant.desk;
        await unit.people.audit({ what: 'code-issued', by: null, subject, at: new Date() });
      });
      process.stdout.write(`${code}\n${CODE_DAYS} 天内用一次有效，请当面或者电话告诉本人。\n`);
    } finally {
      await close();
    }
  });

async function deskGrant(desk: string, lead: boolean, offices: readonly string[], unit: CaseUnit): Promise<Grant> {
  const known = [...offices, ...(await unit.clients.firms())];
  if (!known.includes(desk)) throw new UsageError(`没有“${desk}”这个单位。现有：${known.join('、')}`);
  return { kind: 'desk', desk, role: lead ? 'lead' : 'clerk' };
}

async function clientGrant(client: string, unit: CaseUnit): Promise<Grant> {
  const found = await unit.clients.find(normalizeUscc(client));
  if (!found) throw new UsageError('名册里没有这个统一社会信用代码，先用 npm run import:enterprises 导入');
  return { kind: 'client', uscc: found.uscc };
}

await runScript(command);
