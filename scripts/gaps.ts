import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { REASONS } from '../src/answer/feedback.ts';
import { assembleDatabase } from '../src/assemble.ts';
import { dayOf } from '../src/calculation/working-time.ts';
import { loadConfig } from '../src/config.ts';
import { WORDING } from '../src/conversation/wording.ts';
import { draftEntry, type Gap, groupGaps } from '../src/report/knowledge-gaps.ts';
import { readMisses } from '../src/store/postgres-gaps.ts';
import { runScript, UsageError } from './run-script.ts';

interface Options {
  readonly days: number;
  readonly draft?: number;
  readonly out?: string;
  readonly json?: true;
}

const DAY_MS = 86_400_000;

const command = new Command('gaps')
  .description('知识缺口：没答上来的、点了“没用”的问题和原因，按最接近的条目归在一起。不显示是谁问的。')
  .option('--days <number>', '看最近多少天', Number, 30)
  .option('--draft <number>', '给第几组写一份草稿', Number)
  .option('--out <file>', '草稿写到哪个文件')
  .option('--json', '输出 JSON：[{nearest, declined, disliked, questions, reasons, words}]')
  .addHelpText('after', '\n例：\n  npm run gaps\n  npm run gaps -- --days 7\n  npm run gaps -- --draft 1 --out 草稿.md')
  .action(async ({ days, draft, out, json }: Options) => {
    const { db, close } = await assembleDatabase(loadConfig());
    try {
      const gaps = groupGaps(await readMisses(db, new Date(Date.now() - days * DAY_MS)));
      if (draft !== undefined) {
        const gap = gaps[draft - 1];
        if (!gap) throw new UsageError(`没有第 ${draft} 组，一共 ${gaps.length} 组`);
        const text = draftEntry(gap, dayOf(new Date()));
        if (out === undefined) process.stdout.write(text);
        else await writeFile(out, text, { flag: 'wx' });
        return;
      }
      if (json) process.stdout.write(`${JSON.stringify(gaps, null, 2)}\n`);
      else if (gaps.length === 0) process.stdout.write(`最近 ${days} 天没有没答上来的问题。\n`);
      else for (const [index, gap] of gaps.entries()) process.stdout.write(`${index + 1}. ${describe(gap)}\n`);
    } finally {
      await close();
    }
  });

function describe({ nearest, declined, disliked, questions, reasons, words }: Gap): string {
  const why = REASONS.flatMap((reason) => (reasons[reason] ? [`${WORDING.reasons[reason]} ${reasons[reason]} 次`] : []));
  return [
    `没答上 ${declined} 次，没用 ${disliked} 次${why.length === 0 ? '' : `（${why.join('，')}）`}；最接近：${nearest === '' ? '没有' : nearest}`,
    ...questions.map((question) => `   · ${question}`),
    ...words.map((line) => `   ↳ ${line}`),
  ].join('\n');
}

await runScript(command);
