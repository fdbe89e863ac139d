import type { Topic } from '../knowledge/law.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { Asks } from './read-asks.ts';
import { NEAR_CLAUSE } from './thresholds.ts';

/**
 * One of the things asked in a story as a question that stands alone: the story's matter where the ask does not name one (离婚), the
 * clause of the story that is nearest to it, and its own words.
 */
export function standAlone(ask: string, { story, asks }: Asks, index: SearchIndex): string {
  const matter = matterOf([...story, ...asks].join(), ask, index.knowledge.topics);
  return [matter, nearestClause(ask, story, index), ask].filter((words) => words !== null).join();
}

/**
 * The topic (话题.yaml) that a message speaks of most, by its first word where that is like the word that was said (离婚 for 想离), else
 * by the word that was said. Null where the ask speaks of it itself, or there is none.
 */
function matterOf(message: string, ask: string, topics: readonly Topic[]): string | null {
  const spoken = topics.flatMap(({ words }) => {
    const [name = ''] = words;
    const said = words.filter((word) => word.length > 1 && message.includes(word));
    const [first] = said;
    const times = said.reduce((sum, word) => sum + message.split(word).length - 1, 0);
    const word = [...name].some((letter) => first?.includes(letter)) ? name : first;
    return word === undefined ? [] : [{ word, times, asked: words.some((one) => ask.includes(one)) }];
  });
  const most = Math.max(0, ...spoken.map(({ times }) => times));
  return spoken.find(({ times, asked }) => times === most && !asked)?.word ?? null;
}

function nearestClause(ask: string, story: readonly string[], index: SearchIndex): string | null {
  const likeness = index.likenessTo(ask);
  const [nearest] = story
    .filter((clause) => !ask.includes(clause))
    .map((clause) => ({ clause, score: likeness(clause) }))
    .sort((a, b) => b.score - a.score);
  return nearest && nearest.score >= NEAR_CLAUSE ? nearest.clause : null;
}
