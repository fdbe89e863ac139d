import type { ServerResponse } from 'node:http';
import type { Answer } from './telegram-answer.ts';

/** One thing that happened, as getUpdates gives it: its number and one field named after its kind. */
export interface TelegramUpdate {
  readonly update_id: number;
}

/**
 * The updates of a bot, for long polling: numbered, kept until a poll confirms them by `offset`, one poll at a time (409), kinds
 * not asked for by `allowed_updates` dropped. As on Telegram, an empty list asks for all, and none keeps the list before.
 */
export class TelegramUpdates {
  private updates: TelegramUpdate[] = [];
  private lastId = 0;
  private allowed: readonly string[] = [];
  private wakePoll: (() => void) | null = null;
  private polling = false;
  private webhook: { push(update: TelegramUpdate): void } | null = null;

  /** Updates that no poll has confirmed yet. */
  get unconfirmed(): readonly TelegramUpdate[] {
    return this.updates;
  }

  /** The number that the next update gets. */
  get nextId(): number {
    return this.lastId + 1;
  }

  /** Takes in something that happened; returns its number. */
  push(content: object): number {
    const update = { update_id: this.nextId, ...content };
    this.lastId = update.update_id;
    this.add(update);
    return update.update_id;
  }

  /** From now on updates are delivered, those that wait first. */
  deliverTo(webhook: { push(update: TelegramUpdate): void }): void {
    this.webhook = webhook;
    for (const update of this.updates.splice(0)) webhook.push(update);
  }

  /** Takes in an update that has its number. */
  add(update: TelegramUpdate): void {
    if (!this.isAllowed(update)) return;
    if (this.webhook !== null) {
      this.webhook.push(update);
      return;
    }
    this.updates.push(update);
    this.wakePoll?.();
  }

  /** Answers getUpdates: waits up to `timeout` seconds for an update, or until the response is closed. */
  async poll(body: Record<string, unknown>, response: ServerResponse): Promise<Answer> {
    if (this.polling) return { code: 409, description: 'Conflict: terminated by other getUpdates request' };
    if (Array.isArray(body.allowed_updates)) this.allowed = body.allowed_updates as string[];
    const offset = Number(body.offset ?? 0);
    this.updates = this.updates.filter((update) => update.update_id >= offset && this.isAllowed(update));
    if (this.updates.length === 0) await this.wait(Number(body.timeout ?? 0), response);
    return { result: this.updates.slice(0, Number(body.limit ?? 100)) };
  }

  private async wait(seconds: number, response: ServerResponse): Promise<void> {
    this.polling = true;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.wakePoll = () => {
        clearTimeout(timer);
        resolve();
      };
      response.on('close', this.wakePoll);
    });
    this.polling = false;
    this.wakePoll = null;
  }

  private isAllowed(update: TelegramUpdate): boolean {
    return this.allowed.length === 0 || this.allowed.some((kind) => kind in update);
  }
}
