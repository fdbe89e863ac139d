import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { runScript } from './run-script.ts';

/** Every stage with the sets it is measured on; `-fresh` sets were never tuned on. */
const STAGES: readonly (readonly [stage: string, files: readonly string[]])[] = [
  ['intent', ['test/answer/intent-dev.jsonl', 'test/answer/intent-fresh.jsonl']],
  ['safety', ['test/answer/safety-dev.jsonl', 'test/answer/safety-fresh.jsonl']],
  ['lookup', ['test/answer/lookup-dev.jsonl']],
  ['dialogue', ['test/answer/dialogue-dev.jsonl', 'test/answer/dialogue-fresh.jsonl']],
  ['stories', ['test/answer/story-dev.jsonl']],
  ['refusal', ['test/answer/refusal-dev.jsonl', 'test/answer/refusal-fresh.jsonl']],
  ['guides', ['test/retrieval/guide-questions.jsonl', 'test/retrieval/guide-questions-fresh.jsonl']],
];

const command = new Command('eval:answers')
  .description('把每一步的评测跑一遍，一行一个题集：听懂要哪种人工帮助、危险和套话、点名的法条、接着问、长段话、该不该答、办事指南。')
  .option('--json', '输出 JSON：[{stage, file, …各步的数字}]')
  .addHelpText(
    'after',
    '\n例：\n  npm run eval:answers\n  npm run -s eval:answers -- --json\n单独一步、看错在哪里：npm run eval:safety -- --questions FILE',
  )
  .action(async ({ json }: { json?: true }) => {
    const rows: Record<string, unknown>[] = [];
    for (const [stage, files] of STAGES) {
      for (const file of files) {
        const figures = await measure(stage, file);
        rows.push({ stage, file, ...figures });
        if (!json) process.stdout.write(`${stage.padEnd(9)} ${file.padEnd(46)} ${show(figures)}\n`);
      }
    }
    if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  });

/** The figures of one stage's own command. */
async function measure(stage: string, file: string): Promise<Record<string, number>> {
  const args = ['--import', 'tsx', `scripts/eval-${stage}.ts`, '--questions', file, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Record<string, number>;
}

function show(figures: Record<string, number>): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${Number.isInteger(value) ? value : value.toFixed(3)}`)
    .join('  ');
}

await runScript(command);
