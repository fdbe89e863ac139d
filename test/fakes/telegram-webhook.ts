import { Agent, request } from 'node:http';
import type { TelegramUpdate } from './telegram-updates.ts';

/** A webhook as the bot has set it. */
export interface Webhook {
  readonly url: string;
  readonly secret: string;
  /** Deliveries at once. */
  readonly connections: number;
}

/** Telegram waits this long before it delivers again what was not taken, in milliseconds; its own time is longer. */
const RETRY_MS = 50;

/**
 * Delivers updates, so many at once as connections are allowed (with one, one after the other), each until it is taken (status 200
 * to 299), as Telegram does.
 */
export class WebhookDelivery {
  private waiting: TelegramUpdate[] = [];
  private busy = 0;
  private stopped = false;
  private readonly agent = new Agent({ keepAlive: true });
  /** Deliveries that were tried. */
  tries = 0;

  constructor(
    private readonly webhook: Webhook,
    private readonly servers: readonly string[] = [],
  ) {}

  push(update: TelegramUpdate): void {
    this.waiting.push(update);
    void this.run();
  }

  stop(): void {
    this.stopped = true;
    this.agent.destroy();
  }

  private async run(): Promise<void> {
    if (this.busy >= this.webhook.connections) return;
    this.busy += 1;
    for (let update = this.waiting.shift(); update !== undefined && !this.stopped; update = this.waiting.shift()) {
      while (!this.stopped && !(await this.deliver(update))) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    this.busy -= 1;
  }

  /** A balancer keeps a chat with one server. */
  private urlFor(update: TelegramUpdate): string {
    if (this.servers.length === 0) return this.webhook.url;
    const { message, callback_query: press } = update as { message?: { chat: { id: number } }; callback_query?: { from: { id: number } } };
    const chat = message?.chat.id ?? press?.from.id ?? 0;
    return `${this.servers[Math.abs(chat) % this.servers.length]}${new URL(this.webhook.url).pathname}`;
  }

  private deliver(update: TelegramUpdate): Promise<boolean> {
    this.tries += 1;
    const body = JSON.stringify(update);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-telegram-bot-api-secret-token': this.webhook.secret,
    };
    return new Promise((resolve) => {
      const sending = request(this.urlFor(update), { method: 'POST', headers, agent: this.agent }, (response) => {
        const { statusCode = 0 } = response;
        response.resume().on('end', () => resolve(statusCode >= 200 && statusCode < 300));
        response.on('error', () => resolve(false));
      });
      sending.on('error', () => resolve(false));
      sending.end(body);
    });
  }
}
