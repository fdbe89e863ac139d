import { setTimeout as sleep } from 'node:timers/promises';
import type { AnswerPreview, PreviewReport } from './answer-preview.ts';
import type { Inbox } from './inbox.ts';
import type { IncomingMessage } from './incoming-message.ts';
import type { Outbox } from './outbox.ts';
import type { Reply } from './reply.ts';

/** How a platform shows something that is still being written, as the reply to a message. */
export interface PreviewPlace {
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  /** Milliseconds until something more may be shown in this chat; 0: now, and it counts like a message. */
  readonly wait: (chatId: string) => number;
  /** Shows it for the first time, and keeps and returns by which number it can be changed. Throws what the platform or the network does. */
  readonly open: (message: IncomingMessage, reply: Reply) => Promise<string>;
  /** Shows it in place of what is shown there. Throws likewise. */
  readonly change: (message: IncomingMessage, shownAs: string, reply: Reply) => Promise<void>;
}

/** A call for a preview takes this long at most, in milliseconds: so long the answer waits for it when the platform hangs. */
export const PREVIEW_TIMEOUT_MS = 2_000;
/** An answer that is written within this time comes whole; in milliseconds. */
const GATHER_MS = 300;
/** From one change to the next at least, in milliseconds: Telegram counts a change like a message and allows about one a second. */
const CHANGE_EVERY_MS = 1_200;
/** Before another look whether earlier messages have reached the chat, in milliseconds. */
const LOOK_AGAIN_MS = 300;

/** Shows one answer in the making on a platform: one message, changed at the pace that is left over by what must be delivered. */
export class PlatformPreview implements AnswerPreview {
  private readonly over = new AbortController();
  private next: Reply | null = null;
  private nextCame: () => void = () => {};
  private showing: Promise<void> | null = null;
  private report: PreviewReport = { shown: 0, firstAt: null, dropped: false };

  constructor(
    private readonly message: IncomingMessage,
    private readonly place: PreviewPlace,
  ) {}

  show(reply: Reply): void {
    if (this.over.signal.aborted) return;
    this.next = reply;
    this.nextCame();
    this.showing ??= this.run().catch((error: unknown) => {
      const ended = this.over.signal.aborted && error instanceof Error && error.name === 'AbortError';
      this.report = { ...this.report, dropped: !ended };
    });
  }

  async end(): Promise<PreviewReport> {
    this.over.abort();
    this.nextCame();
    await this.showing;
    return this.report;
  }

  /** Runs until the end; throws an AbortError then, and anything else where the preview is to be given up. */
  private async run(): Promise<void> {
    const { inbox, outbox, open, change } = this.place;
    const { channel, chatId, messageId } = this.message;
    await this.pause(GATHER_MS);
    // A process that died may have shown something already.
    let shownAs = await inbox.shownFor(channel, messageId);
    // What was said before must be read before.
    while (shownAs === null && (await outbox.waits(channel, chatId))) await this.pause(LOOK_AGAIN_MS);
    for (;;) {
      const reply = await this.take();
      if (shownAs === null) shownAs = await open(this.message, reply);
      else await change(this.message, shownAs, reply);
      const { shown, firstAt } = this.report;
      this.report = { ...this.report, shown: shown + 1, firstAt: firstAt ?? performance.now() };
      await this.pause(CHANGE_EVERY_MS);
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, null, { signal: this.over.signal });
  }

  /** The latest that is to be shown, once there is something and the platform lets it be shown. */
  private async take(): Promise<Reply> {
    while (this.next === null) {
      await new Promise<void>((resolve) => {
        this.nextCame = resolve;
      });
      this.over.signal.throwIfAborted();
    }
    const { wait } = this.place;
    for (let left = wait(this.message.chatId); left > 0; left = wait(this.message.chatId)) await this.pause(left);
    const reply = this.next;
    this.next = null;
    return reply;
  }
}
