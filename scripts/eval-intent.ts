import { Command } from 'commander';
import pino from 'pino';
import { z } from 'zod';
import { assembleIndex } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import { guessKind } from '../src/conversation/case/guess-kind.ts';
import { normalizeText } from '../src/search/normalize.ts';
import { readLines } from './read-questions.ts';
import { runScript } from './run-script.ts';

const lineSchema = z.object({ message: z.string().min(1), who: z.string(), kind: z.string() });

const command = new Command('eval:intent')
  .description('衡量一句话该办哪一种案件认得准不准（和线上同一段程序）。')
  .requiredOption('--questions <file>', 'JSONL，每行 {"message", "who", "kind"}')
  .option('--json', '输出 JSON：{n, accuracy}')
  .addHelpText(
    'after',
    '\nwho：居民、企业、个体工商户、部门；kind：九种案件之一。\n例：\n  npm run eval:intent -- --questions test/answer/intent-dev.jsonl',
  )
  .action(async ({ questions: file, json }: { questions: string; json?: true }) => {
    const lines = await readLines(file, lineSchema, '{"message": …, "who": …, "kind": …}');
    const { index } = await assembleIndex(loadConfig(), pino({ level: 'silent' }), () => {});
    let right = 0;
    for (const { message, who, kind } of lines) {
      const guessed = guessKind(normalizeText(message), who, index.sayings);
      if (guessed === kind) right += 1;
      else if (!json) process.stdout.write(`${who}：${message} 应为 ${kind}，得到 ${guessed}\n`);
    }
    const figures = { n: lines.length, accuracy: right / lines.length };
    process.stdout.write(json ? `${JSON.stringify(figures)}\n` : `${figures.n} messages, ${(figures.accuracy * 100).toFixed(1)} % right\n`);
  });

await runScript(command);
