import { isChatter } from './case/overheard.ts';
import type { IncomingMessage } from './incoming-message.ts';

/** How much is taken in. */
export interface DoorLimits {
  /** Messages of one person within a minute. */
  readonly personPerMinute: number;
  /**
   * Commands of one group, and what its people say to the bot, within a minute, half of them by one person at most; what they say to each
   * other counts for nothing.
   */
  readonly groupPerMinute: number;
  /** Messages of everybody within a second, of this process. */
  readonly perSecond: number;
}

/** Whether a message comes in, and after how many milliseconds; if not, why, and whether the person is told so (a chat once a minute). */
export type Admission =
  | { readonly kind: 'in'; readonly afterMs: number }
  | { readonly kind: 'out'; readonly why: 'too-fast' | 'crowded'; readonly tell: boolean };

/** What a chat platform handed over waits its turn this long, in milliseconds, as after a time without network; a page does not wait. */
const LONGEST_WAIT_MS = 20_000;
/** Of what comes in within a second, the share of what can wait. */
const WAITERS_SHARE = 0.8;

interface Minute {
  readonly start: number;
  count: number;
  told: boolean;
}

/** Keeps back who writes faster than people do, so that nobody else waits for it. What it counts is forgotten after a minute. */
export class Door {
  private readonly minutes = new Map<string, Minute>();
  /** Who has taken a place since `start`: those that can wait, also in the seconds to come, and those that cannot, in this one. */
  private second = { start: 0, waiting: 0, atOnce: 0 };

  constructor(
    private readonly limits: DoorLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  admit(message: IncomingMessage): Admission {
    const { channel, personId, chatId, group = false } = message;
    const now = this.now();
    const minute = this.minuteOf(group ? `${channel} group ${chatId}` : `${channel} ${personId}`, now);
    const chatter = isChatter(message);
    const tooFast = !chatter && this.isTooFast(message, minute, now);
    const canWait = channel === 'telegram' || channel === 'dingtalk';
    const afterMs = tooFast ? null : canWait ? this.waitFor(now) : this.comeAtOnce(now);
    if (afterMs !== null) return { kind: 'in', afterMs };
    // A page asks and waits for its answer; a chat is told once.
    const tell = !chatter && (channel === 'web' || channel === 'terminal' || !minute.told);
    if (tell) minute.told = true;
    return { kind: 'out', why: tooFast ? 'too-fast' : 'crowded', tell };
  }

  /** Counts a message, of a group for the person and for the group: one of them alone cannot use up its minute. */
  private isTooFast({ channel, personId, chatId, group }: IncomingMessage, minute: Minute, now: number): boolean {
    const { personPerMinute, groupPerMinute } = this.limits;
    if (group) {
      const own = this.minuteOf(`${channel} group ${chatId} ${personId}`, now);
      own.count += 1;
      if (own.count > Math.ceil(groupPerMinute / 2)) return true;
    }
    minute.count += 1;
    return minute.count > (group ? groupPerMinute : personPerMinute);
  }

  /** A place in this second or one of the next: milliseconds until then, or null where that would be too long. */
  private waitFor(now: number): number | null {
    this.forgetSeconds(now);
    // Pages beyond their own share have taken places of theirs.
    const more = Math.max(0, this.second.atOnce - (this.limits.perSecond - this.waiters)) || 0;
    const seconds = Math.floor((this.second.waiting + more) / this.waiters);
    const afterMs = seconds === 0 ? 0 : this.second.start + seconds * 1_000 - now;
    if (afterMs > LONGEST_WAIT_MS) return null;
    this.second.waiting += 1;
    return afterMs;
  }

  /** A place in this very second: 0, or null where there is none. */
  private comeAtOnce(now: number): 0 | null {
    this.forgetSeconds(now);
    if (Math.min(this.second.waiting, this.waiters) + this.second.atOnce >= this.limits.perSecond) return null;
    this.second.atOnce += 1;
    return 0;
  }

  private forgetSeconds(now: number): void {
    const over = Math.floor((now - this.second.start) / 1_000);
    if (over === 0) return;
    const waiting = Math.max(0, this.second.waiting - over * this.waiters);
    this.second = { start: waiting > 0 ? this.second.start + over * 1_000 : now, waiting, atOnce: 0 };
  }

  /** How many of those that can wait come in within a second: pages find room beside them. */
  private get waiters(): number {
    return Math.max(1, Math.floor(this.limits.perSecond * WAITERS_SHARE));
  }

  private minuteOf(key: string, now: number): Minute {
    const known = this.minutes.get(key);
    if (known && now - known.start < 60_000) return known;
    if (this.minutes.size > 10_000) for (const [old, { start }] of this.minutes) if (now - start >= 60_000) this.minutes.delete(old);
    const fresh = { start: now, count: 0, told: false };
    this.minutes.set(key, fresh);
    return fresh;
  }
}
