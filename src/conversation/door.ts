import { understand } from './case/understand.ts';
import type { IncomingMessage } from './incoming-message.ts';

/** How much is taken in. */
export interface DoorLimits {
  /** Messages of one person within a minute. */
  readonly personPerMinute: number;
  /** Commands of one group, and what its people say to the bot, within a minute; what they say to each other counts for nothing. */
  readonly groupPerMinute: number;
  /** Messages of everybody within a second, of this process. */
  readonly perSecond: number;
}

/** Whether a message comes in, and after how many milliseconds; if not, why, and whether the person is told so (once a minute, never in a group). */
export type Admission =
  | { readonly kind: 'in'; readonly afterMs: number }
  | { readonly kind: 'out'; readonly why: 'too-fast' | 'crowded'; readonly tell: boolean };

/** What a chat platform handed over waits its turn this long, in milliseconds, as after a time without network; a page does not wait. */
const LONGEST_WAIT_MS = 20_000;

/** Keeps back who writes faster than people do, so that nobody else waits for it. What it counts is forgotten after a minute. */
export class Door {
  private readonly minutes = new Map<string, { start: number; count: number; told: boolean }>();
  private second = { start: 0, count: 0 };

  constructor(
    private readonly limits: DoorLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  admit(message: IncomingMessage): Admission {
    const { channel, personId, chatId, group = false } = message;
    const now = this.now();
    const minute = this.minuteOf(group ? `${channel} group ${chatId}` : `${channel} ${personId}`, now);
    const counts = !isOverheard(message);
    if (counts) minute.count += 1;
    const tooFast = counts && minute.count > (group ? this.limits.groupPerMinute : this.limits.personPerMinute);
    const afterMs = tooFast ? null : this.takePlace(channel === 'telegram' || channel === 'dingtalk' ? LONGEST_WAIT_MS : 0, now);
    if (afterMs !== null) return { kind: 'in', afterMs };
    // A page asks and waits for its answer; a chat is told once.
    const tell = !group && (channel === 'web' || channel === 'terminal' || !minute.told);
    minute.told = true;
    return { kind: 'out', why: tooFast ? 'too-fast' : 'crowded', tell };
  }

  /** Takes a place among what all may say in a second, or in one of the next; null where that would be later than `longest`. */
  private takePlace(longest: number, now: number): number | null {
    const { perSecond } = this.limits;
    const over = Math.floor((now - this.second.start) / 1_000);
    if (over > 0) {
      const waiting = Math.max(0, this.second.count - over * perSecond);
      this.second = { start: waiting > 0 ? this.second.start + over * 1_000 : now, count: waiting };
    }
    const seconds = Math.floor(this.second.count / perSecond);
    const afterMs = seconds === 0 ? 0 : this.second.start + seconds * 1_000 - now;
    if (afterMs > longest) return null;
    this.second.count += 1;
    return afterMs;
  }

  private minuteOf(key: string, now: number) {
    const known = this.minutes.get(key);
    if (known && now - known.start < 60_000) return known;
    if (this.minutes.size > 10_000) for (const [old, { start }] of this.minutes) if (now - start >= 60_000) this.minutes.delete(old);
    const fresh = { start: now, count: 0, told: false };
    this.minutes.set(key, fresh);
    return fresh;
  }
}

/** Words that people of a group say to each other. */
export function isOverheard({ group, addressed, text }: IncomingMessage): boolean {
  return group === true && addressed !== true && ['words', 'wants-person', 'unknown-command'].includes(understand(text).kind);
}
