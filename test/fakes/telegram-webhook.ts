import type { TelegramUpdate } from './telegram-updates.ts';

/** A webhook as the bot has set it. */
export interface Webhook {
  readonly url: string;
  readonly secret: string;
}

/** Telegram waits this long before it delivers again what was not taken, in milliseconds; its own time is longer. */
const RETRY_MS = 50;

/** Delivers updates one after the other, each until it is taken (status 200 to 299), as Telegram does. */
export class WebhookDelivery {
  private waiting: TelegramUpdate[] = [];
  private busy = false;
  private stopped = false;
  /** Deliveries that were tried. */
  tries = 0;

  constructor(private readonly webhook: Webhook) {}

  push(update: TelegramUpdate): void {
    this.waiting.push(update);
    void this.run();
  }

  stop(): void {
    this.stopped = true;
  }

  private async run(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    while (this.waiting.length > 0 && !this.stopped) {
      const [update] = this.waiting;
      if (await this.deliver(update)) this.waiting.shift();
      else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    this.busy = false;
  }

  private async deliver(update: TelegramUpdate | undefined): Promise<boolean> {
    this.tries += 1;
    try {
      const response = await fetch(this.webhook.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': this.webhook.secret },
        body: JSON.stringify(update),
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }
}
