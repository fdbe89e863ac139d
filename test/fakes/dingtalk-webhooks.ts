import { randomUUID } from 'node:crypto';
import { type Answer, oldAnswer } from './dingtalk-answer.ts';

/** The chat a message came from: a group, or a person's own with the robot. */
export interface ChatPlace {
  readonly conversationId: string;
  readonly group: boolean;
  readonly personId: string;
}

/** A webhook is good for this long. */
const LIFE_MS = 90 * 60_000;
/** Messages a minute into one group; one more and the group takes none for ten minutes. */
const GROUP_A_MINUTE = 20;
const GROUP_SILENCE_MS = 600_000;
const LARGEST_BODY = 20_000;
const KINDS = ['text', 'markdown', 'actionCard', 'link', 'feedCard', 'empty'];

/** Session webhooks, with their end and the limit of a group. */
export class DingTalkWebhooks {
  private readonly sessions = new Map<string, { readonly place: ChatPlace; readonly endsAt: number }>();
  private readonly minutes = new Map<string, number[]>();
  private readonly silentUntil = new Map<string, number>();

  constructor(private readonly now: () => number) {}

  /** A new webhook of a chat: its session, and when it ends. */
  issue(place: ChatPlace): { readonly session: string; readonly endsAt: number } {
    const session = randomUUID().replaceAll('-', '');
    const endsAt = this.now() + LIFE_MS;
    this.sessions.set(session, { place, endsAt });
    return { session, endsAt };
  }

  /** Checks a reply; the chat it goes to, or a refusal. */
  take(session: string | null, body: Readonly<Record<string, unknown>>): ChatPlace | Answer {
    const found = this.sessions.get(session ?? '');
    if (found === undefined || this.now() >= found.endsAt) return oldAnswer(300001);
    if (!KINDS.includes(String(body.msgtype)) || typeof body[String(body.msgtype)] !== 'object') return oldAnswer(40035);
    if (Buffer.byteLength(JSON.stringify(body)) > LARGEST_BODY) return oldAnswer(460101);
    return found.place.group && this.isTooFast(found.place.conversationId) ? oldAnswer(130101) : found.place;
  }

  private isTooFast(conversationId: string): boolean {
    const now = this.now();
    if (now < (this.silentUntil.get(conversationId) ?? 0)) return true;
    const minute = (this.minutes.get(conversationId) ?? []).filter((time) => now - time < 60_000);
    if (minute.length >= GROUP_A_MINUTE) {
      this.silentUntil.set(conversationId, now + GROUP_SILENCE_MS);
      return true;
    }
    this.minutes.set(conversationId, [...minute, now]);
    return false;
  }
}
