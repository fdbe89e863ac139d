import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startFakeChat } from './fakes/openai-chat.ts';
import { FakeTelegram } from './fakes/telegram-api.ts';
import { piecesOf, SEPARATED, SUE, YEARS } from './model/model-stage.ts';
import { startCommand } from './scripts/run-command.ts';
import { ARTICLE_1079, ARTICLE_1087, put, SMALL_FOLDER, statute, writeFolder } from './small-folder.ts';

const KILLS = 20;
const FILE = '民法典/婚姻家庭编/第四章离婚.md';
let dir: string;
let remove: () => Promise<void>;
let dataDir: string;
let telegram: FakeTelegram;
const children: ChildProcess[] = [];

beforeEach(async () => {
  ({ dir, remove } = await writeFolder(SMALL_FOLDER));
  dataDir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-data-'));
  telegram = await FakeTelegram.start();
});
afterEach(async () => {
  for (const child of children.splice(0)) await end(child, 'SIGKILL');
  await telegram.stop();
  await remove();
  await rm(dataDir, { recursive: true, force: true });
});

interface Server {
  readonly process: ChildProcess;
  readonly url: string;
  readonly output: () => string;
}

async function startServer(variables: Readonly<Record<string, string>> = {}): Promise<Server> {
  const started = startCommand('src/main.ts', [], { KNOWLEDGE_DIR: dir, DATA_DIR: dataDir, PORT: '0', ...variables });
  children.push(started);
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
      if (match) resolve(match[0]);
    };
    started.stdout?.on('data', read);
    started.stderr?.on('data', read);
    started.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${output}`)));
  });
  return { process: started, url, output: () => output };
}

async function end(process: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (process.exitCode !== null || process.signalCode !== null) return process.exitCode;
  const ended = new Promise<number | null>((resolve) => process.on('exit', resolve));
  process.kill(signal);
  return ended;
}

async function ask(url: string, digit: number, text = '离婚房子怎么分'): Promise<string> {
  const headers = { 'content-type': 'application/json', cookie: `faxiaoer=${'a'.repeat(32)}` };
  const body = JSON.stringify({ id: digit.toString(16).padStart(32, '0'), text });
  const response = await fetch(`${url}/api/messages`, { method: 'POST', headers, body });
  return ((await response.json()) as { html: string }).html;
}

async function countHistory(url: string): Promise<number> {
  const response = await fetch(`${url}/api/history`, { headers: { cookie: `faxiaoer=${'a'.repeat(32)}` } });
  return ((await response.json()) as { items: unknown[] }).items.length;
}

describe('npm start', () => {
  it('serves the web chat, the console and Telegram, logs no words, and stops in order on SIGTERM', async () => {
    const server = await startServer({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot });
    expect(await ask(server.url, 1)).toContain('第1087条');
    const console = await fetch(`${server.url}/console`);
    expect([console.status, await console.text()]).toEqual([403, expect.stringContaining('绑定')]);
    telegram.say(7, '离婚房子怎么分');
    await vi.waitFor(() => expect(telegram.taken).toHaveLength(1), { timeout: 10_000 });
    const started = performance.now();
    expect(await end(server.process, 'SIGTERM')).toBe(0);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(server.output()).not.toContain('离婚房子');
    expect(server.output()).not.toContain(telegram.token);
    telegram.say(7, '分居多久可以起诉离婚');
    await startServer({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot });
    await vi.waitFor(() => expect(telegram.taken).toHaveLength(2), { timeout: 10_000 });
  });

  it('puts the answer where a killed process showed what was being written, and loses nothing else', async () => {
    const chat = await startFakeChat();
    const pieces = piecesOf([SUE, YEARS].map((text) => ({ text, sources: ['S1'] })));
    const settings = {
      ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot },
      ...{ OPENAI_BASE_URL: chat.baseUrl, OPENAI_API_KEY: 'test-key', CHAT_MODEL: 'qwen-test' },
    };
    const shownAs = () => telegram.taken.map(({ messageId, text }) => ({ messageId, text }));
    try {
      chat.replays = [{ kind: 'slowly', pieces: pieces.slice(0, 2), everyMs: 50, end: 'silence' }];
      const first = await startServer(settings);
      telegram.say(7, SEPARATED);
      await vi.waitFor(() => expect(shownAs()).toEqual([{ messageId: 2, text: expect.stringContaining('没写完') }]), { timeout: 30_000 });
      // The number of what is shown is kept a moment after it is shown.
      await new Promise((resolve) => setTimeout(resolve, 500));
      await end(first.process, 'SIGKILL');
      expect(telegram.taken[0]?.text).toContain(SUE);
      chat.replays = [{ kind: 'stream', text: pieces.join('') }];
      await startServer(settings);
      const whole = { messageId: 2, text: expect.stringMatching(new RegExp(`^${SUE}${YEARS}[^]*第1079条`)) };
      await vi.waitFor(() => expect(shownAs()).toEqual([whole]), { timeout: 30_000 });
      telegram.say(7, '离婚房子怎么分');
      await vi.waitFor(() => expect(shownAs()).toEqual([whole, { messageId: 4, text: expect.any(String) }]), { timeout: 30_000 });
    } finally {
      await chat.stop();
    }
  });

  it('refuses a data folder in use, in one line', async () => {
    await startServer();
    await expect(startServer()).rejects.toThrow(/ended with 1: data folder .* is in use by process \d+/);
  });

  it('makes a key at its first start, and refuses in one line to start without it, naming no secret', async () => {
    const first = await startServer();
    await ask(first.url, 1, '离婚房子怎么分');
    await end(first.process, 'SIGTERM');
    const file = path.join(dataDir, 'message.key');
    const key = await readFile(file, 'utf8');
    await rm(file);
    const other = Buffer.alloc(32, 'k').toString('base64');
    await expect(startServer({ MESSAGE_KEYS: other })).rejects.toThrow(/ended with 1: 缺少密钥 [0-9a-f]{8}，[^\n]*MESSAGE_KEYS[^\n]*\n$/);
    const again = await startServer({ MESSAGE_KEYS: `${other},${key}` });
    expect(await countHistory(again.url)).toBe(1);
  });

  it('says in one line that another program has the port, and lets the data folder go', async () => {
    const { url } = await startServer();
    const other = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-data-'));
    const { port } = new URL(url);
    await expect(startServer({ PORT: port, DATA_DIR: other })).rejects.toThrow(
      new RegExp(`\\ncannot listen on 127.0.0.1:${port} \\(EADDRINUSE\\)[^\\n]*\\n$`),
    );
    expect(await readdir(other)).not.toContain('lock');
    await rm(other, { recursive: true, force: true });
  });

  it(`serves after each of ${KILLS} kills while a file is being indexed, and keeps every turn`, { timeout: 300_000 }, async () => {
    for (let round = 0; round < KILLS; round += 1) {
      const server = await startServer();
      expect(await ask(server.url, round)).toContain('第1087条');
      await put(dir, FILE, statute(ARTICLE_1079.replace('满2年', `满${round + 3}年`), ARTICLE_1087));
      await new Promise((resolve) => setTimeout(resolve, 100 + round * 15));
      await end(server.process, 'SIGKILL');
    }
    const server = await startServer();
    expect(await countHistory(server.url)).toBe(KILLS);
    expect(await ask(server.url, KILLS, '民法典第1079条')).toContain(`满${KILLS + 2}年`);
  });
});
