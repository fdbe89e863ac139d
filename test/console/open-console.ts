import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { serve } from '@hono/node-server';
import pino from 'pino';
import { assembleBudget, assembleConsole, assembleTurns } from '../../src/assemble.ts';
import { createWebApp } from '../../src/channel/web/web-app.ts';
import { readConfig } from '../../src/config.ts';
import { createConsole } from '../../src/console/console-app.ts';
import { CODE_DAYS, createCode, type Grant, hashCode } from '../../src/legal-case/binding.ts';
import { DiskFiles } from '../../src/store/disk-files.ts';
import { PostgresMailbox } from '../../src/store/postgres-mailbox.ts';
import { PostgresRegistry } from '../../src/store/postgres-registry.ts';
import { PostgresTurnStore } from '../../src/store/postgres-turn-store.ts';
import { PostgresUnitOfWork } from '../../src/store/postgres-unit.ts';
import { startFakeChat } from '../fakes/openai-chat.ts';
import { openFolder, SMALL_FOLDER, writeFolder } from '../small-folder.ts';
import { openEmbedded } from '../store/open-stores.ts';

export const COORDINATOR = '法律服务协调岗';
export const FIRM = '甲律师事务所';

/** Somebody with a browser: the cookie that the chat gave them. */
export interface Visitor {
  readonly cookie: string;
}

/**
 * The service as `main.ts` joins it, on a port of its own, with the small folder, the project's offices and a model on a fake
 * endpoint. Everything is done over HTTP; only codes are issued behind it, as the command does.
 */
export async function openConsole() {
  const office = (name: string) => readFile(path.resolve('knowledge/机构', name), 'utf8');
  const folder = await writeFolder({
    ...SMALL_FOLDER,
    '机构/承办单位.yaml': await office('承办单位.yaml'),
    '机构/工作时间.yaml': await office('工作时间.yaml'),
  });
  const live = await openFolder(folder.dir, { now: () => new Date() });
  const watching = live.watch(() => {});
  const database = await openEmbedded();
  const chat = await startFakeChat();
  const config = readConfig({
    KNOWLEDGE_DIR: folder.dir,
    DATA_DIR: database.dataDir,
    OPENAI_BASE_URL: chat.baseUrl,
    OPENAI_API_KEY: 'test-key',
    CHAT_MODEL: 'qwen-test',
    CHAT_PRICES: '1,2',
  });
  const log = pino({ level: 'silent' });
  const units = new PostgresUnitOfWork(database.db);
  const budget = assembleBudget(config);
  const turns = assembleTurns(config, live, new PostgresTurnStore(database.db), units, log, budget);
  const app = createWebApp(turns, { mailbox: new PostgresMailbox(database.db), files: new DiskFiles(config.filesDir, database.keys) });
  app.route('/console', createConsole(assembleConsole(config, live, database, budget, log)));
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new PostgresRegistry(database.db).registerFirms([{ name: FIRM, capacity: 10 }]);

  /** Somebody opens the chat for the first time. */
  async function visit(): Promise<Visitor> {
    const cookie = (await fetch(url)).headers.get('set-cookie') ?? '';
    return { cookie: cookie.slice(0, cookie.indexOf(';')) };
  }

  /** What somebody says in the chat; the reply as HTML. */
  async function say({ cookie }: Visitor, text: string): Promise<string> {
    const body = JSON.stringify({ id: randomUUID().replaceAll('-', ''), text });
    const response = await fetch(`${url}/api/messages`, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body });
    return ((await response.json()) as { html: string }).html;
  }

  /** A new visitor who sends the code of this grant. */
  async function member(grant: Grant): Promise<Visitor> {
    const visitor = await visit();
    const code = createCode();
    const expires = new Date(Date.now() + CODE_DAYS * 86_400_000);
    await units.transact((unit) => unit.people.issueCode(hashCode(code), grant, null, expires));
    await say(visitor, code);
    return visitor;
  }

  async function close(): Promise<void> {
    await new Promise((resolve) => server.close(resolve));
    await chat.stop();
    await watching.close();
    await database.drop();
    await folder.remove();
  }

  return {
    url,
    dir: folder.dir,
    db: database.db,
    chat,
    visit,
    say,
    member,
    get: (visitor: Visitor, address: string, headers: Readonly<Record<string, string>> = {}) =>
      fetch(`${url}/console${address}`, { headers: { ...visitor, ...headers } }),
    /** Sends a form as a browser does from the console's own page, unless the headers say otherwise. */
    send: (
      visitor: Visitor,
      address: string,
      fields: Readonly<Record<string, string>>,
      headers: Readonly<Record<string, string>> = { 'sec-fetch-site': 'same-origin' },
    ) => fetch(`${url}/console${address}`, { method: 'POST', headers: { ...visitor, ...headers }, body: new URLSearchParams(fields) }),
    close,
  };
}

export type OpenConsole = Awaited<ReturnType<typeof openConsole>>;
