import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { AnswerPreview, PreviewReport } from '../../conversation/answer-preview.ts';
import type { Reply } from '../../conversation/reply.ts';
import { renderHtml } from './render-html.ts';

/** Whether the caller reads a stream of events; who asks for nothing gets JSON. */
export function wantsStream(c: Context): boolean {
  return c.req.header('accept')?.includes('text/event-stream') ?? false;
}

/**
 * Replies by events: `preview` (`{html}`, each in place of the one before) while a model writes, then `answer` with what the JSON reply
 * would be, or `failed`. Who hangs up gets the answer when they ask again; the turn is taken all the same.
 */
export function streamAnswer(
  c: Context,
  answer: (preview: AnswerPreview) => Promise<object>,
  onFailure: (error: unknown) => void,
): Response {
  // Proxies (nginx) hold nothing back.
  c.header('x-accel-buffering', 'no');
  return streamSSE(c, async (stream) => {
    const preview = new WebPreview(stream);
    try {
      const data = JSON.stringify(await answer(preview));
      await preview.written;
      await stream.writeSSE({ event: 'answer', data });
    } catch (error) {
      onFailure(error);
      await stream.writeSSE({ event: 'failed', data: '{}' });
    }
  });
}

/** The page is told of each sentence at once. */
class WebPreview implements AnswerPreview {
  /** Over when the page has been told of all. */
  written: Promise<void> = Promise.resolve();
  private over = false;
  private report: PreviewReport = { shown: 0, firstAt: null, dropped: false };

  constructor(private readonly stream: SSEStreamingApi) {}

  show(reply: Reply): void {
    if (this.over) return;
    const data = JSON.stringify({ html: renderHtml(reply) });
    this.written = this.written.then(() => this.stream.writeSSE({ event: 'preview', data }));
    const { shown, firstAt } = this.report;
    this.report = { shown: shown + 1, firstAt: firstAt ?? performance.now(), dropped: this.stream.aborted };
  }

  async end(): Promise<PreviewReport> {
    this.over = true;
    return this.report;
  }
}
