import type { Channel } from '../legal-case/person.ts';
import type { Inbox, Received } from './inbox.ts';

/** Time between looks, in milliseconds. */
const LOOK_EVERY_MS = 15_000;

export interface OverdueOptions {
  readonly channel: Channel;
  readonly inbox: Inbox;
  /** Deals with a message; never throws. */
  readonly take: (received: Received) => Promise<void>;
  readonly onFault: (what: string, error: unknown) => void;
  readonly everyMs?: number;
}

/** Takes up again what failed, and what another process left behind when it died; in order of arrival. */
export class OverdueMessages {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly options: OverdueOptions) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look().finally(() => {
        if (!this.stopped) this.start();
      });
    }, this.options.everyMs ?? LOOK_EVERY_MS);
  }

  /** Looks no more and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    const { inbox, channel, take, onFault } = this.options;
    try {
      await Promise.all((await inbox.overdue(channel)).map(take));
    } catch (error) {
      onFault('the inbox could not be read', error);
    }
  }
}
