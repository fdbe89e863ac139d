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

/** Whether a message comes in; if not, why, and whether the person is told so (once a minute, never in a group). */
export type Admission = { readonly kind: 'in' } | { readonly kind: 'out'; readonly why: 'too-fast' | 'crowded'; readonly tell: boolean };

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
    if (now - this.second.start >= 1_000) this.second = { start: now, count: 0 };
    const minute = this.minuteOf(group ? `${channel} group ${chatId}` : `${channel} ${personId}`, now);
    const counts = !isOverheard(message);
    if (counts) minute.count += 1;
    const tooFast = counts && minute.count > (group ? this.limits.groupPerMinute : this.limits.personPerMinute);
    // Who is kept back takes nothing of what all may say.
    if (!tooFast) this.second.count += 1;
    if (!tooFast && this.second.count <= this.limits.perSecond) return { kind: 'in' };
    // A page asks and waits for its answer; a chat is told once.
    const tell = !group && (channel === 'web' || channel === 'terminal' || !minute.told);
    minute.told = true;
    return { kind: 'out', why: tooFast ? 'too-fast' : 'crowded', tell };
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
function isOverheard({ group, addressed, text }: IncomingMessage): boolean {
  return group === true && addressed !== true && ['words', 'wants-person', 'unknown-command'].includes(understand(text).kind);
}
