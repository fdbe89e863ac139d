import type { Notice } from '../answer/outcome.ts';
import { type Screened, screenMessage } from '../answer/screen-message.ts';
import type { Desk } from '../knowledge/law.ts';
import { normalizeText } from '../search/normalize.ts';
import type { SayingClassifiers } from '../search/saying-classifiers.ts';
import { presentNotice } from './present-outcome.ts';
import type { Reply } from './reply.ts';

/** Hotlines named in danger: few, so that one is called. */
const MAX_URGENT = 3;

/** Who helps in danger, said before anything else; null where there is none. */
export function urgentNotice({ kind, desks }: Screened): Notice | null {
  if (kind !== 'crisis') return null;
  return { kind: 'urgent', desks: desks.slice(0, MAX_URGENT).map(({ name, handles }) => ({ name, handles })) };
}

/** As `urgentNotice`, of words that are part of a case, an intake or a call for a person. */
export function dangerIn(text: string, { desks }: { readonly desks: readonly Desk[] }, sayings: SayingClassifiers): Notice | null {
  const words = normalizeText(text);
  return urgentNotice(screenMessage(words, desks, sayings));
}

/** A reply with the hotlines above it. */
export function withHotlines(reply: Reply, danger: Notice): Reply {
  return { ...reply, blocks: [presentNotice(danger), ...reply.blocks] };
}
