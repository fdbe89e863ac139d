import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Pool } from 'pg';
import { createCode, type Grant, hashCode } from '../../src/legal-case/binding.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { PostgresRegistry } from '../../src/store/postgres-registry.ts';
import { PostgresUnitOfWork } from '../../src/store/postgres-unit.ts';
import { opened } from '../../src/store/sealed.ts';
import { FakeTelegram } from '../fakes/telegram-api.ts';
import { usccOf } from '../legal-case/sample-uscc.ts';
import { SMALL_FOLDER, writeFolder } from '../small-folder.ts';
import { MESSAGE_KEYS, TEST_KEYS } from '../store/test-keys.ts';
import { Replica } from './replica.ts';
import { WebPerson } from './web-person.ts';

export interface StormOptions {
  readonly databaseUrl: string;
  readonly people: number;
  readonly cases: number;
  /** One of the two servers is killed this often, in milliseconds. */
  readonly killEveryMs: number;
  readonly onProgress: (opened: number) => void;
}

/** What was found when all was quiet again. */
export interface StormReport {
  readonly opened: number;
  readonly kills: number;
  readonly seconds: number;
  /** How long each message of a person took until it was answered, outages included, in milliseconds. */
  readonly answerMs: readonly number[];
  /** Wrong things, each in words; [] is what is wanted. */
  readonly problems: readonly string[];
  /** Cards that the platform got more than once. */
  readonly cardsTwice: number;
}

/** The firm whose lawyers are in Telegram; it advises one client in twenty. The others are in the web chat. */
const TELEGRAM_FIRM = '甲律师事务所';
const WEB_FIRMS = ['乙律师事务所', '丙律师事务所'] as const;
const LAWYER = 7_000_001;
const QUIET_MS = 120_000;

/**
 * Many people open cases at once through two servers on one PostgreSQL, one of which is killed every few seconds; lawyers
 * accept and answer, in Telegram and in the web chat. Then everything is counted.
 */
export async function runStorm(options: StormOptions): Promise<StormReport> {
  const schema = `storm_${randomUUID().replaceAll('-', '')}`;
  const admin = new Pool({ connectionString: options.databaseUrl, max: 1 });
  await admin.query(`create schema ${schema}`);
  const database = await openDatabase({ url: options.databaseUrl, schema }, TEST_KEYS);
  const telegram = await FakeTelegram.start();
  const offices = await readFile(path.resolve('knowledge/机构/承办单位.yaml'), 'utf8');
  const folder = await writeFolder({ ...SMALL_FOLDER, '机构/承办单位.yaml': offices });
  const dataDir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-storm-'));
  const url = `${options.databaseUrl}${options.databaseUrl.includes('?') ? '&' : '?'}options=${encodeURIComponent(`-c search_path=${schema}`)}`;
  const replicas = ['a', 'b'].map(
    (name) =>
      new Replica({
        DATABASE_URL: url,
        MESSAGE_KEYS,
        KNOWLEDGE_DIR: folder.dir,
        DATA_DIR: path.join(dataDir, name),
        FILES_DIR: path.join(dataDir, 'files'),
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.apiRoot,
        PERSON_PER_MINUTE: '1000000',
        GROUP_PER_MINUTE: '1000000',
        MESSAGES_PER_SECOND: '1000000',
      }),
  );
  try {
    await Promise.all(replicas.map((replica) => replica.start()));
    return await new Storm(options, database, telegram, replicas).run();
  } finally {
    await Promise.all(replicas.map((replica) => replica.end('SIGKILL')));
    await telegram.stop();
    await database.close();
    await admin.query(`drop schema if exists ${schema} cascade`);
    await admin.query(`drop schema if exists ${schema}_jobs cascade`);
    await admin.end();
    await folder.remove();
    await rm(dataDir, { recursive: true, force: true });
  }
}

class Storm {
  private readonly answerMs: number[] = [];
  private readonly people: WebPerson[];
  private readonly lawyers: WebPerson[];
  private opened = 0;
  private kills = 0;
  private over = false;

  constructor(
    private readonly options: StormOptions,
    private readonly database: Database,
    private readonly telegram: FakeTelegram,
    private readonly replicas: readonly Replica[],
  ) {
    const person = (name: string, onAnswered: (ms: number) => void) => new WebPerson(name, replicas, onAnswered);
    this.people = Array.from({ length: options.people }, (_, index) => person(`person ${index}`, (ms) => this.answerMs.push(ms)));
    this.lawyers = WEB_FIRMS.map((firm) => person(firm, () => {}));
  }

  async run(): Promise<StormReport> {
    await this.register();
    const started = performance.now();
    const killing = this.kill();
    const lawyers = [...this.lawyers.map((lawyer) => this.answerOnWeb(lawyer)), this.answerInTelegram()];
    await Promise.all(this.people.map((person, index) => this.open(person, index)));
    const seconds = (performance.now() - started) / 1000;
    await this.quiet();
    this.over = true;
    await Promise.all([killing, ...lawyers]);
    for (const person of this.people) await person.fetchLetters();
    const { problems, cardsTwice } = await this.count();
    return { opened: this.opened, kills: this.kills, seconds, answerMs: this.answerMs, problems, cardsTwice };
  }

  /** Clients with their firms, and everybody bound by a code of their own. */
  private async register(): Promise<void> {
    const registry = new PostgresRegistry(this.database.db);
    await registry.registerFirms([TELEGRAM_FIRM, ...WEB_FIRMS].map((name) => ({ name, capacity: 1 })));
    const clients = this.people.map((_, index) => ({
      client: {
        uscc: usccOf(index),
        name: `示例${index}号公司`,
        kind: '企业' as const,
        street: '示例一街道',
        industry: '住宿餐饮',
        phone: null,
      },
      firm: index % 20 === 0 ? TELEGRAM_FIRM : (WEB_FIRMS[index % WEB_FIRMS.length] ?? TELEGRAM_FIRM),
    }));
    await registry.registerClients(clients, '2026-01-01');
    for (const [index, lawyer] of this.lawyers.entries()) {
      await lawyer.say(await this.code({ kind: 'desk', desk: WEB_FIRMS[index] ?? '', role: 'clerk' }));
    }
    this.telegram.say(LAWYER, await this.code({ kind: 'desk', desk: TELEGRAM_FIRM, role: 'clerk' }));
    for (const [index, person] of this.people.entries()) await person.say(await this.code({ kind: 'client', uscc: usccOf(index) }));
    this.answerMs.length = 0;
  }

  private async code(grant: Grant): Promise<string> {
    const code = createCode();
    const expires = new Date(Date.now() + 86_400_000);
    await new PostgresUnitOfWork(this.database.db).transact((unit) => unit.people.issueCode(hashCode(code), grant, null, expires));
    return code;
  }

  /** One person's cases, one after the other; each matter is said once in all the storm. */
  private async open(person: WebPerson, index: number): Promise<void> {
    const { cases, people } = this.options;
    const mine = Math.floor(cases / people) + (index < cases % people ? 1 : 0);
    for (let count = 0; count < mine; count += 1) {
      await person.say('办理 法律顾问咨询');
      await person.say(`事-${index}-${count}-完`);
      await person.say('跳过');
      const html = await person.say('确认提交');
      if (/#20\d{8}/.test(html)) this.opened += 1;
      this.options.onProgress(this.opened);
      await person.fetchLetters();
    }
  }

  private async kill(): Promise<void> {
    for (let turn = 0; !this.over; turn += 1) {
      await pause(this.options.killEveryMs);
      const replica = this.replicas[turn % this.replicas.length];
      if (this.over || !replica) return;
      await replica.end('SIGKILL');
      this.kills += 1;
      await replica.start();
    }
  }

  private async answerOnWeb(lawyer: WebPerson): Promise<void> {
    while (!this.over) {
      const cards = (await lawyer.fetchLetters()).flatMap(readCard);
      for (const { number, matter } of cards) {
        await lawyer.say(`受理 #${number}`);
        await lawyer.say(`#${number} 答-${matter}`);
      }
      if (cards.length === 0) await pause(100);
    }
  }

  private async answerInTelegram(): Promise<void> {
    const seen = new Set<string>();
    for (let next = 0; !this.over; ) {
      const fresh = this.telegram.taken.slice(next);
      next += fresh.length;
      for (const { number, matter, accept } of fresh.flatMap(({ text, buttons }) =>
        readCard(text).map((card) => ({ ...card, accept: buttons.find((button) => button.text === '受理') })),
      )) {
        if (seen.has(number) || !accept) continue;
        seen.add(number);
        this.telegram.tap(LAWYER, accept.callback_data);
        this.telegram.say(LAWYER, `#${number} 答-${matter}`);
      }
      if (fresh.length === 0) await pause(100);
    }
  }

  /** Until every case is in hand and nothing waits to be sent in Telegram. */
  private async quiet(): Promise<void> {
    for (const started = performance.now(); performance.now() - started < QUIET_MS + this.options.cases * 20; await pause(500)) {
      const { rows } = await this.database.execute(
        "select (select count(*) from legal_case where status <> '办理中') + (select count(*) from outbox where channel = 'telegram' and sent_at is null) as open",
      );
      if (Number((rows[0] as { open: string }).open) === 0) return;
    }
  }

  private async count(): Promise<{ problems: string[]; cardsTwice: number }> {
    const problems: string[] = [];
    const expect = (what: string, found: unknown, wanted: unknown) => {
      if (found !== wanted) problems.push(`${what}: ${String(found)}, not ${String(wanted)}`);
    };
    const number = async (sql: string) => Number(((await this.database.execute(sql)).rows[0] as { n: string }).n);
    const { cases } = this.options;
    expect('cases answered to people', this.opened, cases);
    expect('cases kept', await number('select count(*) as n from legal_case'), cases);
    const { db } = this.database;
    const asked = (await db.selectFrom('legal_case').select('answers').execute()).map(({ answers }) =>
      opened('legal_case.answers', answers),
    );
    expect('different matters', new Set(asked.map(({ matter }) => matter)).size, cases);
    expect(
      'cases that were routed once',
      await number(
        "select count(*) as n from (select case_id from case_event where action = 'route' group by 1 having count(*) = 1) as once",
      ),
      cases,
    );
    expect(
      'cases with the desk of their client’s firm',
      await number('select count(*) as n from legal_case join engagement on engagement.uscc = legal_case.uscc and firm = desk'),
      cases,
    );
    expect('cases in hand', await number("select count(*) as n from legal_case where status = '办理中'"), cases);
    expect('answers kept', await number("select count(*) as n from case_message where side = 'desk'"), cases);
    const said = (await db.selectFrom('case_message').select('text').execute()).map(({ text }) => opened('case_message.text', text));
    expect('answers kept twice', said.length - new Set(said).size, 0);
    expect('Telegram updates left over', await number('select count(*) as n from inbound where done_at is null'), 0);
    expect('messages given up', await number('select count(*) as n from outbox where gave_up_at is not null'), 0);
    for (const [index, person] of this.people.entries()) {
      const answers = person.letters.flatMap((html) => /答-事-(\d+)-(\d+)-完/.exec(html)?.slice(1, 3) ?? []);
      const owners = answers.filter((_, place) => place % 2 === 0);
      if (owners.some((owner) => owner !== String(index))) problems.push(`person ${index} got another’s answer`);
      const mine = Math.floor(cases / this.people.length) + (index < cases % this.people.length ? 1 : 0);
      if (owners.length !== mine) problems.push(`person ${index} got ${owners.length} answers, not ${mine}`);
    }
    // A card that was accepted has been brought up to date since.
    const cards = this.telegram.taken.flatMap(({ text }) => /^(?:新案件 #|#)(20\d{8,}) (?:· )?法律顾问咨询/.exec(text)?.[1] ?? []);
    expect('cards in Telegram', new Set(cards).size, await number(`select count(*) as n from legal_case where desk = '${TELEGRAM_FIRM}'`));
    const cardsTwice = cards.length - new Set(cards).size;
    // What was between the platform's yes and our record of it when a process was killed: at most what one process sends at once.
    if (cardsTwice > this.kills * 60) problems.push(`${cardsTwice} cards came twice after ${this.kills} kills`);
    return { problems: problems.slice(0, 20), cardsTwice };
  }
}

function readCard(text: string): { number: string; matter: string }[] {
  const [, number] = /新案件 #(20\d{8,})/.exec(text) ?? [];
  const [matter] = /事-\d+-\d+-完/.exec(text) ?? [];
  return number === undefined || matter === undefined ? [] : [{ number, matter }];
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
