import path from 'node:path';
import type { Logger } from 'pino';
import type { LanguageModel } from './answer/language-model.ts';
import { renderDingTalk } from './channel/dingtalk/render-dingtalk.ts';
import { renderTelegram } from './channel/telegram/render-telegram.ts';
import { renderText } from './channel/terminal/render-text.ts';
import type { Config } from './config.ts';
import type { ConsoleParts } from './console/console-app.ts';
import type { PreviewReport } from './conversation/answer-preview.ts';
import { rulesOf } from './conversation/case/scene.ts';
import { Door } from './conversation/door.ts';
import type { RenderReply } from './conversation/reply.ts';
import type { TurnContext } from './conversation/take-turn.ts';
import type { TurnStore } from './conversation/turn-store.ts';
import type { UnitOfWork } from './conversation/unit-of-work.ts';
import { type CallReport, ChatModel } from './model/chat-model.ts';
import { TokenBudget } from './model/token-budget.ts';
import { compileDay } from './report/day-figures.ts';
import type { BuildProgress } from './search/build-index.ts';
import { LiveIndex } from './search/live-index.ts';
import { connectEmbedder } from './search/openai-embedder.ts';
import { type Database, openDatabase } from './store/database.ts';
import { openKeyRing } from './store/message-keys.ts';
import { readMisses } from './store/postgres-gaps.ts';
import { readReport } from './store/postgres-report.ts';
import { PostgresTraces } from './store/postgres-traces.ts';
import { PostgresUnitOfWork } from './store/postgres-unit.ts';

/** Opens the index that the configuration names; an embedding endpoint that does not answer is replaced by the built-in one. */
export async function assembleIndex(
  config: Config,
  log: Logger,
  onProgress: BuildProgress,
  lawTextDir: string | null = null,
): Promise<LiveIndex> {
  const embedder =
    config.embedding === null
      ? null
      : await connectEmbedder(config.embedding).catch((error: unknown) => {
          log.warn({ error: errorName(error) }, 'the embedding endpoint does not answer; built-in vectors are used until the next start');
          return null;
        });
  const live = await LiveIndex.open({
    knowledgeDir: config.knowledgeDir,
    snapshotDir: lawTextDir === null ? path.join(config.dataDir, 'index') : null,
    lawTextDir,
    embedder,
    now: () => new Date(),
    onProgress,
    onSaveError: (error) => log.warn({ error: errorName(error) }, 'the index could not be written to disk; the next start builds it anew'),
  });
  for (const fault of live.faults) log.warn({ file: fault.file, line: fault.line, severity: fault.severity }, fault.message);
  return live;
}

/** Opens the database that the configuration names, with the keys that it names. Throws MessageKeysError. */
export async function assembleDatabase({ databaseUrl, dataDir, messageKeys }: Config): Promise<Database> {
  return openDatabase(databaseUrl === null ? { dataDir } : { url: databaseUrl }, await openKeyRing(messageKeys, dataDir));
}

/** How each channel shows a reply that is sent to it: in its own form, cut into messages where it must be. */
export const renderReply: RenderReply = (channel, reply) => {
  switch (channel) {
    case 'telegram':
      return renderTelegram(reply, null);
    case 'dingtalk':
      return renderDingTalk(reply);
    case 'web':
      return [reply];
    case 'terminal':
      return [{ text: renderText(reply) }];
  }
};

/** What a model may use and has used on a day; null where answers are extractive. */
export function assembleBudget({ chat, dataDir }: Config): TokenBudget | null {
  return chat && new TokenBudget(chat.dailyTokens, chat.prices, path.join(dataDir, 'model-usage.json'), () => new Date());
}

/** The model that the configuration names; null where answers are extractive. Its calls are logged without a word of them. */
function assembleModel({ chat }: Config, budget: TokenBudget | null, log: Logger): LanguageModel | null {
  if (chat === null || budget === null) return null;
  const onCall = (call: CallReport) => log[call.outcome === 'drafted' ? 'debug' : 'warn']({ ...call, today: budget.usage() }, 'model');
  return new ChatModel({ endpoint: chat, budget, onCall });
}

/** Counts what was shown while models wrote, and what platforms did not take. */
function countPreviews(log: Logger): (report: PreviewReport) => void {
  const total = { shown: 0, dropped: 0 };
  return ({ shown, dropped }) => {
    total.shown += shown;
    total.dropped += dropped ? 1 : 0;
    if (shown > 0 || dropped) log.debug({ shown, dropped, total }, 'preview');
  };
}

/** What every channel needs to take turns. */
export function assembleTurns(
  config: Config,
  live: LiveIndex,
  store: TurnStore,
  units: UnitOfWork | null,
  log: Logger,
  budget = assembleBudget(config),
): TurnContext {
  return {
    model: assembleModel(config, budget, log),
    index: () => live.index,
    store,
    units,
    render: renderReply,
    door: new Door(config.rates),
    now: () => new Date(),
    onPreview: countPreviews(log),
    onFailure: (turnId, error) => log.error({ turnId, error: errorName(error) }, 'a turn failed'),
  };
}

/** What the console shows and does. */
export function assembleConsole(
  { knowledgeDir }: Config,
  live: LiveIndex,
  { db }: Database,
  budget: TokenBudget | null,
  log: Logger,
): ConsoleParts {
  const now = () => new Date();
  return {
    folder: () => ({ knowledge: live.index.knowledge, faults: live.faults, builtAt: live.builtAt }),
    knowledgeDir,
    units: new PostgresUnitOfWork(db),
    turns: new PostgresTraces(db),
    figures: () => readReport(db, (source) => compileDay(source, rulesOf(live.index.knowledge).policy, now())),
    misses: (since) => readMisses(db, since),
    modelUse: () => budget?.usage() ?? null,
    now,
    onFailure: (what, error) => log.error({ error: errorName(error) }, `${what} failed`),
  };
}

/** The kind of an error and its code (ECONNREFUSED, 23505 …), and of what caused it, without messages: these may hold what a person wrote. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' && /^\w{1,40}$/.test(error.code) ? ` ${error.code}` : '';
  return `${error.name}${code}${error.cause instanceof Error ? ` (${errorName(error.cause)})` : ''}`;
}
