import { Command } from 'commander';
import { assembleDatabase } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import { isTurnId } from '../src/store/postgres-turn-store.ts';
import { runScript, UsageError } from './run-script.ts';

const command = new Command('trace')
  .description('一句话是怎么走过来的：当成什么问、找到什么、每一步用了多久、结果怎样。不显示是谁问的。')
  .argument('<turn>', '这句话的编号，或者 last（最近一句）')
  .option('--json', '输出 JSON')
  .addHelpText('after', '\n例：\n  npm run trace -- last\n  npm run -s trace -- last --json')
  .action(async (wanted: string, { json }: { json?: true }) => {
    const { db, close } = await assembleDatabase(loadConfig());
    try {
      if (wanted !== 'last' && !isTurnId(wanted)) throw new UsageError('编号的样子不对；最近一句写 last');
      const turns = db.selectFrom('turn').select(['id', 'asked', 'screen', 'outcome', 'outcome_kind', 'retrieved', 'stages', 'asked_at']);
      const turn = await (wanted === 'last'
        ? turns.where('outcome_kind', '<>', 'conversed').orderBy('asked_at', 'desc').limit(1)
        : turns.where('id', '=', wanted)
      ).executeTakeFirst();
      if (!turn) throw new UsageError('没有这句话');
      if (json) {
        process.stdout.write(`${JSON.stringify(turn, null, 2)}\n`);
        return;
      }
      const stages = Object.entries(turn.stages).map(([stage, ms]) => `${stage} ${ms.toFixed(1)} ms`);
      process.stdout.write(
        [
          `编号　${turn.id}（${turn.asked_at.toISOString()}）`,
          `当成　${turn.asked}`,
          `另外　${turn.screen}`,
          `结果　${turn.outcome_kind}`,
          `各步　${stages.join('，')}`,
          `找到　${turn.retrieved.join('\n　　　')}`,
          '',
        ].join('\n'),
      );
    } finally {
      await close();
    }
  });

await runScript(command);
