import { maskPersonalData } from '../answer/mask-personal-data.ts';
import { answerGuide, rankGuides } from '../answer/rank-guides.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { Understood } from './answer-message.ts';
import { say } from './reply.ts';
import { WORDING } from './wording.ts';

/** Guides offered at once. */
const MAX_OFFERED = 5;

/**
 * 办事指南: the guide of this title, or those that fit the keyword, to be tapped; without a keyword the one for the topic that is
 * talked about.
 */
export async function answerWithGuides(wanted: string, topic: string | null, index: SearchIndex): Promise<Understood> {
  const keyword = maskPersonalData(wanted);
  const asked = keyword === '' ? (topic ?? '') : keyword;
  const about = { question: keyword === '' ? WORDING.guideCommand : keyword, asked, screen: 'none' as const, stages: {} };
  const guides = asked === '' ? [] : await rankGuides(asked, index);
  const named = guides.find(({ title }) => title === keyword) ?? (keyword === '' ? guides[0] : undefined);
  if (named)
    return {
      ...about,
      outcome: answerGuide(named, asked, index),
      retrieved: [named.id, ...named.basis.map(({ law, article }) => `${law}第${article.number}条`)],
    };
  const choices = guides.slice(0, MAX_OFFERED).map(({ title }) => ({ label: title, command: `办事指南 ${title}` }));
  const reply = choices.length === 0 ? say(WORDING.noGuide) : say(WORDING.whichGuide, choices);
  return { ...about, outcome: { kind: 'conversed', reply }, retrieved: [] };
}
