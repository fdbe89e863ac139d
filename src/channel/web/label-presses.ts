import type { Reply } from '../../conversation/reply.ts';
import { normalizeText } from '../../search/normalize.ts';

/** The id of an answer behind a command (转人工 …), which says nothing to people. */
const ANSWER_ID = / [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Shows what a person said as they saw it said: the label of the button, where it was one that an earlier reply offered. */
export class PressLabels {
  private readonly labels = new Map<string, string>();

  /** Remembers what a reply offers to be tapped. */
  offer({ blocks }: Reply): void {
    for (const block of blocks)
      if (block.kind === 'choices') for (const { label, command } of block.choices) this.labels.set(normalizeText(command), label);
  }

  /** The words that were kept, as the person saw them. */
  shown(said: string): string {
    return this.labels.get(normalizeText(said)) ?? said.replace(ANSWER_ID, '');
  }
}
