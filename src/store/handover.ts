import type { Kysely } from 'kysely';
import type { OutboxItem } from '../conversation/outbox.ts';
import type { Channel } from '../legal-case/person.ts';
import type { Schema } from './schema.ts';

/** A channel is served here while it has been asked for in this time, in milliseconds; deliveries ask every second. */
const SERVED_MS = 2_000;
/** Most messages handed over and not yet taken; what comes then waits in the table as all else. */
const MOST = 100;
/** After this time a message is no longer ours, in milliseconds; less than a message is left to one process. */
const KEPT_MS = 10_000;

interface Handed {
  readonly item: OutboxItem;
  readonly at: number;
}

/**
 * Messages that this process wrote into the outbox already claimed for itself: its deliveries take them from here, without asking the
 * table for what it was told a moment ago. All of it may be lost: the table gives back what was claimed and not sent.
 */
export class Handover {
  private readonly handed = new Map<Channel, Handed[]>();
  private readonly askedAt = new Map<Channel, number>();
  private readonly woken = new Map<Channel, () => void>();

  /** That of a database. */
  static of(db: Kysely<Schema>): Handover {
    const known = handovers.get(db) ?? new Handover();
    handovers.set(db, known);
    return known;
  }

  /** Channels whose messages may be claimed as they are written. */
  channels(): readonly Channel[] {
    const now = performance.now();
    return [...this.askedAt]
      .filter(([channel, at]) => now - at < SERVED_MS && this.listOf(channel).length < MOST)
      .map(([channel]) => channel);
  }

  /** Hands over what was written and claimed. */
  put(items: readonly OutboxItem[]): void {
    for (const item of items) {
      this.listOf(item.channel).push({ item, at: performance.now() });
      this.woken.get(item.channel)?.();
    }
  }

  /** How many messages of a channel wait to be taken. */
  waiting(channel: Channel): number {
    return this.listOf(channel).length;
  }

  /** Up to `limit` messages of a channel, the oldest first; from now on the channel is served here. */
  take(channel: Channel, limit: number): OutboxItem[] {
    const now = performance.now();
    this.askedAt.set(channel, now);
    const ours = this.listOf(channel).filter(({ at }) => now - at < KEPT_MS);
    this.handed.set(channel, ours.slice(limit));
    return ours.slice(0, limit).map(({ item }) => item);
  }

  /** Waits until something is handed over, but not longer than so many milliseconds. */
  async wait(channel: Channel, milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.woken.set(channel, () => {
        clearTimeout(timer);
        resolve();
      });
    });
    this.woken.delete(channel);
  }

  /** The channel is no longer served here; gives what nobody took. */
  close(channel: Channel): readonly OutboxItem[] {
    const left = this.take(channel, MOST * 2);
    this.askedAt.delete(channel);
    return left;
  }

  private listOf(channel: Channel): Handed[] {
    const list = this.handed.get(channel) ?? [];
    this.handed.set(channel, list);
    return list;
  }
}

const handovers = new WeakMap<Kysely<Schema>, Handover>();
