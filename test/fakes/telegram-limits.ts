/** How fast a bot may send; Infinity (0 for the interval) is no limit. */
export interface SendLimits {
  /** Shortest time between two messages to one chat, in milliseconds; Telegram's own is 1,000. */
  readonly chatIntervalMs: number;
  /** Messages within any second, over all chats; Telegram's own is about 30. */
  readonly perSecondLimit: number;
  /** Messages within any minute to one group; Telegram's own is 20. */
  readonly groupPerMinute: number;
}

/** When messages were taken, and so how long the next one has to wait. What is refused does not count. */
export class SendPace {
  private readonly lastSent = new Map<number, number>();
  private readonly second = new SlidingWindow(1_000);
  private readonly minutes = new Map<number, SlidingWindow>();

  /** Whole seconds, at least 1, until a message to this chat is taken; null where it is taken now. */
  retryAfter(chatId: number, limits: SendLimits): number | null {
    const now = performance.now();
    const waitMs = Math.max(
      (this.lastSent.get(chatId) ?? Number.NEGATIVE_INFINITY) + limits.chatIntervalMs - now,
      this.second.waitMs(limits.perSecondLimit, now),
      this.minutes.get(chatId)?.waitMs(limits.groupPerMinute, now) ?? 0,
    );
    return waitMs > 0 ? Math.ceil(waitMs / 1000) : null;
  }

  /** Counts a message as taken now; only groups (negative ids) have a limit a minute. */
  count(chatId: number): void {
    const now = performance.now();
    this.lastSent.set(chatId, now);
    this.second.add(now);
    if (chatId >= 0) return;
    const minute = this.minutes.get(chatId) ?? new SlidingWindow(60_000);
    minute.add(now);
    this.minutes.set(chatId, minute);
  }
}

class SlidingWindow {
  private times: number[] = [];

  constructor(private readonly lengthMs: number) {}

  add(now: number): void {
    this.times.push(now);
  }

  waitMs(limit: number, now: number): number {
    this.times = this.times.filter((time) => now - time < this.lengthMs);
    const leaves = this.times[this.times.length - limit];
    return leaves === undefined ? 0 : leaves + this.lengthMs - now;
  }
}
