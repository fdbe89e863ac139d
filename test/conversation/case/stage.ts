import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { renderReply } from '../../../src/assemble.ts';
import { renderText } from '../../../src/channel/terminal/render-text.ts';
import { superviseCases } from '../../../src/conversation/case/supervise-cases.ts';
import type { IncomingMessage } from '../../../src/conversation/incoming-message.ts';
import { presentTurn } from '../../../src/conversation/present-outcome.ts';
import type { Reply } from '../../../src/conversation/reply.ts';
import { type TurnContext, takeTurn } from '../../../src/conversation/take-turn.ts';
import type { Turn } from '../../../src/conversation/turn-store.ts';
import type { CaseKind } from '../../../src/knowledge/office.ts';
import { CODE_DAYS, createCode, type Grant, hashCode } from '../../../src/legal-case/binding.ts';
import type { Client } from '../../../src/legal-case/client.ts';
import { type DeadlinePolicy, policyOf } from '../../../src/legal-case/deadline.ts';
import type { Channel } from '../../../src/legal-case/person.ts';
import type { StoredFile } from '../../../src/legal-case/stored-file.ts';
import { PostgresRegistry } from '../../../src/store/postgres-registry.ts';
import { PostgresTurnStore } from '../../../src/store/postgres-turn-store.ts';
import { PostgresUnitOfWork } from '../../../src/store/postgres-unit.ts';
import { opened } from '../../../src/store/sealed.ts';
import { usccOf } from '../../legal-case/sample-uscc.ts';
import { openDoor } from '../../open-door.ts';
import { openFolder, SMALL_FOLDER, writeFolder } from '../../small-folder.ts';
import { openRow } from '../../store/open-rows.ts';
import { openEmbedded, type TestDatabase } from '../../store/open-stores.ts';

/** Somebody who writes to the bot. */
export interface Actor {
  readonly name: string;
  readonly channel: Channel;
  readonly personId: string;
}

/** What one message brought about: the reply, and what others were told, in order. */
export interface Heard {
  readonly turn: Turn;
  readonly reply: string;
  readonly told: readonly Told[];
}

/** Something somebody else was told, as plain text. */
export interface Told {
  readonly channel: string;
  readonly chatId: string;
  readonly text: string;
}

export const FIRMS = ['甲律师事务所', '乙律师事务所', '丙律师事务所'] as const;

/** Somebody who has never written before. */
export function newcomer(channel: Channel = 'telegram'): Actor {
  const personId = `person-${randomUUID()}`;
  return { name: personId, channel, personId };
}

/** A file that somebody hands in, as the channels pass it on. */
export function fileOf(name: string): StoredFile {
  return { id: randomUUID(), name, form: 'pdf', bytes: 4, sha256: '0'.repeat(64) };
}

/** A stage on which people of several channels talk with the bot, over a real database and a clock of its own. */
export class Stage {
  now = new Date('2026-11-24T01:00:00Z');
  readonly failures: string[] = [];
  private count = 0;
  private lastSeen = 0;
  readonly context: TurnContext;

  private constructor(
    readonly database: TestDatabase,
    readonly units: PostgresUnitOfWork,
    index: TurnContext['index'],
    private readonly removeFolder: () => Promise<void>,
  ) {
    this.context = {
      index,
      store: new PostgresTurnStore(database.db),
      units,
      // Every channel as plain text here, with the commands behind the buttons to be read.
      door: openDoor(),
      model: null,
      render: (_channel, reply: Reply) => renderReply('terminal', reply),
      now: () => this.now,
      onFailure: (_, error) => this.failures.push(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    };
  }

  static async open(open: () => Promise<TestDatabase> = openEmbedded): Promise<Stage> {
    const offices = await readFile(path.resolve('knowledge/机构/承办单位.yaml'), 'utf8');
    const hours = await readFile(path.resolve('knowledge/机构/工作时间.yaml'), 'utf8');
    const folder = await writeFolder({ ...SMALL_FOLDER, '机构/承办单位.yaml': offices, '机构/工作时间.yaml': hours });
    const live = await openFolder(folder.dir);
    const database = await open();
    const stage = new Stage(database, new PostgresUnitOfWork(database.db), () => live.index, folder.remove);
    await new PostgresRegistry(database.db).registerFirms(FIRMS.map((name) => ({ name, capacity: 100 })));
    return stage;
  }

  async close(): Promise<void> {
    await this.database.drop();
    await this.removeFolder();
  }

  /** The time limits of the folder. */
  get policy(): DeadlinePolicy {
    return policyOf(this.context.index().knowledge.rules);
  }

  /** Registers a client with the firm that advises it. */
  async client(serial: number, firm: string | null, more: Partial<Client> = {}): Promise<Client> {
    const client: Client = {
      uscc: usccOf(serial),
      name: `示例${serial}号公司`,
      kind: '企业',
      street: '示例一街道',
      industry: '住宿餐饮',
      phone: null,
      ...more,
    };
    await new PostgresRegistry(this.database.db).registerClients([{ client, firm }], '2026-01-01');
    return client;
  }

  /** A one-time code as staff issue it. */
  async code(grant: Grant): Promise<string> {
    const code = createCode();
    await this.units.transact((unit) =>
      unit.people.issueCode(hashCode(code), grant, null, new Date(this.now.getTime() + CODE_DAYS * 86_400_000)),
    );
    return code;
  }

  /** Makes somebody a member of a desk. */
  async member(actor: Actor, desk: string, role: 'clerk' | 'lead' = 'clerk'): Promise<void> {
    await this.say(actor, await this.code({ kind: 'desk', desk, role }));
  }

  /** Makes somebody a client's representative. */
  async representative(actor: Actor, uscc: string): Promise<void> {
    await this.say(actor, await this.code({ kind: 'client', uscc }));
  }

  /** Somebody writes; what comes of it. */
  async say(actor: Actor, text: string, more: Partial<IncomingMessage> = {}): Promise<Heard> {
    this.count += 1;
    this.now = new Date(this.now.getTime() + 1_000);
    const message: IncomingMessage = {
      channel: actor.channel,
      personId: actor.personId,
      chatId: actor.personId,
      messageId: `m${this.count}`,
      text,
      ...more,
    };
    const turn = await takeTurn(message, this.context);
    return { turn, reply: renderText(presentTurn(turn)), told: await this.letters() };
  }

  /** Opens a case by the whole intake; its number. */
  async openCase(actor: Actor, kind: CaseKind, ...answers: readonly string[]): Promise<string> {
    for (const text of [`办理 ${kind}`, ...answers]) await this.say(actor, text);
    return numberIn((await this.say(actor, '确认提交')).reply);
  }

  /** Every row of every table, a text each, with the table's name before it; what is sealed is opened. */
  async everyRow(): Promise<readonly string[]> {
    const { rows } = await this.database.execute('select tablename from pg_tables where schemaname = current_schema() order by 1');
    const texts: string[] = [];
    for (const { tablename } of rows as { tablename: string }[]) {
      const found = await this.database.execute(`select row_to_json(t) as row from "${tablename}" as t`);
      texts.push(...(found.rows as { row: object }[]).map(({ row }) => `${tablename} ${JSON.stringify(openRow(tablename, row))}`));
    }
    return texts;
  }

  /** The platforms take everything that waits; each message gets a number of its own chat, by which it can be replied to. */
  async deliver(): Promise<void> {
    await this.database.execute(`
      update outbox set external_id = numbered.serial from (
        select id, row_number() over (partition by channel, chat_id order by id)::text as serial from outbox) as numbered
      where outbox.id = numbered.id and external_id is null`);
  }

  /** The clock of the service strikes. */
  async strike(): Promise<readonly Told[]> {
    await superviseCases(this.context, this.units);
    return this.letters();
  }

  /** Everything told since the last look. */
  private async letters(): Promise<readonly Told[]> {
    const rows = await this.database.db
      .selectFrom('outbox')
      .select(['id', 'channel', 'chat_id', 'payload'])
      .where('id', '>', String(this.lastSeen))
      // Cards that are brought up to date are no news.
      .where('updates', '=', false)
      .orderBy('id')
      .execute();
    this.lastSeen = Number(rows.at(-1)?.id ?? this.lastSeen);
    // What was sent already has no content any more.
    const waiting = rows
      .map((row) => ({ ...row, payload: opened('outbox.payload', row.payload) }))
      .filter(({ payload }) => payload !== null);
    return waiting.map((row) => ({ channel: row.channel, chatId: row.chat_id, text: (row.payload as { text: string }).text }));
  }
}

/** The case number in a reply; '' when there is none. */
export function numberIn(text: string): string {
  return /#(20\d{8})/.exec(text)?.[1] ?? '';
}
