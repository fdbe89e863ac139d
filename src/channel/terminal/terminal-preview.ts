import type { Writable } from 'node:stream';
import type { AnswerPreview, PreviewReport } from '../../conversation/answer-preview.ts';
import type { Block, Reply } from '../../conversation/reply.ts';
import { WORDING } from '../../conversation/wording.ts';
import { renderText } from './render-text.ts';

/** Prints an answer while it is written: that it is a model's, then sentence after sentence; what is printed stays. */
export class TerminalPreview implements AnswerPreview {
  /** What is printed of the answer. */
  private printed = '';
  private over = false;
  private report: PreviewReport = { shown: 0, firstAt: null, dropped: false };

  constructor(private readonly output: Writable) {}

  show(reply: Reply): void {
    if (this.over) return;
    if (this.report.shown === 0) this.output.write(`${renderText({ ...reply, blocks: reply.blocks.slice(-1) })}\n\n`);
    this.print(headOf(reply));
    const { shown, firstAt } = this.report;
    this.report = { shown: shown + 1, firstAt: firstAt ?? performance.now(), dropped: false };
  }

  async end(): Promise<PreviewReport> {
    this.over = true;
    return this.report;
  }

  /** Prints what is missing of the answer; all of it where it is another one than what was begun. */
  finish(reply: Reply): void {
    const [head, whole] = [headOf(reply), renderText(reply)];
    if (this.printed === '') this.output.write(`${whole}\n`);
    else if (head.startsWith(this.printed)) this.output.write(`${whole.slice(this.printed.length)}\n`);
    else this.output.write(`\n\n${WORDING.instead}\n\n${whole}\n`);
  }

  private print(head: string): void {
    this.output.write(head.slice(this.printed.length));
    this.printed = head;
  }
}

/** A reply up to the end of its sentences; '' where it has none. */
function headOf({ blocks, rateable }: Reply): string {
  const point = blocks.findIndex(({ kind }: Block) => kind === 'point');
  return renderText({ blocks: blocks.slice(0, point + 1), rateable });
}
