import { Command } from 'commander';
import pino from 'pino';
import { assembleDatabase, assembleIndex, assembleTurns } from '../src/assemble.ts';
import { renderText } from '../src/channel/terminal/render-text.ts';
import { askAloud, askOnce, chat } from '../src/channel/terminal/terminal-chat.ts';
import { type Config, loadConfig } from '../src/config.ts';
import { presentTurn } from '../src/conversation/present-outcome.ts';
import type { TurnContext } from '../src/conversation/take-turn.ts';
import type { Turn, TurnStore } from '../src/conversation/turn-store.ts';
import { DataFolderBusyError } from '../src/store/data-lock.ts';
import type { Database } from '../src/store/database.ts';
import { PostgresOutbox } from '../src/store/postgres-outbox.ts';
import { PostgresTurnStore } from '../src/store/postgres-turn-store.ts';
import { PostgresUnitOfWork } from '../src/store/postgres-unit.ts';
import { UnstoredTurns } from '../src/store/unstored-turns.ts';
import { runScript } from './run-script.ts';
import { showProgress } from './show-progress.ts';

const command = new Command('ask')
  .description('在终端里问法小二。不写问题就进入对话。')
  .argument('[question]', '问题')
  .option('--json', '输出 JSON：{outcome, text, citations, guides, tookMs}')
  .addHelpText('after', '\n例：\n  npm run ask -- "离婚后孩子跟谁"\n  npm run -s ask -- --json "民法典第1079条"\n  npm run ask')
  .action(async (question: string | undefined, options: { json?: true }) => {
    const config = loadConfig();
    const log = pino({ level: 'silent' });
    const progress = showProgress();
    const live = await assembleIndex(config, log, progress.onProgress).finally(progress.stop);
    const { db, store, close } = await openStore(config);
    try {
      const context = assembleTurns(config, live, store, db && new PostgresUnitOfWork(db), log);
      if (question === undefined) await chat(context, db && new PostgresOutbox(db), process.stdin, process.stdout);
      else if (options.json) process.stdout.write(`${await askForJson(question, context)}\n`);
      else await askAloud(question, context, process.stdout);
    } finally {
      await close();
    }
  });

/** The server may hold the data folder; a question is answered all the same, only not kept. */
async function openStore(config: Config): Promise<{ db: Database['db'] | null; store: TurnStore; close: () => Promise<void> }> {
  try {
    const { db, close } = await assembleDatabase(config);
    return { db, store: new PostgresTurnStore(db), close };
  } catch (error) {
    if (!(error instanceof DataFolderBusyError)) throw error;
    return { db: null, store: new UnstoredTurns(), close: async () => {} };
  }
}

async function askForJson(question: string, context: TurnContext): Promise<string> {
  const started = performance.now();
  const turn = await askOnce(question, context);
  return JSON.stringify(toJson(turn, renderText(presentTurn(turn)), performance.now() - started), null, 2);
}

function toJson({ outcome }: Turn, text: string, tookMs: number): object {
  const answer = outcome.kind === 'answered' ? outcome.answer : null;
  return {
    outcome: outcome.kind,
    ...('why' in outcome ? { why: outcome.why } : {}),
    text,
    citations: (answer?.citations ?? []).map(({ law, article, title, kind }) => ({ law, article, title, kind })),
    guides: (answer?.guides ?? []).map(({ title }) => ({ title })),
    tookMs: Math.round(tookMs * 10) / 10,
  };
}

await runScript(command);
