import type { NotCovered, Topic } from '../knowledge/law.ts';
import { remember } from '../search/remember.ts';

/** Longest message that may be no more than a topic, in characters. */
const LONGEST_TOPIC = 8;
/** What people put around a topic without asking anything. */
const AROUND =
  /^(?:咨询(?:一?下)?|问(?:一?下)?|请问|我?(?:想要?|要)(?:问|了解|咨询)?|关于|了解|我?被)+|(?:的?(?:问题|事情?|纠纷|咨询|相关|方面)|怎么办|咋办|怎么处理|了|[?？。！!,，])+$/g;

/** The topic that a message is no more than (离婚, 工伤咨询); null for anything that asks something. */
export function readTopic(message: string, topics: readonly Topic[]): Topic | null {
  if (message.length > LONGEST_TOPIC) return null;
  const bare = message.replace(AROUND, '').trim();
  return topics.find(({ words }) => words.includes(message) || words.includes(bare)) ?? null;
}

/** The matter in a message that the folder does not cover; null where there is none. */
export function readNotCovered(message: string, notCovered: readonly NotCovered[]): NotCovered | null {
  return notCovered.find(({ words }) => words.some((word) => partsOf(word).every((part) => message.includes(part)))) ?? null;
}

/** Parts that must all stand in a message (日本+离婚), of as many words as a folder may have. */
const partsOf = remember((word): readonly string[] => word.split('+'), 10_000);
