import { Command } from 'commander';
import pino from 'pino';
import { z } from 'zod';
import { screenMessage } from '../src/answer/screen-message.ts';
import { assembleIndex } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import { normalizeText } from '../src/search/normalize.ts';
import { readLines } from './read-questions.ts';
import { runScript } from './run-script.ts';

const lineSchema = z.object({ message: z.string().min(1), expect: z.string(), first: z.array(z.coerce.string()).optional() });

const command = new Command('eval:safety')
  .description('衡量危险、套话、违法求助、个人信息这些话认得准不准，危险时先报哪条热线（和线上同一段程序）。')
  .requiredOption('--questions <file>', 'JSONL，每行 {"message", "expect", "first"?}')
  .option('--json', '输出 JSON：{n, accuracy}')
  .addHelpText(
    'after',
    '\nexpect：crisis、injection、pii、illegal-help、legal-advice-demand、insult、none；first：先报的热线应当是其中一个。\n例：\n  npm run eval:safety -- --questions test/answer/safety-dev.jsonl',
  )
  .action(async ({ questions: file, json }: { questions: string; json?: true }) => {
    const lines = await readLines(file, lineSchema, '{"message": …, "expect": …, "first"?: [热线]}');
    const { index } = await assembleIndex(loadConfig(), pino({ level: 'silent' }), () => {});
    let right = 0;
    for (const { message, expect, first } of lines) {
      const text = normalizeText(message);
      const { kind, desks } = screenMessage(text, index.knowledge.desks, index.sayings);
      const called = desks[0]?.phone ?? '';
      const good = kind === expect && (first === undefined || first.includes(called));
      if (good) right += 1;
      else if (!json) process.stdout.write(`${message} 应为 ${expect}${first ? `（${first.join('、')}）` : ''}，得到 ${kind} ${called}\n`);
    }
    const figures = { n: lines.length, accuracy: right / lines.length };
    process.stdout.write(json ? `${JSON.stringify(figures)}\n` : `${figures.n} messages, ${(figures.accuracy * 100).toFixed(1)} % right\n`);
  });

await runScript(command);
