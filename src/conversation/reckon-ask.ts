import type { Asks } from '../answer/read-asks.ts';
import { presentLeft } from './present-several.ts';
import type { Reckoned } from './reckon/reckon.ts';

/**
 * The first of the things asked in a story that the law counts, reckoned by the figures of the story, and below it the others by name:
 * to be asked next, so that none is passed over in silence. Null where none is reckoned.
 * @param reckon what a question comes to; null for what is not reckoned
 */
export function reckonAsk({ story, asks }: Asks, reckon: (question: string) => Reckoned | null): Reckoned | null {
  const told = asks.map((ask) => ({ ask, reckoned: reckon([...story, ask].join()) }));
  const first = told.find(({ reckoned }) => reckoned !== null);
  if (!first?.reckoned) return null;
  const open = told.filter((one) => one !== first).map(({ ask }) => ({ label: ask, question: ask }));
  const { reply } = first.reckoned;
  return { ...first.reckoned, reply: { ...reply, blocks: [...reply.blocks, ...presentLeft({ open, unanswered: [] }, (ask) => ask)] } };
}
