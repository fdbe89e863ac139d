import type { Asks } from '../answer/read-asks.ts';
import { presentLeft } from './present-several.ts';
import type { Reckoned } from './reckon/reckon.ts';
import type { Reply } from './reply.ts';

/**
 * What was reckoned for a story, and below it the other things that it asks: to be asked next, so that none is passed over in silence.
 * @param reckoned what an ask comes to with its story before it; null for what is not reckoned
 */
export function nameLeft(reply: Reply, { story, asks }: Asks, reckoned: (question: string) => Reckoned | null): Reply {
  const left = asks.filter((ask) => reckoned([...story, ask].join()) === null);
  if (left.length === asks.length) return reply;
  return {
    ...reply,
    blocks: [...reply.blocks, ...presentLeft({ open: left.map((ask) => ({ label: ask, question: ask })), unanswered: [] })],
  };
}
