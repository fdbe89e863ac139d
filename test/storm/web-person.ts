import { createHash } from 'node:crypto';
import type { Replica } from './replica.ts';

/** Time between tries while no replica answers, in milliseconds. */
const TRY_AGAIN_MS = 50;

/** A person in the web chat who sends again, with the same id, what was not answered, to whichever replica is up. */
export class WebPerson {
  private count = 0;
  /** What came by itself so far, as HTML. */
  readonly letters: string[] = [];
  private last = '0';
  readonly id: string;

  constructor(
    readonly name: string,
    private readonly replicas: readonly Replica[],
    /** Told how long each message took until it was answered, in milliseconds. */
    private readonly onAnswered: (ms: number) => void,
  ) {
    this.id = createHash('md5').update(name).digest('hex');
  }

  /** Says something and gives the answer's HTML. */
  async say(text: string): Promise<string> {
    this.count += 1;
    const id = createHash('md5').update(`${this.name} ${this.count}`).digest('hex');
    const started = performance.now();
    const body = JSON.stringify({ id, text });
    const { html } = (await this.call('/api/messages', { method: 'POST', body, headers: { 'content-type': 'application/json' } })) as {
      html: string;
    };
    this.onAnswered(performance.now() - started);
    return html;
  }

  /** Fetches what came since the last time. */
  async fetchLetters(): Promise<readonly string[]> {
    const letters = (await this.call(`/api/letters?after=${this.last}`, {})) as { id: string; html: string }[];
    this.last = String(Math.max(Number(this.last), ...letters.map(({ id }) => Number(id))));
    this.letters.push(...letters.map(({ html }) => html));
    return letters.map(({ html }) => html);
  }

  private async call(path: string, init: RequestInit): Promise<unknown> {
    for (let attempt = 0; ; attempt += 1) {
      const up = this.replicas.filter((replica) => replica.url !== '');
      const replica = up[(attempt + Number.parseInt(this.id.slice(0, 6), 16)) % Math.max(up.length, 1)];
      try {
        if (replica) {
          const headers = { ...init.headers, cookie: `faxiaoer=${this.id}` };
          const response = await fetch(`${replica.url}${path}`, { ...init, headers, signal: AbortSignal.timeout(20_000) });
          if (response.ok) return await response.json();
          if (response.status < 500) throw new TypeError(`refused with ${response.status}`);
        }
      } catch (error) {
        if (error instanceof TypeError && error.message.startsWith('refused')) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    }
  }
}
