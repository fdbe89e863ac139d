import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Fault } from '../fakes/dingtalk-faults.ts';
import { FakeDingTalk } from '../fakes/dingtalk-platform.ts';
import { FakeTelegram, type TelegramFault } from '../fakes/telegram-api.ts';
import { startCommand } from '../scripts/run-command.ts';
import { SMALL_FOLDER, writeFolder } from '../small-folder.ts';
import { MESSAGE_KEYS } from '../store/test-keys.ts';
import { Receipts } from './receipts.ts';

export interface SoakOptions {
  readonly seconds: number;
  /** Messages a second over both platforms. */
  readonly rate: number;
  /** Share of calls, and of messages, that go wrong. */
  readonly faults: number;
  /** A PostgreSQL to be used in place of the embedded database; with its schema. */
  readonly databaseUrl: string | null;
}

/** What was found; `problems` in words, [] is what is wanted. */
export interface SoakReport {
  readonly messages: number;
  readonly answered: number;
  readonly lost: number;
  /** Answers that were shown twice though the platform had told us that it has them. */
  readonly shownTwice: number;
  /** Answers shown twice because the platform took them and its yes was lost: nobody can know that. */
  readonly unavoidable: number;
  readonly faults: Readonly<Record<string, number>>;
  /** In use after garbage was collected, oldest first: of JavaScript, and of the whole process with the embedded database. */
  readonly heapMb: readonly number[];
  readonly memoryMb: readonly number[];
  readonly problems: readonly string[];
}

const PEOPLE = 400;
/** Articles are asked for by number, so that every answer tells which message it is for. */
const ARTICLES = 1_200;
/** Messages that may yet come twice. */
const LATEST = 300;
const SAMPLE_MS = 10_000;
const DRAIN_MS = 90_000;
/** The first samples of memory are no part of the judgement: so long, or a third of the run. */
const WARM_UP_MS = 300_000;
const FLAT = 0.1;

/** Lets people of two platforms write for so long while calls fail, messages come twice and connections break; then counts. */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const [telegram, dingtalk] = [await FakeTelegram.start(), await FakeDingTalk.start()];
  const folder = await writeFolder(SMALL_FOLDER);
  const dir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-soak-'));
  const child = startCommand('test/storm/channel-service.ts', [], {
    KNOWLEDGE_DIR: folder.dir,
    DATA_DIR: dir,
    PORT: '0',
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    DINGTALK_CLIENT_ID: dingtalk.clientId,
    DINGTALK_CLIENT_SECRET: dingtalk.clientSecret,
    DINGTALK_ROBOT_CODE: dingtalk.robotCode,
    DINGTALK_API_ROOT: dingtalk.baseUrl,
    DINGTALK_OLD_API_ROOT: dingtalk.baseUrl,
    PERSON_PER_MINUTE: '100000',
    MESSAGES_PER_SECOND: '100000',
    LOG_LEVEL: 'error',
    // As `npm start` starts it.
    NODE_OPTIONS: '--max-semi-space-size=64',
    ...(options.databaseUrl === null ? {} : { DATABASE_URL: options.databaseUrl, MESSAGE_KEYS }),
  });
  const soak = new Soak(options, telegram, dingtalk, child);
  try {
    await soak.ready;
    return await soak.run();
  } finally {
    child.kill('SIGKILL');
    await telegram.stop();
    await dingtalk.stop();
    await folder.remove();
    await rm(dir, { recursive: true, force: true });
  }
}

class Soak {
  readonly ready: Promise<void>;
  private readonly receipts = new Receipts();
  private readonly memory: { readonly at: number; readonly heap: number; readonly all: number }[] = [];
  private readonly faults: Record<string, number> = {};
  private output = '';

  constructor(
    private readonly options: SoakOptions,
    private readonly telegram: FakeTelegram,
    private readonly dingtalk: FakeDingTalk,
    private readonly child: ChildProcess,
  ) {
    this.ready = new Promise((resolve, reject) => {
      const read = (chunk: Buffer) => {
        const text = chunk.toString();
        this.output = (this.output + text).slice(-5_000);
        if (text.includes('ready')) resolve();
        for (const [, heap, all] of text.matchAll(/memory (\d+) (\d+)/g))
          this.memory.push({ at: performance.now(), heap: Number(heap), all: Number(all) });
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', read);
      child.on('exit', (code) => reject(new Error(`the service ended with ${code}: ${this.output}`)));
    });
    this.ready.catch(() => {});
  }

  async run(): Promise<SoakReport> {
    const { telegram, dingtalk } = this;
    telegram.onTaken = ({ chatId, text }) => {
      this.receipts.got(`t${chatId}`, text, this.losing);
      telegram.taken.length = 0;
      telegram.calls.length = 0;
    };
    telegram.fault = (method) => this.faultOfTelegram(method);
    dingtalk.faults.chance = (pathname) => this.faultOfDingTalk(pathname);
    const sampling = setInterval(() => this.child.kill('SIGUSR2'), Math.min(SAMPLE_MS, this.options.seconds * 100));
    const began = performance.now();
    await this.write(began);
    telegram.fault = () => null;
    dingtalk.faults.chance = () => null;
    for (const until = performance.now() + DRAIN_MS; performance.now() < until; await pause(100)) {
      this.readDingTalk();
      if (this.receipts.missing().length === 0) break;
    }
    // What is shown twice may come a little later.
    await pause(1_000);
    this.readDingTalk();
    clearInterval(sampling);
    return this.report(began);
  }

  /** Messages at a steady rate, to one platform after the other; some come twice, now and then a connection breaks. */
  private async write(began: number): Promise<void> {
    const { rate, seconds, faults } = this.options;
    for (let count = 0; count < rate * seconds; count += 1) {
      const wait = began + (count * 1000) / rate - performance.now();
      if (wait > 0) await pause(wait);
      const turn = Math.floor(count / 2);
      const [person, article] = [(turn % PEOPLE) + 1, (Math.floor(turn / PEOPLE) % ARTICLES) + 1];
      const text = `民法典第${article}条`;
      const again = Math.random() < faults;
      if (count % 2 === 0) this.sayInTelegram(person, text, again);
      else this.sayInDingTalk(`p${person}`, text, again);
      if (count % (rate * 10) === rate * 5) this.breakConnection(count);
      if (count % rate === 0) this.readDingTalk();
    }
  }

  private sayInTelegram(person: number, text: string, again: boolean): void {
    this.receipts.expect(`t${person}`, text);
    this.telegram.say(person, text);
    const update = this.telegram.unconfirmed.at(-1);
    if (again && update !== undefined) this.later('duplicate', () => this.telegram.redeliver(update));
  }

  private sayInDingTalk(person: string, text: string, again: boolean): void {
    this.receipts.expect(person, text);
    const msgId = this.dingtalk.say(person, text);
    if (again) this.later('duplicate', () => this.dingtalk.gateway.repeat(msgId));
  }

  private later(what: string, deed: () => void): void {
    this.count(what);
    setTimeout(deed, Math.random() * 1_500);
  }

  private breakConnection(count: number): void {
    const socket = this.dingtalk.gateway.open.at(-1);
    this.count('disconnect');
    if (count % 2 === 0) socket?.destroy();
    else socket?.disconnect(2_000);
  }

  /** What DingTalk took since the last look. */
  private readDingTalk(): void {
    const { sends, gateway, calls } = this.dingtalk;
    for (const { userId, content } of sends.taken.splice(0)) this.receipts.got(userId ?? '', String(content.text), false);
    gateway.forget(LATEST);
    calls.length = 0;
  }

  /** Whether the answer to the call under way will be lost. */
  private losing = false;

  private faultOfTelegram(method: string): TelegramFault | null {
    const fault = this.draw<TelegramFault>(['busy', 'error', 'slow', 'cut', 'lost'], method === 'sendMessage' || method === 'getUpdates');
    // A lost list of updates is only asked for again.
    this.losing = fault === 'lost' && method === 'sendMessage';
    return fault;
  }

  private faultOfDingTalk(pathname: string): Fault | null {
    const kinds: readonly Fault[] = [{ status: 429, retryAfterSeconds: 1 }, { status: 500 }, 'slow', 'cut', 'lost'];
    const fault = this.draw(kinds, pathname !== '/connect');
    if (fault === 'lost' && pathname === '/robot/sendBySession') this.receipts.lose();
    return fault;
  }

  private draw<T>(kinds: readonly T[], may: boolean): T | null {
    if (!may || Math.random() >= this.options.faults) return null;
    const kind = kinds[Math.floor(Math.random() * kinds.length)];
    if (kind === undefined) return null;
    this.count(typeof kind === 'string' ? kind : JSON.stringify(kind));
    return kind;
  }

  private count(what: string): void {
    this.faults[what] = (this.faults[what] ?? 0) + 1;
  }

  private report(began: number): SoakReport {
    const { expected, answered, twice, lostAnswers } = this.receipts.count();
    const lost = this.receipts.missing();
    const warmUp = Math.min(WARM_UP_MS, (this.options.seconds * 1000) / 3);
    const samples = this.memory.filter(({ at }) => at - began >= warmUp);
    const shownTwice = Math.max(0, twice - lostAnswers);
    const problems = [
      ...(lost.length > 0 ? [`${lost.length} messages were not answered: ${lost.slice(0, 5).join('; ')}`] : []),
      ...(shownTwice > 0 ? [`${shownTwice} answers were shown twice beyond ${lostAnswers} whose yes was lost`] : []),
      ...this.receipts.strange.slice(0, 5),
      ...notFlat(
        'heap',
        samples.map(({ heap }) => heap),
      ),
      ...notFlat(
        'memory',
        samples.map(({ all }) => all),
      ),
      ...(samples.length < 2 ? ['memory was not measured'] : []),
      ...(this.output.includes('"level":50') ? [`the service reported: ${this.output.slice(-500)}`] : []),
    ];
    const [heapMb, memoryMb] = [this.memory.map(({ heap }) => mb(heap)), this.memory.map(({ all }) => mb(all))];
    const twiceOver = { shownTwice, unavoidable: twice - shownTwice };
    return { messages: expected, answered, lost: lost.length, ...twiceOver, faults: this.faults, heapMb, memoryMb, problems };
  }
}

/** Samples that are further from the middle one than they may be. */
function notFlat(what: string, samples: readonly number[]): string[] {
  const middle = [...samples].sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0;
  return samples
    .filter((bytes) => Math.abs(bytes / middle - 1) > FLAT)
    .map((bytes) => `${what} ${mb(bytes)} MB, elsewhere ${mb(middle)} MB`);
}

function mb(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
