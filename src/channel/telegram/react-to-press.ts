import { shownCitations } from '../../conversation/shown-citations.ts';
import { traditionalOf } from '../../conversation/traditional.ts';
import type { TurnStore } from '../../conversation/turn-store.ts';
import { WORDING } from '../../conversation/wording.ts';
import type { ButtonPress } from './button-data.ts';
import type { Said } from './read-telegram-message.ts';
import { renderTelegramCitation, type TelegramMessage } from './render-telegram.ts';

/** What a press leads to: a short notice to show beside the button, and what is said by it, which may take its time, or what is sent. */
type Reaction = { readonly notice: string | null } & (
  | { readonly say: Said }
  | { readonly say?: undefined; readonly messages: readonly TelegramMessage[] }
);

/** Who pressed, and in which group; null: in the private chat. */
interface Presser {
  readonly personId: string;
  readonly group: string | null;
}

/**
 * Does what a button says, or gives what is said by it.
 * @param pressed null for a press that is none of ours
 */
export async function reactToPress(pressed: ButtonPress | null, { personId, group }: Presser, store: TurnStore): Promise<Reaction> {
  const person = { channel: 'telegram', personId } as const;
  switch (pressed?.kind) {
    case undefined:
      return { notice: WORDING.tooOld, messages: [] };
    case 'say':
      return saying(pressed.command);
    case 'example':
      return saying(WORDING.examples[pressed.question] ?? '');
    case 'rate': {
      // The reasons are asked for in the chat.
      if (!pressed.useful) return { ...saying(`${WORDING.notUseful} ${pressed.turnId}`), notice: WORDING.thanks };
      const kept = await store.recordFeedback(pressed.turnId, person, { useful: true });
      return { notice: kept ? WORDING.thanks : WORDING.tooOld, messages: [] };
    }
    case 'ask': {
      const turn = await store.findForPerson(pressed.turnId, person, group);
      const related = turn?.outcome.kind === 'answered' ? turn.outcome.answer.related[pressed.question] : undefined;
      return related === undefined ? { notice: WORDING.tooOld, messages: [] } : saying(related);
    }
    case 'open': {
      // What was answered in a group is open to all of it.
      const turn = await store.findForPerson(pressed.turnId, person, group);
      const citation = turn ? shownCitations(turn)[pressed.citation] : undefined;
      if (!citation) return { notice: WORDING.tooOld, messages: [] };
      return { notice: null, messages: renderTelegramCitation(turn?.script === 'traditional' ? traditionalOf(citation) : citation) };
    }
  }
}

function saying(text: string): Reaction {
  return { notice: null, say: { text, addressed: true } };
}
