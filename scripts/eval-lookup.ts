import { Command } from 'commander';
import pino from 'pino';
import { z } from 'zod';
import { lookUp } from '../src/answer/look-up-references.ts';
import { assembleIndex } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import { readLines } from './read-questions.ts';
import { runScript } from './run-script.ts';

const lineSchema = z.object({
  question: z.string().min(1),
  law: z.string().min(1),
  articles: z.array(z.union([z.string(), z.number()]).transform(String)),
  status: z.string(),
});

const command = new Command('eval:lookup')
  .description('衡量点名的法条找得对不对（和线上同一段程序）。')
  .requiredOption('--questions <file>', 'JSONL，每行 {"question", "law", "articles", "status"}')
  .option('--json', '输出 JSON：{n, accuracy}')
  .addHelpText(
    'after',
    '\nstatus：found、repealed、no-such-article、not-covered；law 是简称，articles 是条号。\n例：\n  npm run eval:lookup -- --questions test/answer/lookup-dev.jsonl',
  )
  .action(async ({ questions: file, json }: { questions: string; json?: true }) => {
    const lines = await readLines(file, lineSchema, '{"question": …, "law": …, "articles": […], "status": …}');
    const { index } = await assembleIndex(loadConfig(), pino({ level: 'silent' }), () => {});
    let right = 0;
    for (const { question, law, articles, status } of lines) {
      const found = lookUp(question, index);
      const good = found.some(
        (one) => one.law === law && one.status === status && [...one.articles].sort().join() === [...articles].sort().join(),
      );
      if (good) right += 1;
      else if (!json)
        process.stdout.write(
          `${question} 应为 ${law} ${articles.join('、')} ${status}，得到 ${found.map((one) => `${one.law} ${one.articles.join('、')} ${one.status}`).join('；') || '无'}\n`,
        );
    }
    const figures = { n: lines.length, accuracy: right / lines.length };
    process.stdout.write(
      json ? `${JSON.stringify(figures)}\n` : `${figures.n} questions, ${(figures.accuracy * 100).toFixed(1)} % right\n`,
    );
  });

await runScript(command);
