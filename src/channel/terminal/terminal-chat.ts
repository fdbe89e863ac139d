import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Outbox } from '../../conversation/outbox.ts';
import { presentHelp, presentTurn } from '../../conversation/present-outcome.ts';
import { shownCitations } from '../../conversation/shown-citations.ts';
import { type TurnContext, takeTurn } from '../../conversation/take-turn.ts';
import type { Turn } from '../../conversation/turn-store.ts';
import { WORDING } from '../../conversation/wording.ts';
import { renderCitation, renderText } from './render-text.ts';
import { TerminalPreview } from './terminal-preview.ts';

const PERSON = { channel: 'terminal', personId: 'local', chatId: 'local' } as const;

/** Asks one question as the person at this terminal. */
export function askOnce(text: string, context: TurnContext): Promise<Turn> {
  return takeTurn({ ...PERSON, messageId: randomUUID(), text }, context);
}

/** Asks one question and prints the answer; where a model writes it, sentence by sentence. */
export async function askAloud(text: string, context: TurnContext, output: Writable): Promise<Turn> {
  const preview = new TerminalPreview(output);
  const turn = await takeTurn({ ...PERSON, messageId: randomUUID(), text }, context, () => [], preview);
  preview.finish(presentTurn(turn));
  return turn;
}

/** Talks until the input ends or the person types 退出; what others have to say is shown before each prompt. */
export async function chat(context: TurnContext, outbox: Outbox | null, input: Readable, output: Writable): Promise<void> {
  output.write(`${renderText(presentHelp())}\n\n${WORDING.terminalHints}\n`);
  await showLetters(outbox, output);
  // Lines that come before somebody waits for them are lost.
  const lines = createInterface({ input, output, prompt: '\n您：' });
  lines.prompt();
  let last: Turn | null = null;
  for await (const line of lines) {
    const text = line.trim();
    if (text === '退出' || text === 'exit') break;
    const command = /^(?:原文|要旨)\s*(\d*)$/.exec(text);
    if (command) {
      output.write(`\n${openCitation(last, Number(command[1] || 1))}\n`);
    } else if (text !== '') {
      output.write('\n');
      last = await askAloud(text, context, output);
    }
    await showLetters(outbox, output);
    lines.prompt();
  }
  lines.close();
}

async function showLetters(outbox: Outbox | null, output: Writable): Promise<void> {
  for (;;) {
    const [letter] = (await outbox?.claim('terminal', 1)) ?? [];
    if (!letter) return;
    output.write(`\n${(letter.payload as { text: string }).text}\n`);
    await outbox?.markSent(letter, null);
  }
}

function openCitation(turn: Turn | null, position: number): string {
  const citation = turn ? shownCitations(turn)[position - 1] : undefined;
  return citation ? renderCitation(citation) : WORDING.nothingToOpen;
}
