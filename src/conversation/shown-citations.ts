import type { Citation } from '../answer/outcome.ts';
import type { Turn } from './turn-store.ts';

/** The articles that a reply named, as their buttons count them: those of an answer, or the one that was near. */
export function shownCitations({ outcome }: Turn): readonly Citation[] {
  if (outcome.kind === 'answered') return outcome.answer.citations;
  return outcome.kind === 'declined' && outcome.near?.kind === 'article' ? [outcome.near.citation] : [];
}
