import { Command } from 'commander';
import pino from 'pino';
import { z } from 'zod';
import { assembleIndex } from '../src/assemble.ts';
import { dayOf } from '../src/calculation/working-time.ts';
import { loadConfig } from '../src/config.ts';
import { answerMessage } from '../src/conversation/answer-message.ts';
import { normalizeText } from '../src/search/normalize.ts';
import { readLines } from './read-questions.ts';
import { runScript } from './run-script.ts';

const lineSchema = z.object({ question: z.string().min(1), answerable: z.boolean() });

const command = new Command('eval:refusal')
  .description('衡量不该答的拒了多少、该答的答了多少（和线上同一段程序）。')
  .requiredOption('--questions <file>', 'JSONL，每行 {"question", "answerable": true|false}')
  .option('--json', '输出 JSON：{n, declinedRight, answeredRight}')
  .addHelpText('after', '\n例：\n  npm run eval:refusal -- --questions test/answer/refusal-dev.jsonl')
  .action(async ({ questions: file, json }: { questions: string; json?: true }) => {
    const lines = await readLines(file, lineSchema, '{"question": …, "answerable": …}');
    const { index } = await assembleIndex(loadConfig(), pino({ level: 'silent' }), () => {});
    const right = { true: 0, false: 0 };
    for (const { question, answerable } of lines) {
      const { outcome, retrieved } = await answerMessage(
        normalizeText(question),
        { topic: null, today: dayOf(new Date()), model: null },
        index,
      );
      if ((outcome.kind === 'answered') === answerable) right[`${answerable}`] += 1;
      else if (!json) process.stdout.write(`${answerable ? '该答没答' : '不该答却答了'}：${question} → ${retrieved[0] ?? '无'}\n`);
    }
    const answerable = lines.filter((line) => line.answerable).length;
    const figures = {
      n: lines.length,
      declinedRight: right.false / Math.max(1, lines.length - answerable),
      answeredRight: right.true / Math.max(1, answerable),
    };
    process.stdout.write(
      json
        ? `${JSON.stringify(figures)}\n`
        : `${figures.n} questions: ${(figures.declinedRight * 100).toFixed(1)} % of the unanswerable declined, ${(figures.answeredRight * 100).toFixed(1)} % of the answerable answered\n`,
    );
  });

await runScript(command);
