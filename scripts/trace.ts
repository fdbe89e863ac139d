import { Command } from 'commander';
import { assembleDatabase } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import { TRACE_WORDING as WORDS } from '../src/console/console-wording.ts';
import { type LaidOutTrace, layOutTrace } from '../src/console/lay-out-trace.ts';
import { PostgresTraces } from '../src/store/postgres-traces.ts';
import { isTurnId } from '../src/store/postgres-turn-store.ts';
import { runScript, UsageError } from './run-script.ts';

const command = new Command('trace')
  .description('一句话是怎么走过来的：当成什么问、每一步的结果和用时、找到什么、模型的哪句没放出去。不显示是谁问的。')
  .argument('<turn>', '这句话的编号，或者 last（最近一句）')
  .option('--json', '输出 JSON')
  .addHelpText('after', '\n例：\n  npm run trace -- last\n  npm run -s trace -- last --json')
  .action(async (wanted: string, { json }: { json?: true }) => {
    const { db, close } = await assembleDatabase(loadConfig());
    try {
      if (wanted !== 'last' && !isTurnId(wanted)) throw new UsageError('编号的样子不对；最近一句写 last');
      const turns = new PostgresTraces(db);
      const [turn] = wanted === 'last' ? await turns.latest({ limit: 1, before: null, outcome: null }) : [await turns.find(wanted)];
      if (!turn) throw new UsageError('没有这句话');
      process.stdout.write(json ? `${JSON.stringify(turn, null, 2)}\n` : print(layOutTrace(turn)));
    } finally {
      await close();
    }
  });

function print({ facts, steps, asks, found, sentences, answer }: LaidOutTrace): string {
  const section = (heading: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)];
  return `${[
    ...facts.map(({ name, text }) => `${name}　${text}`),
    ...section(
      WORDS.steps,
      steps.map(({ name, time, result }) => `${name}　${time}${result === '' ? '' : `　${result}`}`),
    ),
    ...section(
      WORDS.asks,
      asks.map(({ ask, result, how }) => `${result}　${ask}　${how}`),
    ),
    ...section(
      WORDS.found,
      found.map(({ id, score, kept }) => `${kept ? WORDS.kept : WORDS.rejected}　${score}　${id}`),
    ),
    ...section(
      WORDS.sentences,
      sentences.map(({ text, sources, dropped }) => `${dropped ?? WORDS.sentenceKept}　${text}（${sources}）`),
    ),
    ...section(
      WORDS.answer,
      answer.map(({ text, source }) => `${text}（${source}）`),
    ),
  ].join('\n')}\n`;
}

await runScript(command);
