import { percentOf } from './rate.ts';
import type { QuestionCounts } from './report-source.ts';

/** How a question can end, and what a clerk calls it. */
const OUTCOMES: readonly (readonly [outcome: string, name: string])[] = [
  ['answered', '已回答'],
  ['declined', '没有依据，未回答'],
  ['needs-detail', '请对方说清楚'],
  ['failed', '系统出错'],
];

/** Questions to the bot (咨询) by how they ended, and what people said of the answers. Shares are in per cent. */
export interface QuestionFigures {
  readonly asked: number;
  readonly outcomes: readonly { readonly name: string; readonly count: number; readonly share: number | null }[];
  readonly useful: number;
  readonly notUseful: number;
  /** Among all that people said anything of; null where nobody did. */
  readonly usefulShare: number | null;
  readonly notUsefulShare: number | null;
}

/** Adds the questions up. An outcome that is not known here stands under its own name, so that the sum stays right. */
export function questionFigures({ outcomes, useful, notUseful }: QuestionCounts): QuestionFigures {
  const counts = new Map(OUTCOMES.map(([, name]) => [name, 0]));
  for (const { outcome, count } of outcomes) counts.set(OUTCOMES.find(([known]) => known === outcome)?.[1] ?? outcome, count);
  const asked = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    asked,
    outcomes: [...counts].map(([name, count]) => ({ name, count, share: percentOf(count, asked) })),
    useful,
    notUseful,
    usefulShare: percentOf(useful, useful + notUseful),
    notUsefulShare: percentOf(notUseful, useful + notUseful),
  };
}
