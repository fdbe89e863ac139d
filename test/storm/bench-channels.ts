import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Pool } from 'pg';
import { FakeTelegram } from '../fakes/telegram-api.ts';
import { startCommand } from '../scripts/run-command.ts';
import { MESSAGE_KEYS } from '../store/test-keys.ts';

const { values } = parseArgs({
  options: {
    updates: { type: 'string', default: '3000' },
    seconds: { type: 'string', default: '20' },
    rate: { type: 'string', default: '100' },
    questions: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
  },
});
const UPDATES = Number(values.updates);
/** Real questions, hundreds of them, so that none is answered because it was asked a moment ago; fewer as where people tap what is offered. */
const QUESTIONS = (await readFile('test/answer/refusal-dev.jsonl', 'utf8'))
  .trim()
  .split('\n')
  .slice(0, Number(values.questions))
  .map((line) => (JSON.parse(line) as { readonly question: string }).question);
/** Updates before the clock runs: what is read and compiled once is no part of the figures. */
const WARM_UP = 500;
const databaseUrl = process.env.DATABASE_URL;

/** A bot in processes of its own, and how to be rid of it. */
interface Running {
  readonly stop: () => Promise<void>;
}

/** Starts a program and waits until it says that it is ready. */
async function start(file: string, variables: Record<string, string>): Promise<ChildProcess> {
  const child = startCommand(file, [], variables);
  await new Promise<void>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-5_000);
      if (output.includes('ready')) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) => reject(new Error(`${file} ended with ${code}: ${output}`)));
  });
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}

async function startEcho(telegram: FakeTelegram): Promise<Running> {
  const child = await start('test/storm/echo-bot.ts', { BOT_TOKEN: telegram.token, API_ROOT: telegram.apiRoot });
  return { stop: () => end(child) };
}

/** Ours over the real knowledge folder: one process that polls, or two behind a webhook. */
async function startOurs(telegram: FakeTelegram, url: string | null, processes: number, dir: string): Promise<Running> {
  const ports = Array.from({ length: processes }, (_, index) => 18_700 + index);
  telegram.servers = processes === 1 ? [] : ports.map((port) => `http://127.0.0.1:${port}`);
  telegram.connections = 40;
  const children: ChildProcess[] = [];
  for (const [index, port] of ports.entries()) {
    children.push(
      await start('test/storm/channel-service.ts', {
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.apiRoot,
        DATA_DIR: path.join(dir, `data${url === null ? '' : index}`),
        PORT: String(port),
        ...(url === null ? {} : { DATABASE_URL: url, MESSAGE_KEYS }),
        ...(processes === 1 ? {} : { PUBLIC_URL: `http://127.0.0.1:${ports[0]}` }),
        PERSON_PER_MINUTE: '1000000',
        MESSAGES_PER_SECOND: '1000000',
        LOG_LEVEL: 'warn',
        // As `npm start` starts it.
        NODE_OPTIONS: '--max-semi-space-size=64',
      }),
    );
  }
  return { stop: async () => void (await Promise.all(children.map(end))) };
}

let nextPerson = 1;
/** So many people ask a question each. */
function ask(telegram: FakeTelegram, count: number): number {
  const first = nextPerson;
  for (let person = 0; person < count; person += 1) telegram.say(nextPerson++, QUESTIONS[person % QUESTIONS.length] ?? '');
  return first;
}

/** Answers a second when all ask at once. */
async function throughput(telegram: FakeTelegram, count: number): Promise<number> {
  const goal = telegram.taken.length + count;
  const started = performance.now();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`only ${telegram.taken.length - goal + count} of ${count} were answered`)), 180_000);
    telegram.onTaken = () => {
      if (telegram.taken.length < goal) return;
      clearTimeout(timer);
      resolve();
    };
    ask(telegram, count);
  });
  return count / ((performance.now() - started) / 1000);
}

/** How long each update took until its answer was sent, in milliseconds, at a steady rate; sorted. */
async function latencies(telegram: FakeTelegram, rate: number, seconds: number): Promise<number[]> {
  const asked = new Map<string, number>();
  const times: number[] = [];
  telegram.onTaken = ({ chatId }) => {
    const at = asked.get(chatId);
    if (at !== undefined) times.push(performance.now() - at);
    asked.delete(chatId);
  };
  const started = performance.now();
  for (let count = 0; count < rate * seconds; count += 1) {
    const wait = started + (count * 1000) / rate - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    asked.set(String(nextPerson), performance.now());
    ask(telegram, 1);
  }
  for (let tries = 0; asked.size > 0 && tries < 100; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  if (asked.size > 0) throw new Error(`${asked.size} updates were not answered`);
  return times.sort((a, b) => a - b);
}

const at = (sorted: readonly number[], share: number) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

async function measure(starting: (telegram: FakeTelegram) => Promise<Running>, withLatency: boolean) {
  const telegram = await FakeTelegram.start();
  const running = await starting(telegram);
  try {
    await throughput(telegram, WARM_UP);
    const perSecond = await throughput(telegram, UPDATES);
    const times = withLatency ? await latencies(telegram, Number(values.rate), Number(values.seconds)) : [];
    return { perSecond, p50: at(times, 0.5), p99: at(times, 0.99) };
  } finally {
    await running.stop();
    await telegram.stop();
  }
}

const dir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-channels-'));
const schema = `bench_${randomUUID().replaceAll('-', '')}`;
const admin = databaseUrl ? new Pool({ connectionString: databaseUrl, max: 1 }) : null;
const ratio = (ours: number, echo: number) => Math.round((ours / echo) * 100) / 100;
try {
  await admin?.query(`create schema ${schema}`);
  const echo = await measure(startEcho, false);
  const embedded = await measure((telegram) => startOurs(telegram, null, 1, dir), true);
  const figures: Record<string, number> = {
    updates: UPDATES,
    questions: QUESTIONS.length,
    echoPerSecond: Math.round(echo.perSecond),
    pglitePerSecond: Math.round(embedded.perSecond),
    pgliteRatio: ratio(embedded.perSecond, echo.perSecond),
    pgliteP50Ms: embedded.p50,
    pgliteP99Ms: embedded.p99,
  };
  if (databaseUrl) {
    const url = `${databaseUrl}${databaseUrl.includes('?') ? '&' : '?'}options=${encodeURIComponent(`-c search_path=${schema}`)}`;
    const server = await measure((telegram) => startOurs(telegram, url, 2, dir), true);
    figures.postgresPerSecond = Math.round(server.perSecond);
    figures.postgresRatio = ratio(server.perSecond, echo.perSecond);
    figures.postgresP50Ms = server.p50;
    figures.postgresP99Ms = server.p99;
  }
  if (values.json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  else for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name.padEnd(20)}${String(value).padStart(8)}\n`);
} finally {
  await admin?.query(`drop schema if exists ${schema} cascade`);
  await admin?.end();
  await rm(dir, { recursive: true, force: true });
}
