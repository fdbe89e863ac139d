import { Command } from 'commander';
import { assembleDatabase } from '../src/assemble.ts';
import { dayOf } from '../src/calculation/working-time.ts';
import { loadConfig } from '../src/config.ts';
import { tellReasons } from '../src/console/gaps-page.ts';
import { type DraftResult, writeDraft } from '../src/knowledge/write-draft.ts';
import { draftEntry, type Gap, groupGaps } from '../src/report/knowledge-gaps.ts';
import { readMisses } from '../src/store/postgres-gaps.ts';
import { runScript, UsageError } from './run-script.ts';

interface Options {
  readonly days: number;
  readonly draft?: number;
  readonly json?: true;
}

const DAY_MS = 86_400_000;
const NOT_WRITTEN: Readonly<Record<Exclude<DraftResult['kind'], 'written'>, string>> = {
  exists: '已经有这份草稿，没有动它',
  refused: '写不进知识文件夹',
};

const command = new Command('gaps')
  .description('知识缺口：没答上来的、点了“没用”的问题和原因，按最接近的条目归在一起。不显示是谁问的。')
  .option('--days <number>', '看最近多少天', Number, 30)
  .option('--draft <number>', '给第几组在知识文件夹里写一份草稿；写完之前不会拿来回答', Number)
  .option('--json', '输出 JSON：[{nearest, declined, disliked, questions, reasons, words}]')
  .addHelpText('after', '\n例：\n  npm run gaps\n  npm run gaps -- --days 7\n  npm run gaps -- --draft 1')
  .action(async ({ days, draft, json }: Options) => {
    const config = loadConfig();
    const { db, close } = await assembleDatabase(config);
    try {
      const gaps = groupGaps(await readMisses(db, new Date(Date.now() - days * DAY_MS)));
      if (draft !== undefined) {
        const gap = gaps[draft - 1];
        if (!gap) throw new UsageError(`没有第 ${draft} 组，一共 ${gaps.length} 组`);
        const { name, text } = draftEntry(gap, dayOf(new Date()));
        const { kind, file } = await writeDraft(config.knowledgeDir, name, text);
        if (kind !== 'written') throw new UsageError(`${NOT_WRITTEN[kind]}：${file}`);
        process.stdout.write(`${file}\n`);
        return;
      }
      if (json) process.stdout.write(`${JSON.stringify(gaps, null, 2)}\n`);
      else if (gaps.length === 0) process.stdout.write(`最近 ${days} 天没有没答上来的问题。\n`);
      else for (const [index, gap] of gaps.entries()) process.stdout.write(`${index + 1}. ${describe(gap)}\n`);
    } finally {
      await close();
    }
  });

function describe(gap: Gap): string {
  const { nearest, declined, disliked, questions, words } = gap;
  const why = tellReasons(gap);
  return [
    `没答上 ${declined} 次，没用 ${disliked} 次${why === '' ? '' : `（${why}）`}；最接近：${nearest === '' ? '没有' : nearest}`,
    ...questions.map((question) => `   · ${question}`),
    ...words.map((line) => `   ↳ ${line}`),
  ].join('\n');
}

await runScript(command);
