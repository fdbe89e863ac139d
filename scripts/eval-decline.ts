import { Command } from 'commander';
import pino from 'pino';
import { answerFeatures } from '../src/answer/answer-features.ts';
import { answerQuestion } from '../src/answer/answer-question.ts';
import { confidence } from '../src/answer/judge-hits.ts';
import { MAX_HITS } from '../src/answer/thresholds.ts';
import { assembleIndex } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import type { SearchIndex } from '../src/search/search-index.ts';
import { readPlainQuestions } from './read-questions.ts';
import { runScript } from './run-script.ts';

const command = new Command('eval:decline')
  .description('衡量该答的答了多少、不该答的拒了多少（和线上同一段程序）。')
  .requiredOption('--answerable <files...>', '一个或几个 JSONL，每行 {"id", "question"}')
  .requiredOption('--unanswerable <file>', 'JSONL，每行 {"id", "question"}')
  .option('--law-text <dir>', '连同这个文件夹里的法律原文')
  .option('--misses', '列出判断错的问题')
  .option('--json', '输出 JSON：{answerable, answered, unanswerable, declined}')
  .action(async (options: { answerable: string[]; unanswerable: string; lawText?: string; misses?: true; json?: true }) => {
    const { index } = await assembleIndex(loadConfig(), pino({ level: 'silent' }), () => {}, options.lawText ?? null);
    const answerable = (await Promise.all(options.answerable.map(readPlainQuestions))).flat();
    const unanswerable = await readPlainQuestions(options.unanswerable);
    const declined = await filterDeclined(answerable, index);
    const refused = await filterDeclined(unanswerable, index);
    const figures = {
      answerable: answerable.length,
      answered: answerable.length - declined.length,
      unanswerable: unanswerable.length,
      declined: refused.length,
    };
    if (options.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
    else {
      process.stdout.write(`answered ${figures.answered} of ${figures.answerable} answerable questions\n`);
      process.stdout.write(`declined ${figures.declined} of ${figures.unanswerable} unanswerable questions\n`);
    }
    if (options.misses) {
      for (const question of declined) await printMiss('declined', question, index);
      for (const question of unanswerable) if (!refused.includes(question)) await printMiss('answered', question, index);
    }
  });

async function filterDeclined(questions: readonly string[], index: SearchIndex): Promise<string[]> {
  const declined: string[] = [];
  for (const question of questions) {
    const { outcome } = await answerQuestion(question, index);
    if (outcome.kind === 'declined') declined.push(question);
  }
  return declined;
}

async function printMiss(what: string, question: string, index: SearchIndex): Promise<void> {
  const hits = await index.search(question, MAX_HITS);
  const sure = confidence(answerFeatures(hits, index.familiarity(question)));
  process.stdout.write(`${what} ${sure.toFixed(2)} ${question} -> ${hits[0]?.document.id ?? 'nothing'}\n`);
}

await runScript(command);
