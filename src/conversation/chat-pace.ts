/** How fast a chat may be written to: so many at once, then one in so much time. */
export interface PaceLimit {
  readonly burst: number;
  readonly everyMs: number;
}

/** How fast a channel writes: to all chats in a second, and to each. */
export interface ChannelPace {
  readonly perSecond: number;
  readonly person: PaceLimit;
  readonly group: PaceLimit;
}

/** What each of so many servers may take of a pace, so that all together keep it where it counts most: in all chats, and in groups. */
export function sharePace({ perSecond, person, group }: ChannelPace, servers: number): ChannelPace {
  const burst = Math.max(1, Math.floor(group.burst / servers));
  return { perSecond: perSecond / servers, person, group: { burst, everyMs: group.everyMs * servers } };
}

/** When the next message may go to a chat, so that its platform need not refuse any (a bucket of tokens for each chat). */
export class ChatPace {
  private readonly chats = new Map<string, { tokens: number; at: number }>();

  constructor(
    private readonly limitOf: (chatId: string) => PaceLimit,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Milliseconds until a message may go to this chat; 0 means that it goes now, and counts. */
  take(chatId: string): number {
    return this.takeAbove(chatId, 0);
  }

  /** The same for what need not be delivered: it leaves half of the burst for what must. */
  takeSpare(chatId: string): number {
    return this.takeAbove(chatId, Math.floor(this.limitOf(chatId).burst / 2));
  }

  private takeAbove(chatId: string, reserve: number): number {
    const { burst, everyMs } = this.limitOf(chatId);
    const now = this.now();
    const known = this.chats.get(chatId) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, known.tokens + (now - known.at) / everyMs);
    if (tokens < 1 + reserve) {
      this.chats.set(chatId, { tokens, at: now });
      return Math.ceil((1 + reserve - tokens) * everyMs);
    }
    this.chats.set(chatId, { tokens: tokens - 1, at: now });
    if (this.chats.size > 10_000) this.forget(now);
    return 0;
  }

  /** Chats whose bucket is full again are like new ones. */
  private forget(now: number): void {
    for (const [chatId, { tokens, at }] of this.chats) {
      const { burst, everyMs } = this.limitOf(chatId);
      if (tokens + (now - at) / everyMs >= burst) this.chats.delete(chatId);
    }
  }
}
