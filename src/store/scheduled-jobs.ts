import PgBoss from 'pg-boss';
import type { Database } from './database.ts';

/** Work that comes round by the clock. */
export interface Job {
  readonly name: string;
  /** When, in China time: minute, hour, day, month, weekday. */
  readonly cron: string;
  readonly run: () => Promise<unknown>;
}

/** How often a worker looks for its job, in seconds. */
const LOOK_EVERY_SECONDS = 2;
/** Longest time that jobs under way may take to end, in milliseconds. */
const STOP_TIMEOUT_MS = 5_000;

/**
 * Runs jobs by the clock: of several replicas one takes each round, and a round whose process died is taken again. What a job
 * does must be safe to begin twice; the rounds only say when to look. The jobs lie in a schema of their own beside the tables.
 */
export async function startJobs(
  { execute }: Pick<Database, 'execute'>,
  jobs: readonly Job[],
  onFault: (what: string, error: unknown) => void,
): Promise<{ readonly stop: () => Promise<void> }> {
  const { rows } = await execute('select current_schema() as schema');
  const [{ schema }] = rows as [{ schema: string }];
  const boss = new PgBoss({ db: { executeSql: execute as PgBoss.Db['executeSql'] }, schema: `${schema}_jobs` });
  boss.on('error', (error) => onFault('pg-boss', error));
  await boss.start();
  for (const { name, cron, run } of jobs) {
    await boss.createQueue(name, { name, policy: 'short', retryLimit: 3, expireInSeconds: 120 });
    await boss.schedule(name, cron, {}, { tz: 'Asia/Shanghai' });
    // What fell due while nobody looked is not left for the next round.
    await boss.send(name, {});
    await boss.work(name, { pollingIntervalSeconds: LOOK_EVERY_SECONDS }, async () => {
      await run().catch((error: unknown) => {
        onFault(name, error);
        throw error;
      });
    });
  }
  return { stop: () => boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS, wait: true }) };
}
