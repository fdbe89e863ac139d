import { expect } from 'vitest';
import { renderReply } from '../../../src/assemble.ts';
import { renderText } from '../../../src/channel/terminal/render-text.ts';
import type { IncomingMessage } from '../../../src/conversation/incoming-message.ts';
import { presentTurn } from '../../../src/conversation/present-outcome.ts';
import { takeTurn } from '../../../src/conversation/take-turn.ts';
import type { CaseKind } from '../../../src/knowledge/office.ts';
import type { Channel } from '../../../src/legal-case/person.ts';
import { PostgresOutbox } from '../../../src/store/postgres-outbox.ts';
import { opened } from '../../../src/store/sealed.ts';
import { COORDINATOR, chatOf, type KnownCase, Oracle, type Person } from './relay-oracle.ts';
import { FIRMS, newcomer, type Stage } from './stage.ts';

export const PEOPLE = 200;
export const CASES = 50;
const CHANNELS: readonly Channel[] = ['web', 'telegram', 'terminal'];
const DESKS = [...FIRMS, '值班律师', '法律援助中心', '知识产权综合服务中心'] as const;
const MEMBERS = 5;
const REQUESTERS = 40;
const OTHER_REPRESENTATIVES = 20;
const KINDS: readonly CaseKind[] = ['人工咨询', '法律援助', '知识产权'];

/** One thing somebody writes. */
export interface Line {
  readonly by: Person;
  readonly text: string;
  /** The group it is written in; null alone with the bot. */
  readonly group: string | null;
  readonly more?: Partial<IncomingMessage>;
}

/** A message in the outbox. */
interface Letter {
  readonly id: number;
  readonly chat: string;
  readonly text: string;
  /** Whether it is the reply to who wrote. */
  readonly own: boolean;
}

/** Six desks with leads and groups, the coordinator, requesters with several cases, other representatives, strangers. */
export class RelayWorld {
  readonly people: readonly Person[];
  readonly oracle: Oracle;
  readonly groups = new Map([
    [FIRMS[0] as string, 'group-of-firm'],
    ['值班律师', 'group-on-duty'],
  ]);
  /** Everything that is unique: its serial, and the case it is for; null for words meant for no case. */
  readonly meant = new Map<number, string | null>();
  /** For each chat, the serials it must get, in order; those of one moment in any order. */
  readonly due = new Map<string, number[][]>();
  /** What each chat was sent, with the number by which it can be replied to. */
  readonly sent = new Map<string, Letter[]>();
  /** When each person last wrote something that was answered. */
  readonly spokeAt = new Map<Person, number>();
  private count = 0;
  private serial = 0;
  private lastSeen = 0;
  private readonly waiting = new Map<number, Letter>();
  private readonly outbox: PostgresOutbox;

  constructor(readonly stage: Stage) {
    this.people = Array.from({ length: PEOPLE }, (_, index) => this.create(index));
    this.oracle = new Oracle(this.people, this.groups);
    this.outbox = new PostgresOutbox(stage.database.db);
  }

  private create(index: number): Person {
    const [desk, rank] = [DESKS[Math.floor(index / MEMBERS)] ?? null, index % MEMBERS];
    // Desks with a group are all in the channel that has groups.
    const channel = desk !== null && this.groups.has(desk) ? 'telegram' : (CHANNELS[index % CHANNELS.length] ?? 'web');
    if (desk !== null) return { actor: newcomer(channel), desk, lead: rank === 0 };
    const coordinates = index < DESKS.length * MEMBERS + 2;
    return { actor: newcomer(channel), desk: coordinates ? COORDINATOR : null, lead: coordinates };
  }

  /** Members and representatives are bound by their codes, groups are registered. */
  async settle(): Promise<void> {
    const { stage } = this;
    for (const { actor, desk, lead } of this.people) {
      if (desk !== null) await stage.member(actor, desk, lead ? 'lead' : 'clerk');
      const group = this.groups.get(desk ?? '');
      if (lead && group !== undefined) await stage.say(actor, '本群接案', { chatId: group, group: true });
    }
    for (let serial = 0; serial < REQUESTERS / 2; serial += 1) {
      const { uscc } = await stage.client(serial, FIRMS[serial % FIRMS.length] ?? null, { phone: `137000000${10 + serial}` });
      await stage.representative(this.requesters[serial * 2]?.actor ?? newcomer(), uscc);
      if (serial < OTHER_REPRESENTATIVES) await stage.representative(this.otherRepresentatives[serial]?.actor ?? newcomer(), uscc);
    }
  }

  /** The public, every other one a representative; the last of them works at a desk as well. */
  get requesters(): readonly Person[] {
    const first = DESKS.length * MEMBERS + 2;
    return [...this.people.slice(first, first + REQUESTERS - 1), this.people[DESKS.length * MEMBERS - 1] as Person];
  }

  get otherRepresentatives(): readonly Person[] {
    const first = DESKS.length * MEMBERS + 2 + REQUESTERS;
    return this.people.slice(first, first + OTHER_REPRESENTATIVES);
  }

  get strangers(): readonly Person[] {
    return this.people.slice(DESKS.length * MEMBERS + 2 + REQUESTERS + OTHER_REPRESENTATIVES);
  }

  /** Opens cases until fifty can be worked on; those that ended for good make room. */
  async refill(): Promise<void> {
    const { cases } = this.oracle;
    const over = cases.filter(({ status }) => status === '已撤回' || status === '已办结').length;
    for (let index = cases.length; index < CASES + over; index += 1) {
      const requester = this.requesters[index % REQUESTERS] as Person;
      const kind = KINDS[index % KINDS.length] ?? '人工咨询';
      const number = await this.stage.openCase(requester.actor, kind, `第${index}件事`, ...(kind === '人工咨询' ? [] : ['跳过']));
      expect(number).toMatch(/^20\d{8}$/);
      const { desk } = await this.caseRow(number);
      cases.push({
        number,
        kind,
        requester,
        desk,
        status: '已转办',
        handler: null,
        closedAt: 0,
        answeredOnce: false,
        deskSpokeAt: 0,
        formerDesks: [],
        files: [],
      });
      this.spokeAt.set(requester, this.stage.now.getTime());
    }
    await this.letters();
  }

  /** Words that stand nowhere else; every fifth holds a telephone, which is the writer's own affair. */
  unique(about: KnownCase | null): { readonly serial: number; readonly text: string } {
    this.serial += 1;
    this.meant.set(this.serial, about?.number ?? null);
    return { serial: this.serial, text: `〔${this.serial}〕请看${this.serial % 5 === 0 ? '，电话13912345678' : ''}` };
  }

  /** People write at one moment; their replies, and what everybody else is told. */
  async say(...lines: readonly Line[]): Promise<{ readonly replies: readonly string[]; readonly told: readonly Letter[] }> {
    this.stage.now = new Date(this.stage.now.getTime() + 1_000);
    const replies = await Promise.all(lines.map((line) => this.take(line)));
    const letters = await this.letters();
    for (const [index, line] of lines.entries()) this.checkReply(replies[index] ?? '', line);
    return { replies, told: letters.filter(({ own }) => !own) };
  }

  private async take({ by, text, group, more }: Line): Promise<string> {
    this.count += 1;
    const { channel, personId } = by.actor;
    const message = {
      channel,
      personId,
      chatId: group ?? personId,
      messageId: `w${this.count}`,
      text,
      ...(group === null ? {} : { group: true }),
      ...more,
    };
    const turn = await takeTurn(message, this.stage.context, (made) =>
      renderReply('terminal', presentTurn(made)).map((payload) => ({
        channel,
        chatId: message.chatId,
        payload: { ...(payload as object), own: true },
      })),
    );
    const reply = renderText(presentTurn(turn));
    if (reply !== '') this.spokeAt.set(by, this.stage.now.getTime());
    return reply;
  }

  /** Everything written to the outbox since the last look. */
  async letters(): Promise<readonly Letter[]> {
    const { db } = this.stage.database;
    const rows = await db.selectFrom('outbox').selectAll().where('id', '>', String(this.lastSeen)).orderBy('id').execute();
    this.lastSeen = Number(rows.at(-1)?.id ?? this.lastSeen);
    // A card that is brought up to date holds nobody's words, and is no news.
    for (const { payload } of rows.filter(({ updates }) => updates))
      expect(serialsIn((opened('outbox.payload', payload) as { text: string }).text)).toEqual([]);
    const letters = rows
      .filter(({ updates }) => !updates)
      .map((row) => {
        const { text, own } = opened('outbox.payload', row.payload) as { text: string; own?: boolean };
        return { id: Number(row.id), chat: `${row.channel} ${row.chat_id}`, text, own: own === true };
      });
    for (const letter of letters) {
      this.waiting.set(letter.id, letter);
      expect(letter.text, 'no person, no telephone of ours').not.toMatch(/person-|137000000\d\d/);
      if (!letter.text.includes('13912345678')) expect(letter.text).not.toMatch(/1[3-9]\d{9}/);
    }
    return letters;
  }

  /** A reply holds words of cases alone in which its reader has a part. */
  private checkReply(reply: string, { by, group }: Line): void {
    for (const serial of serialsIn(reply)) {
      const about = this.oracle.cases.find(({ number }) => number === this.meant.get(serial));
      expect(about && this.oracle.sideOf({ about, by, group }), `words ${serial} in the reply to ${by.actor.personId}`).toBeTruthy();
    }
    expect(reply).not.toMatch(/person-|137000000\d\d/);
  }

  /** The platforms take what waits, the oldest of each chat first; each message gets a number of its own there. */
  async deliver(): Promise<void> {
    for (const channel of CHANNELS) {
      for (;;) {
        const items = await this.outbox.claim(channel, 50);
        if (items.length === 0) break;
        expect(new Set(items.map(({ chatId }) => chatId)).size, 'one message of a chat at a time').toBe(items.length);
        for (const { id, chatId } of items) {
          const letter = this.waiting.get(Number(id));
          if (letter === undefined) {
            await this.outbox.markSent({ id }, null);
            continue;
          }
          const sent = this.sent.get(`${channel} ${chatId}`) ?? [];
          await this.outbox.markSent({ id }, String(sent.length));
          this.sent.set(`${channel} ${chatId}`, [...sent, letter]);
          this.waiting.delete(Number(id));
        }
      }
    }
    expect(this.waiting.size).toBe(0);
  }

  /** What each chat was sent is what it had to be sent, in order. */
  checkOrder(): void {
    const chats = new Set([...this.due.keys(), ...this.sent.keys()]);
    for (const chat of chats) {
      const got = (this.sent.get(chat) ?? []).filter(({ own }) => !own).flatMap(({ text }) => serialsIn(text));
      let from = 0;
      for (const together of this.due.get(chat) ?? []) {
        expect(got.slice(from, from + together.length).sort(), `chat ${chat}`).toEqual([...together].sort());
        from += together.length;
      }
      expect(got.slice(from), `chat ${chat} got more than was meant for it`).toEqual([]);
    }
  }

  /** The database has every case as the oracle has it. */
  async checkCases(): Promise<void> {
    for (const { number, status, desk, handler } of this.oracle.cases) {
      const row = await this.caseRow(number);
      const chat = row.handler_chat === null ? null : `${row.handler_channel} ${row.handler_chat}`;
      expect({ number, status: row.status, desk: row.desk, chat }).toEqual({ number, status, desk, chat: handler?.chat ?? null });
    }
  }

  private caseRow(number: string) {
    return this.stage.database.db.selectFrom('legal_case').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
  }
}

/** The serials of unique words in a text. */
export function serialsIn(text: string): number[] {
  return [...text.matchAll(/〔(\d+)〕/g)].map(([, serial]) => Number(serial));
}

/** A chat alone with the bot, or this group. */
export function chatIn(by: Person, group: string | null): string {
  return group === null ? chatOf(by) : `telegram ${group}`;
}
