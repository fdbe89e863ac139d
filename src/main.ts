import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import pino from 'pino';
import { assembleBudget, assembleConsole, assembleDatabase, assembleIndex, assembleTurns, errorName } from './assemble.ts';
import { DINGTALK_PACE, DingTalkChannel } from './channel/dingtalk/dingtalk-channel.ts';
import { TELEGRAM_PACE, TelegramChannel } from './channel/telegram/telegram-channel.ts';
import { createWebApp } from './channel/web/web-app.ts';
import { type Config, ConfigError, loadConfig } from './config.ts';
import { createConsole } from './console/console-app.ts';
import { superviseCases } from './conversation/case/supervise-cases.ts';
import { sharePace } from './conversation/chat-pace.ts';
import { KnowledgeFolderMissingError } from './search/live-index.ts';
import { DataFolderBusyError } from './store/data-lock.ts';
import { DiskFiles } from './store/disk-files.ts';
import { MessageKeysError } from './store/message-keys.ts';
import { PostgresDingTalkSessions } from './store/postgres-dingtalk-sessions.ts';
import { PostgresInbox } from './store/postgres-inbox.ts';
import { PostgresMailbox } from './store/postgres-mailbox.ts';
import { PostgresOutbox } from './store/postgres-outbox.ts';
import { PostgresTurnStore } from './store/postgres-turn-store.ts';
import { PostgresUnitOfWork } from './store/postgres-unit.ts';
import { startJobs } from './store/scheduled-jobs.ts';
import { sweepFiles } from './store/sweep-files.ts';

/** Time for what is under way when the process is asked to stop, in milliseconds. */
const DRAIN_MS = 9_000;

/** Builds every part, serves every configured channel, and stops in order on SIGINT or SIGTERM. */
async function main(): Promise<void> {
  const config = loadConfig();
  const log = pino({ level: config.logLevel });
  // A library that forgets a promise of its own (pg-boss, when a connection breaks) does not end the service.
  process.on('unhandledRejection', (error) => log.error({ error: errorName(error) }, 'a promise was left alone'));
  const database = await assembleDatabase(config);
  if (config.databaseUrl !== null && config.messageKeys === null)
    log.warn('没有设置 MESSAGE_KEYS：消息用数据文件夹里的 message.key 加密，请备份它；多台服务器要一起设置 MESSAGE_KEYS');
  log.info('正在读取知识、准备索引；第一次要半分钟到一分钟');
  const live = await assembleIndex(config, log, (step, done, total) => {
    if (done === total) log.info({ step, total }, 'index');
  }).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const watching = live.watch(({ files, error }) => {
    if (error !== null) log.error({ error: errorName(error) }, 'the knowledge folder could not be read again');
    else log.info({ files: files?.length ?? 'all', faults: live.faults.length }, 'knowledge is live');
  });
  const units = new PostgresUnitOfWork(database.db);
  const budget = assembleBudget(config);
  const turns = assembleTurns(config, live, new PostgresTurnStore(database.db), units, log, budget);
  const files = new DiskFiles(config.filesDir, database.keys);
  const web = createWebApp(turns, { mailbox: new PostgresMailbox(database.db), files });
  web.route('/console', createConsole(assembleConsole(config, live, database, budget, log)));
  const server = await listen(web.fetch, config).catch(async (error: unknown) => {
    await watching.close();
    await database.close();
    throw error;
  });
  log.info(`法小二已启动：http://${config.host}:${(server.address() as AddressInfo).port}`);
  const telegram =
    config.telegram &&
    new TelegramChannel({
      settings: config.telegram,
      pace: sharePace(TELEGRAM_PACE, config.servers),
      turns,
      inbox: new PostgresInbox(database.db),
      outbox: new PostgresOutbox(database.db),
      files,
      onFault: (what, error) => log.warn({ channel: 'telegram', ...(error === null ? {} : { error: errorName(error) }) }, what),
    });
  const dingtalk =
    config.dingtalk &&
    new DingTalkChannel({
      settings: config.dingtalk,
      pace: sharePace(DINGTALK_PACE, config.servers),
      turns,
      inbox: new PostgresInbox(database.db),
      outbox: new PostgresOutbox(database.db),
      sessions: new PostgresDingTalkSessions(database.db),
      files,
      onFault: (what, error) => log.warn({ channel: 'dingtalk', ...(error === null ? {} : { error: errorName(error) }) }, what),
    });
  if (telegram && config.telegram?.publicUrl) web.route('/', telegram.webhook);
  if (dingtalk && config.dingtalk?.mode === 'http') web.route('/', dingtalk.callback);
  await Promise.all([telegram?.start(), dingtalk?.start()]);
  const jobs = startJobs(
    database,
    [
      { name: 'supervise-cases', cron: '* * * * *', run: () => superviseCases(turns, units) },
      { name: 'sweep-files', cron: '30 3 * * *', run: () => sweepFiles(config.filesDir, database.db, new Date()) },
      { name: 'tidy-database', cron: '*/10 * * * *', run: () => database.tidy() },
    ],
    (what, error) => log.error({ job: what, error: errorName(error) }, 'a job failed; it is tried again'),
  );
  jobs.catch((error: unknown) => log.error({ error: errorName(error) }, 'jobs could not be started; reminders wait for the next start'));

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    // What is not over by then is taken up at the next start: nothing that was accepted is lost.
    setTimeout(() => process.exit(0), DRAIN_MS).unref();
    await Promise.all([new Promise((resolve) => server.close(resolve)), telegram?.stop(), dingtalk?.stop()]);
    await jobs.then(
      ({ stop }) => stop(),
      () => {},
    );
    await watching.close();
    await database.close();
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}

/** The address of the web chat cannot be had. */
class AddressError extends Error {
  override readonly name = 'AddressError';
}

/** Serves the web chat; throws AddressError when another program has the port or the address is none of this machine's. */
function listen(fetch: Parameters<typeof serve>[0]['fetch'], { host, port }: Config): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new AddressError(`cannot listen on ${host}:${port} (${error.code}); set another PORT or HOST, or stop the program that has it`, {
          cause: error,
        }),
      );
    });
  });
}

main().catch((error: unknown) => {
  const expected = [ConfigError, KnowledgeFolderMissingError, DataFolderBusyError, MessageKeysError, AddressError].some(
    (kind) => error instanceof kind,
  );
  process.stderr.write(`${expected && error instanceof Error ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  // What was started already does not go on by half.
  process.exit(1);
});
