import { expect } from 'vitest';
import { CASE_WORDING as WORDS } from '../../../src/conversation/case/case-wording.ts';
import { superviseCases } from '../../../src/conversation/case/supervise-cases.ts';
import { COORDINATOR, chatOf, type Doing, type KnownCase, type Person } from './relay-oracle.ts';
import { chatIn, type Line, type RelayWorld, serialsIn } from './relay-world.ts';
import { FIRMS, fileOf } from './stage.ts';

const MINUTE_MS = 60_000;
const WAITS_MS = [1, 29, 31, 300, 16 * 24 * 60].map((minutes) => minutes * MINUTE_MS);
/** Silence after which pressing 回复 counts no more. */
const TOO_LONG_MS = 31 * MINUTE_MS;
/** How a case begins that comes to a desk. */
const CARD = /^(?:新案件|转来的案件|待协调) #/;
/** The part of the deeds that is done by whom it befits; the others are done by just anybody. */
const FITTING_PER_CENT = 65;

/** Where a case must stand for a deed to be more than refused; the fitting part of the deeds looks for such a case. */
const FITTING_STATUS: Readonly<Partial<Record<Deed, readonly string[]>>> = {
  accept: ['已转办'],
  race: ['已转办'],
  acceptWhileWriting: ['已转办'],
  askBack: ['已受理', '办理中'],
  answer: ['办理中'],
  confirm: ['已答复'],
  transfer: ['已转办', '已受理', '办理中', '退回补正'],
  plain: ['办理中', '已答复'],
};
/** Every third deed is about any case, the others about the latest few, so that much happens to each of them. */
const LATEST = 10;

/** Deeds, with how often each comes. */
export const DEEDS = {
  accept: 7,
  number: 9,
  inline: 3,
  press: 6,
  replyTo: 6,
  plain: 3,
  edit: 4,
  askBack: 3,
  answer: 4,
  confirm: 4,
  withdraw: 1,
  transfer: 3,
  recuse: 2,
  race: 5,
  acceptWhileWriting: 4,
  atOnce: 3,
  view: 2,
  wait: 2,
  strike: 1,
  deliver: 6,
} as const;
export type Deed = keyof typeof DEEDS;

/** What fast-check makes up; the numbers pick case, person, place and form among those there are. */
export interface Operation {
  readonly deed: Deed;
  readonly about: number;
  readonly role: number;
  readonly place: number;
  readonly salt: number;
}

/** Does operations on the world, and holds each against the oracle at once. */
export class RelayPlay {
  /** How often each deed was done and not refused. */
  readonly done = new Map<Deed, number>();
  private readonly relayed: { by: Person; group: string | null; about: KnownCase; sourceId: string }[] = [];

  constructor(private readonly world: RelayWorld) {}

  async perform(operation: Operation): Promise<void> {
    const about = this.which(operation);
    const by = this.who(operation, about);
    const group = this.where(operation, by);
    if (await this[operation.deed]({ ...operation, about, by, group }))
      this.done.set(operation.deed, (this.done.get(operation.deed) ?? 0) + 1);
  }

  private which({ deed, about, role, salt }: Operation): KnownCase {
    const { cases } = this.world.oracle;
    const fitting = role < FITTING_PER_CENT ? cases.filter(({ status }) => FITTING_STATUS[deed]?.includes(status) ?? false) : [];
    const pool = fitting.length > 0 ? fitting : cases;
    return pool[pool.length - 1 - (about % (salt % 3 === 0 ? pool.length : Math.min(LATEST, pool.length)))] as KnownCase;
  }

  private who({ deed, role, salt }: Operation, about: KnownCase): Person {
    const { people, otherRepresentatives, strangers } = this.world;
    const pick = (persons: readonly Person[]) => persons[salt % persons.length];
    const members = people.filter(({ desk }) => desk === about.desk);
    const handler = about.handler?.person;
    const requesters = ['confirm', 'withdraw', 'plain'].includes(deed);
    const either = ['number', 'inline', 'press', 'replyTo', 'view'].includes(deed) && salt % 2 === 0;
    if (role < FITTING_PER_CENT) return requesters || either ? about.requester : (handler ?? pick(members) ?? about.requester);
    const anybody = [
      about.requester,
      handler,
      pick(members),
      members.find(({ lead }) => lead),
      pick(people.filter(({ desk }) => desk === COORDINATOR)),
      pick(people.filter(({ desk }) => desk !== null && desk !== about.desk)),
      pick(people.filter(({ desk }) => desk !== null && about.formerDesks.includes(desk))),
      pick(otherRepresentatives),
      pick(strangers),
    ];
    return anybody[role % anybody.length] ?? (pick(strangers) as Person);
  }

  /** Members of a desk with a group write there now and then; anybody may write in a group of others. */
  private where({ place }: Operation, { actor, desk }: Person): string | null {
    if (actor.channel !== 'telegram') return null;
    if (place === 9) return 'group-of-nobody';
    if (place === 8) return 'group-of-firm';
    return place < 4 ? (this.world.groups.get(desk ?? '') ?? null) : null;
  }

  private doing({ about, by, group }: Given): Doing {
    return { about, by, group, now: this.world.stage.now.getTime() };
  }

  /** Exactly these chats are told, once each; every message holds the words, if there are any, a card the case's files, and no more. */
  private check(
    told: readonly { chat: string; text: string }[],
    chats: readonly string[] | null,
    serial: number | null,
    files: readonly number[] = [],
  ): boolean {
    expect(told.map(({ chat }) => chat).sort()).toEqual([...(chats ?? [])].sort());
    for (const { chat, text } of told) {
      const serials = CARD.test(text) ? [...files] : serial === null ? [] : [serial];
      expect(serialsIn(text), text).toEqual(serials);
      for (const one of serials) this.owe(chat, [one]);
    }
    return chats !== null;
  }

  private owe(chat: string, serials: number[]): void {
    this.world.due.set(chat, [...(this.world.due.get(chat) ?? []), serials]);
  }

  /** Words to a case, as this line writes them, held against the oracle. */
  private async relay(given: Given, text: (words: string) => string, more: Line['more'] = {}, counts = true): Promise<boolean> {
    const { serial, text: words } = this.world.unique(given.about);
    const sourceId = `s${serial}`;
    const { told } = await this.world.say({ ...given, text: text(words), more: { sourceId, ...more } });
    const chats = counts ? this.world.oracle.words(this.doing(given)) : null;
    if (chats !== null) this.relayed.push({ by: given.by, group: given.group, about: given.about, sourceId });
    return this.check(told, chats, serial);
  }

  private async number(given: Given): Promise<boolean> {
    const { about, salt } = given;
    if (salt % 5 !== 0) return this.relay(given, (words) => `#${about.number} ${words}`);
    const { serial } = this.world.unique(about);
    const file = fileOf(`材料〔${serial}〕.pdf`);
    const { told } = await this.world.say({ ...given, text: `#${about.number} 见附件`, more: { file } });
    return this.checkFile(told, given, serial);
  }

  private inline(given: Given): Promise<boolean> {
    return this.relay(given, (words) => `回复 #${given.about.number} ${words}`);
  }

  private async press(given: Given): Promise<boolean> {
    const { stage, oracle } = this.world;
    const pressed = await this.world.say({ ...given, text: `回复 #${given.about.number}` });
    this.check(pressed.told, null, null);
    const late = given.salt % 11 === 0;
    if (late) stage.now = new Date(stage.now.getTime() + TOO_LONG_MS);
    const expected = oracle.sideOf(given) !== null && given.group === null && !late;
    if (given.salt % 7 !== 0 || !expected) return this.relay(given, (words) => words, {}, expected);
    const { serial } = this.world.unique(given.about);
    const { told } = await this.world.say({ ...given, text: '', more: { file: fileOf(`材料〔${serial}〕.pdf`) } });
    return this.checkFile(told, given, serial);
  }

  /** A file that reached somebody belongs to the case from then on. */
  private checkFile(told: readonly { chat: string; text: string }[], given: Given, serial: number): boolean {
    const chats = this.world.oracle.words(this.doing(given));
    if (chats !== null) given.about.files.push(serial);
    return this.check(told, chats, serial);
  }

  /** Replies to a message that the bot sent to this chat; the number in it says which case it was about. */
  private async replyTo(given: Given): Promise<boolean> {
    const { by, group, salt } = given;
    const sent = (this.world.sent.get(chatIn(by, group)) ?? []).map(({ text }, index) => ({ index, number: /#(20\d{8})/.exec(text)?.[1] }));
    const about = sent.filter(({ number }) => number !== undefined);
    const chosen = about[salt % Math.max(1, about.length)];
    const found = this.world.oracle.cases.find(({ number }) => number === chosen?.number);
    if (chosen === undefined || found === undefined) return false;
    return this.relay({ ...given, about: found }, (words) => words, { replyTo: String(chosen.index) });
  }

  /** Words that name no case: they reach nobody, or, when the bot asks and the person says yes, the case it asked about. */
  private async plain(given: Given): Promise<boolean> {
    const { oracle, spokeAt } = this.world;
    const by = given.by;
    const since = spokeAt.get(by) ?? Number.POSITIVE_INFINITY;
    const open = oracle.cases.filter(({ requester, status }) => requester === by && status !== '已办结' && status !== '已撤回');
    const { serial, text } = this.world.unique(null);
    const asked = await this.world.say({ by, group: null, text });
    this.check(asked.told, null, null);
    const number = /^这句话是要转给 #(\d+)/.exec(asked.replies[0] ?? '')?.[1];
    if (open.some(({ deskSpokeAt }) => deskSpokeAt > since)) expect(number).toBeDefined();
    if (number === undefined) return false;
    const about = open.find((one) => one.number === number) as KnownCase;
    expect(about, 'asked about a case of his own').toBeDefined();
    this.world.meant.set(serial, number);
    const { told } = await this.world.say({ by, group: null, text: `转交 #${number}` });
    return this.check(told, oracle.words(this.doing({ ...given, about, by, group: null })), serial);
  }

  private async edit(given: Given): Promise<boolean> {
    const chosen = this.relayed[given.salt % Math.max(1, this.relayed.length)];
    if (chosen === undefined) return false;
    const { about, sourceId } = chosen;
    const { serial, text: words } = this.world.unique(about);
    const text = given.salt % 2 === 0 ? words : `#${about.number} ${words}`;
    const { told } = await this.world.say({ ...chosen, text, more: { edited: true, sourceId } });
    for (const letter of told) expect(letter.text).toContain(WORDS.corrected);
    // Nothing is mended in a case that is over.
    const over = about.status === '已办结' || about.status === '已撤回';
    return this.check(told, over ? null : this.world.oracle.words(this.doing({ ...given, ...chosen })), serial);
  }

  private async askBack(given: Given): Promise<boolean> {
    const { serial, text } = this.world.unique(given.about);
    const { told } = await this.world.say({ ...given, text: `退回 #${given.about.number} ${text}` });
    return this.check(told, this.world.oracle.askBack(this.doing(given)), serial);
  }

  private accept(given: Given): Promise<boolean> {
    return this.simply(given, '受理', (doing) => this.world.oracle.accept(doing));
  }

  private answer(given: Given): Promise<boolean> {
    return this.simply(given, '办结', (doing) => this.world.oracle.answer(doing));
  }

  private confirm(given: Given): Promise<boolean> {
    return this.simply(given, '确认办结', (doing) => this.world.oracle.confirm(doing));
  }

  private withdraw(given: Given): Promise<boolean> {
    return this.simply(given, '撤回', (doing) => this.world.oracle.withdraw(doing));
  }

  private view(given: Given): Promise<boolean> {
    return this.simply(given, '查看', () => null);
  }

  private async simply(given: Given, verb: string, expected: (doing: Doing) => string[] | null): Promise<boolean> {
    const { told } = await this.world.say({ ...given, text: `${verb} #${given.about.number}` });
    return this.check(told, expected(this.doing(given)), null);
  }

  private async transfer(given: Given): Promise<boolean> {
    const targets = [COORDINATOR, '值班律师', '法律援助中心', '知识产权综合服务中心', ...FIRMS, '没有这个单位'];
    const target = targets[given.salt % targets.length] ?? COORDINATOR;
    const { told } = await this.world.say({ ...given, text: `转派 #${given.about.number} ${target}` });
    return this.check(told, this.world.oracle.transfer(this.doing(given), target), null, given.about.files);
  }

  private async recuse(given: Given): Promise<boolean> {
    const { oracle } = this.world;
    const { told } = await this.world.say({ ...given, text: `回避 #${given.about.number} 有关系` });
    const candidates = oracle.recuse(this.doing(given));
    if (candidates === null) return this.check(told, null, null);
    const chats = told.map(({ chat }) => chat).sort();
    const expected = (desk: string) => [...oracle.chatsOf(desk), chatOf(given.about.requester)].sort();
    const desk = candidates.find((candidate) => expected(candidate).join() === chats.join()) ?? '';
    expect(desk, `one of ${candidates.join('、')} is told: ${chats.join('、')}`).not.toBe('');
    return this.check(told, oracle.moved(given.about, desk), null, given.about.files);
  }

  /** Two members press 受理 at one moment, each where he likes: one has it, the other is told so. */
  private async race(given: Given): Promise<boolean> {
    const { about, salt } = given;
    const members = this.world.people.filter(({ desk }) => desk === about.desk);
    const pair = [members[salt % members.length], members[(salt + 1) % members.length]] as Person[];
    const group = this.world.groups.get(about.desk) ?? null;
    const lines = pair.map((by, index) => ({ by, group: salt % (2 + index) === 0 ? group : null, text: `受理 #${about.number}` }));
    const open = about.status === '已转办' && pair.every((by) => by !== about.requester);
    const { replies, told } = await this.world.say(...lines);
    const winner = replies.findIndex((reply) => reply.startsWith(WORDS.youAccepted(about.number)));
    if (!open && winner === -1) return this.check(told, null, null);
    const line = lines[winner] as Line;
    expect(line, 'somebody must have it').toBeDefined();
    this.check(told, this.world.oracle.accept(this.doing({ ...given, ...line })), null);
    if (open) expect(replies[1 - winner]).toBe(WORDS.alreadyAccepted(about.number));
    return true;
  }

  /** The requester writes while a member presses 受理: the member has the words, from the desk's chats or with the acceptance. */
  private async acceptWhileWriting(given: Given): Promise<boolean> {
    const { about } = given;
    const by = this.world.people.findLast(({ desk }) => desk === about.desk) as Person;
    if (about.status !== '已转办' || by === about.requester) return false;
    const { serial, text } = this.world.unique(about);
    const writes = { by: about.requester, group: null, text: `#${about.number} ${text}` };
    const { replies, told } = await this.world.say({ by, group: null, text: `受理 #${about.number}` }, writes);
    const desk = this.world.oracle.chatsOf(about.desk);
    const accepted = this.world.oracle.accept(this.doing({ ...given, by, group: null }));
    const heard = told.filter((letter) => serialsIn(letter.text).length > 0);
    this.check(
      told.filter((letter) => !heard.includes(letter)),
      accepted,
      null,
    );
    const toDesk = heard.length !== 1 || heard[0]?.chat !== chatOf(by);
    if (toDesk) expect(serialsIn(replies[0] ?? '')).toContain(serial);
    return this.check(heard, toDesk ? desk : [chatOf(by)], serial);
  }

  /** Words to three cases at one moment. */
  private async atOnce(given: Given): Promise<boolean> {
    const { oracle } = this.world;
    const cases = new Set([0, 7, 13].map((step) => oracle.cases[(given.salt + step) % oracle.cases.length] as KnownCase));
    const lines = [...cases].map((about, index) => {
      const by = index === 0 || about.handler === null ? about.requester : about.handler.person;
      return { about, by, group: null, ...this.world.unique(about) };
    });
    const { told } = await this.world.say(...lines.map((line) => ({ ...line, text: `#${line.about.number} ${line.text}` })));
    const moments = new Map<string, number[]>();
    for (const line of lines) {
      for (const chat of oracle.words(this.doing({ ...given, ...line })) ?? [])
        moments.set(chat, [...(moments.get(chat) ?? []), line.serial].sort());
    }
    const got = new Map<string, number[]>();
    for (const { chat, text } of told) got.set(chat, [...(got.get(chat) ?? []), ...serialsIn(text)].sort());
    expect(got).toEqual(moments);
    for (const [chat, serials] of moments) this.owe(chat, serials);
    return moments.size > 0;
  }

  private async wait({ salt }: Given): Promise<boolean> {
    const { stage } = this.world;
    stage.now = new Date(stage.now.getTime() + (WAITS_MS[salt % WAITS_MS.length] ?? 0));
    return true;
  }

  /** Reminders go to those who have the case and who watch over it, and hold nobody's words; silent cases are closed. */
  private async strike(): Promise<boolean> {
    const { stage, oracle } = this.world;
    await superviseCases(stage.context, stage.units);
    const letters = await this.world.letters();
    for (const about of oracle.cases) {
      const mine = letters.filter(({ text }) => text.includes(`#${about.number}`));
      for (const { text } of mine) expect(serialsIn(text)).toEqual([]);
      const allowed = [...oracle.listeners(about), ...oracle.leadsOf(about.desk), ...oracle.chatsOf(COORDINATOR)];
      if (about.status === '退回补正') allowed.push(chatOf(about.requester));
      if (mine.some(({ text }) => text.includes(WORDS.closedSilently(about.number)))) {
        expect(about.status).toBe('已答复');
        about.status = '已办结';
        about.closedAt = stage.now.getTime();
        this.check(mine, [chatOf(about.requester), ...oracle.listeners(about)], null);
      } else for (const { chat } of mine) expect(allowed).toContain(chat);
    }
    return letters.length > 0;
  }

  private async deliver(): Promise<boolean> {
    await this.world.deliver();
    return true;
  }
}

/** An operation with what its numbers picked. */
type Given = Omit<Operation, 'about'> & { readonly about: KnownCase; readonly by: Person; readonly group: string | null };
