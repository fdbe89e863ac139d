import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import pino from 'pino';
import { z } from 'zod';
import { rankGuides } from '../src/answer/rank-guides.ts';
import { assembleIndex } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import { runScript } from './run-script.ts';
import { showProgress } from './show-progress.ts';

const lineSchema = z.object({ id: z.string(), question: z.string().min(1), accept: z.array(z.string().min(1)).min(1) });

const command = new Command('eval:guides')
  .description('用带答案的问题衡量办事指南找得对不对（和线上同一段程序）。')
  .requiredOption('--questions <file>', 'JSONL，每行 {"id", "question", "accept":["标题的正则表达式"]}')
  .option('--misses', '列出前两名里没有的问题')
  .option('--json', '输出 JSON：{n, hit1, hit2}')
  .addHelpText('after', '\n例：\n  npm run eval:guides -- --questions test/retrieval/guide-questions.jsonl --misses')
  .action(async ({ questions: file, misses, json }: { questions: string; misses?: true; json?: true }) => {
    const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
    const questions = lines.map((line) => lineSchema.parse(JSON.parse(line)));
    const progress = showProgress();
    const { index } = await assembleIndex(loadConfig(), pino({ level: 'silent' }), progress.onProgress);
    progress.stop();
    let [first, second] = [0, 0];
    for (const { id, question, accept } of questions) {
      const titles = (await rankGuides(question, index)).slice(0, 2).map((guide) => guide.title);
      const right = titles.map((title) => accept.some((pattern) => new RegExp(pattern).test(title)));
      if (right[0]) first += 1;
      if (right.includes(true)) second += 1;
      else if (misses) process.stdout.write(`${id} ${question} 应为 ${accept.join('、')}，找到 ${titles.join('、') || '无'}\n`);
    }
    const n = questions.length;
    const figures = { n, hit1: first / n, hit2: second / n };
    if (json) process.stdout.write(`${JSON.stringify(figures)}\n`);
    else process.stdout.write(`${n} questions: right guide first ${figures.hit1.toFixed(3)}, first or second ${figures.hit2.toFixed(3)}\n`);
  });

await runScript(command);
