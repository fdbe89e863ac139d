import type { SearchIndex } from '../search/search-index.ts';
import { goesOn } from './goes-on.ts';
import { readSide } from './read-side.ts';

/** What is searched for a message, and whether the topic before was needed for it. */
export interface Rewritten {
  readonly question: string;
  readonly carried: boolean;
}

/** Longer messages tell their own story, in characters. */
const MAX_FOLLOW_UP = 36;
/** Most of the topic that is carried, in characters: the latest part counts. */
const MAX_TOPIC = 90;
/** Beginnings by which people turn to something else. */
const TURNS =
  /^(?:(?:换个?|说个?|问个?)(?:别的)?(?:话题|事儿?|问题)|(?:另外|还有|再)(?:想)?(?:问)?(?:一?[个件])(?:别的)?(?:事儿?|问题)|还有个.{0,6}(?:事儿?|问题)|另一(?:件事|个问题)|不说这个了?|别的事)[,，:：。\s]*/;
/**
 * The question that a message asks, standing alone: with the topic before it where it cannot be understood without (那孩子呢, 多久,
 * 她不同意怎么办), by itself where the topic has changed or the message is answered well alone.
 * @param topic the standing-alone question asked before in this conversation; null where there is none
 */
export async function rewriteQuestion(message: string, topic: string | null, index: SearchIndex): Promise<Rewritten> {
  const alone = { question: message, carried: false };
  if (topic === null || message.length > MAX_FOLLOW_UP || /第.{1,9}条/.test(message)) return alone;
  if (TURNS.test(message)) return { question: message.replace(TURNS, ''), carried: false };
  // 要多少钱, 去哪里办 are of no matter by themselves.
  if (readSide(message, 'procedure') === null && !(await goesOn(message, topic, index))) return alone;
  // An article that was looked up is not looked up again by the next question.
  const carried = topic
    .replace(/《?[\u4e00-\u9fff]{0,12}》?第?[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?/g, '')
    .trim();
  return carried === '' ? alone : { question: `${carried.slice(-MAX_TOPIC)} ${message}`, carried: true };
}
