import type { CaseKind } from '../../../src/knowledge/office.ts';
import { type Actor, FIRMS } from './stage.ts';

export const COORDINATOR = '法律服务协调岗';
const DAY_MS = 86_400_000;

/** Who may take which kind beside the coordinator, by knowledge/机构/承办单位.yaml. */
const OFFICES: Readonly<Partial<Record<CaseKind, string>>> = {
  人工咨询: '值班律师',
  法律援助: '法律援助中心',
  知识产权: '知识产权综合服务中心',
};

/** Somebody of the two hundred. */
export interface Person {
  readonly actor: Actor;
  /** Where the person works; null for the public. */
  readonly desk: string | null;
  readonly lead: boolean;
}

/** A case as the oracle has it: by the deeds done, not by the database. */
export interface KnownCase {
  readonly number: string;
  readonly kind: CaseKind;
  readonly requester: Person;
  desk: string;
  status: string;
  handler: { readonly person: Person; readonly chat: string } | null;
  closedAt: number;
  /** Whether any desk has said a word in it. */
  answeredOnce: boolean;
  /** When the desk last said a word. */
  deskSpokeAt: number;
  /** Where it was before. */
  readonly formerDesks: string[];
  /** Files that were relayed in it, in order; each new desk gets them with the card. */
  readonly files: number[];
}

/** A deed in the chat where it is done; `group` is null for a chat alone with the bot. */
export interface Doing {
  readonly about: KnownCase;
  readonly by: Person;
  readonly group: string | null;
  readonly now: number;
}

type Side = 'requester' | 'desk' | 'coordinator';

/**
 * Who is told what, and who may do what, said a second time in other words than src says it: each deed gives the chats that
 * must be told, or null when it must be refused and nobody hears of it.
 */
export class Oracle {
  readonly cases: KnownCase[] = [];

  constructor(
    private readonly people: readonly Person[],
    private readonly groups: ReadonlyMap<string, string>,
  ) {}

  /** The desk's group; without one, the chat of every member. */
  chatsOf(desk: string): string[] {
    const group = this.groups.get(desk);
    if (group !== undefined) return [`telegram ${group}`];
    return this.people.filter((person) => person.desk === desk).map(chatOf);
  }

  leadsOf(desk: string): string[] {
    return this.people.filter((person) => person.desk === desk && person.lead).map(chatOf);
  }

  /** Who hears the requester: who accepted the case, else its desk. */
  listeners({ handler, desk }: KnownCase): string[] {
    return handler === null ? this.chatsOf(desk) : [handler.chat];
  }

  /** The part somebody has in a case here; null for none, and where it may not be spoken of. */
  sideOf({ about, by, group }: Omit<Doing, 'now'>): Side | null {
    const side = about.requester === by ? 'requester' : by.desk === about.desk ? 'desk' : by.desk === COORDINATOR ? 'coordinator' : null;
    if (side === null || group === null) return side;
    const desk = side === 'desk' ? about.desk : COORDINATOR;
    return side !== 'requester' && this.groups.get(desk) === group ? side : null;
  }

  words(doing: Doing): string[] | null {
    const { about, now } = doing;
    const side = this.sideOf(doing);
    if (side === 'requester') {
      const tooLate = about.status === '已办结' && now - about.closedAt > 15 * DAY_MS;
      if (about.status === '已撤回' || tooLate) return null;
      if (['退回补正', '已答复', '已办结'].includes(about.status)) about.status = '办理中';
      return this.listeners(about);
    }
    if (!this.mayWork(doing) || !['已受理', '办理中', '退回补正', '已答复'].includes(about.status)) return null;
    if (about.status === '已受理') about.status = '办理中';
    about.answeredOnce = true;
    about.deskSpokeAt = now;
    return [chatOf(about.requester)];
  }

  accept(doing: Doing): string[] | null {
    const { about, by, group } = doing;
    if (!this.mayWork(doing) || about.status !== '已转办') return null;
    about.status = '已受理';
    about.handler = { person: by, chat: group === null ? chatOf(by) : `telegram ${group}` };
    return [chatOf(about.requester)];
  }

  askBack(doing: Doing): string[] | null {
    const { about } = doing;
    if (!this.mayWork(doing) || !['已受理', '办理中'].includes(about.status)) return null;
    about.status = '退回补正';
    about.answeredOnce = true;
    about.deskSpokeAt = doing.now;
    return [chatOf(about.requester)];
  }

  answer(doing: Doing): string[] | null {
    const { about } = doing;
    if (!this.mayWork(doing) || !about.answeredOnce || !['已受理', '办理中', '退回补正'].includes(about.status)) return null;
    about.status = '已答复';
    return [chatOf(about.requester)];
  }

  confirm(doing: Doing): string[] | null {
    const { about, now } = doing;
    if (this.sideOf(doing) !== 'requester' || about.status !== '已答复') return null;
    about.status = '已办结';
    about.closedAt = now;
    return this.listeners(about);
  }

  withdraw(doing: Doing): string[] | null {
    const { about } = doing;
    if (this.sideOf(doing) !== 'requester' || !isInWork(about)) return null;
    about.status = '已撤回';
    return this.listeners(about);
  }

  transfer(doing: Doing, target: string): string[] | null {
    const { about } = doing;
    const side = this.sideOf(doing);
    const firms: readonly string[] = side === 'coordinator' || about.desk === COORDINATOR ? FIRMS : [];
    const allowed = [OFFICES[about.kind], COORDINATOR, ...firms].includes(target) && target !== about.desk;
    if (!allowed || !isInWork(about) || !(side === 'coordinator' || this.mayWork(doing))) return null;
    return this.moved(about, target);
  }

  /** A firm's case goes to another firm, whichever; any other desk's to the coordinator. */
  recuse(doing: Doing): readonly string[] | null {
    const { about } = doing;
    if (!this.mayWork(doing) || !isInWork(about)) return null;
    return isFirm(about.desk) ? FIRMS.filter((firm) => firm !== about.desk) : [COORDINATOR];
  }

  /** The case is with another desk now: its chats and the requester hear of it. */
  moved(about: KnownCase, desk: string): string[] {
    about.formerDesks.push(about.desk);
    about.desk = desk;
    about.status = '已转办';
    about.handler = null;
    return [...this.chatsOf(desk), chatOf(about.requester)];
  }

  /** A colleague's case is the colleague's and the lead's. */
  private mayWork(doing: Doing): boolean {
    const { about, by } = doing;
    return this.sideOf(doing) === 'desk' && (about.handler === null || about.handler.person === by || by.lead);
  }
}

/** The chat in which somebody is alone with the bot. */
export function chatOf({ actor }: Person): string {
  return `${actor.channel} ${actor.personId}`;
}

function isInWork({ status }: KnownCase): boolean {
  return ['已转办', '已受理', '办理中', '退回补正'].includes(status);
}

function isFirm(desk: string): boolean {
  return FIRMS.some((firm) => firm === desk);
}
