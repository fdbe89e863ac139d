import type { Channel } from '../legal-case/person.ts';
import type { ChatPace } from './chat-pace.ts';
import type { Outbox, OutboxItem } from './outbox.ts';

/** What a platform made of a message: taken, to be tried again later, for a chat that has another
 * name now, or never to be taken (blocked, chat gone). */
export type SendResult =
  | { readonly kind: 'sent'; readonly externalId: string | null }
  | { readonly kind: 'retry'; readonly afterMs: number | null }
  | { readonly kind: 'moved'; readonly chatId: string }
  | { readonly kind: 'refused'; readonly why: string };

export interface DeliveryOptions {
  readonly channel: Channel;
  readonly outbox: Outbox;
  /** Most messages in a second, over all chats; null for no limit. */
  readonly perSecond: number | null;
  /** How fast each chat may be written to; null for no limit. */
  readonly pace: ChatPace | null;
  /** Sends one message; never throws for what the platform or the network does. */
  readonly send: (item: OutboxItem) => Promise<SendResult>;
  /** Told when a message is given up or the outbox cannot be read. */
  readonly onFault: (what: string, error: unknown) => void;
}

/** Messages sent at once; each to another chat. */
const PARALLEL = 60;
/** No more is taken at a time than may be sent in this time, in seconds: what is more urgent need not wait longer. */
const AHEAD_SECONDS = 0.5;
/** The outbox is looked through this often, woken or not, in milliseconds. */
const LOOK_EVERY_MS = 1_000;
/** Tries before a message is given up; with the waits below, over an hour. */
const MAX_ATTEMPTS = 20;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 300_000;

/** Sends what waits in the outbox for one channel: in order within a chat, chats beside each other, again after a failure. */
export class Delivery {
  private readonly underWay = new Set<Promise<void>>();
  /** The ids of those; one that takes very long is due again before it is done. */
  private readonly ids = new Set<string>();
  private stopping = false;
  private nextAt = 0;
  private wakeUp: () => void = () => {};
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly options: DeliveryOptions) {}

  start(): void {
    this.loop = this.run();
  }

  /** Looks soon instead of at the next turn of the clock. */
  wake(): void {
    this.wakeUp();
  }

  /** Milliseconds until something that need not be delivered may be shown in this chat; 0: now, and it counts like a message. */
  waitToShow(chatId: string): number {
    const { perSecond, pace } = this.options;
    const now = performance.now();
    if (this.nextAt > now) return Math.ceil(this.nextAt - now);
    const wait = pace?.takeSpare(chatId) ?? 0;
    if (wait === 0 && perSecond !== null) this.nextAt = now + 1000 / perSecond;
    return wait;
  }

  /** Takes nothing more and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.loop;
    await Promise.all(this.underWay);
    const { outbox, channel, onFault } = this.options;
    await outbox
      .close(channel)
      .catch((error: unknown) => onFault('what was taken could not be given back; it comes back by itself', error));
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const woken = new Promise<void>((resolve) => {
        this.wakeUp = resolve;
      });
      const items = await this.claim();
      for (const item of items) {
        await this.pace();
        this.begin(item);
      }
      if (items.length === 0 && !this.stopping) await waitFor(woken, LOOK_EVERY_MS);
      else if (this.underWay.size >= PARALLEL) await Promise.race(this.underWay);
    }
  }

  /** Waits until another message may be sent. */
  private async pace(): Promise<void> {
    const { perSecond } = this.options;
    if (perSecond === null) return;
    const now = performance.now();
    const at = Math.max(now, this.nextAt);
    this.nextAt = at + 1000 / perSecond;
    if (at > now) await new Promise((resolve) => setTimeout(resolve, at - now));
  }

  private async claim(): Promise<readonly OutboxItem[]> {
    const { perSecond } = this.options;
    const ahead = perSecond === null ? PARALLEL : Math.max(1, Math.ceil(perSecond * AHEAD_SECONDS));
    const free = Math.min(PARALLEL - this.underWay.size, ahead);
    if (free <= 0) return [];
    try {
      return await this.options.outbox.claim(this.options.channel, free);
    } catch (error) {
      this.options.onFault('the outbox could not be read', error);
      return [];
    }
  }

  private begin(item: OutboxItem): void {
    if (this.ids.has(item.id)) return;
    this.ids.add(item.id);
    const done = this.deliver(item)
      .catch((error: unknown) => this.options.onFault('a message could not be marked as sent', error))
      .finally(() => {
        this.underWay.delete(done);
        this.ids.delete(item.id);
        this.wake();
      });
    this.underWay.add(done);
  }

  /** Notes that the platform has it, again and again while the database cannot be reached: otherwise it would be sent twice. */
  private async keepSent(item: OutboxItem, externalId: string | null): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.options.outbox.markSent(item, externalId);
        return;
      } catch (error) {
        if (tries === 1) this.options.onFault('a message could not be marked as sent; trying again', error);
        if (this.stopping) throw error;
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    }
  }

  private async deliver(item: OutboxItem): Promise<void> {
    const { outbox, pace, send, onFault } = this.options;
    const wait = pace?.take(item.chatId) ?? 0;
    if (wait > 0) {
      await outbox.defer(item.id, wait);
      return;
    }
    // There is no card to be replaced in this chat.
    const result: SendResult = item.updates && item.edits === null ? { kind: 'sent', externalId: null } : await send(item);
    if (result.kind === 'sent') {
      await this.keepSent(item, result.externalId);
    } else if (result.kind === 'moved') {
      await outbox.moveChat(item, result.chatId);
    } else if (result.kind === 'refused' || item.attempts >= MAX_ATTEMPTS) {
      const why = result.kind === 'refused' ? result.why : 'too many tries';
      await outbox.giveUp(item.id, why);
      onFault(`message ${item.id} is given up: ${why}`, null);
    } else {
      await outbox.postpone(item.id, result.afterMs ?? Math.min(FIRST_WAIT_MS * 2 ** (item.attempts - 1), LONGEST_WAIT_MS));
    }
  }
}

async function waitFor(woken: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([woken, timeout]);
  clearTimeout(timer);
}
