import { serve } from '@hono/node-server';
import pino from 'pino';
import { assembleDatabase, assembleIndex, assembleTurns } from '../../src/assemble.ts';
import { DingTalkChannel } from '../../src/channel/dingtalk/dingtalk-channel.ts';
import { TelegramChannel } from '../../src/channel/telegram/telegram-channel.ts';
import { loadConfig } from '../../src/config.ts';
import { DiskFiles } from '../../src/store/disk-files.ts';
import { PostgresDingTalkSessions } from '../../src/store/postgres-dingtalk-sessions.ts';
import { PostgresInbox } from '../../src/store/postgres-inbox.ts';
import { PostgresOutbox } from '../../src/store/postgres-outbox.ts';
import { PostgresTurnStore } from '../../src/store/postgres-turn-store.ts';
import { PostgresUnitOfWork } from '../../src/store/postgres-unit.ts';
import { heapSize } from '../heap-size.ts';

/**
 * The service with its pushing channels alone and without the platforms' own limits of sending: what it could do if it were let.
 * Asked by SIGUSR2 it says how much memory is in use.
 */
const FAST = { burst: 1_000_000, everyMs: 1 };
const config = loadConfig();
const log = pino({ level: config.logLevel });
const database = await assembleDatabase(config);
const live = await assembleIndex(config, log, () => {});
const parts = {
  turns: assembleTurns(config, live, new PostgresTurnStore(database.db), new PostgresUnitOfWork(database.db), log),
  inbox: new PostgresInbox(database.db),
  outbox: new PostgresOutbox(database.db),
  files: new DiskFiles(config.filesDir, database.keys),
  pace: { perSecond: 1_000_000, person: FAST, group: FAST },
  onFault: (what: string, error: unknown) => log.warn({ error: error instanceof Error ? error.message : null }, what),
};
const telegram = config.telegram && new TelegramChannel({ ...parts, settings: config.telegram });
const sessions = new PostgresDingTalkSessions(database.db);
const dingtalk = config.dingtalk && new DingTalkChannel({ ...parts, settings: config.dingtalk, sessions });
const server = telegram && serve({ fetch: telegram.webhook.fetch, hostname: '127.0.0.1', port: config.port });
await Promise.all([telegram?.start(), dingtalk?.start()]);
process.stdout.write(`ready ${config.port}\n`);
process.on('SIGUSR2', () => {
  const heap = heapSize();
  process.stdout.write(`memory ${heap} ${process.memoryUsage.rss()}\n`);
});
process.on('SIGTERM', async () => {
  server?.close();
  await Promise.all([telegram?.stop(), dingtalk?.stop()]);
  await database.close();
  process.exit(0);
});
