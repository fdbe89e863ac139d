import type { SearchIndex } from '../search/search-index.ts';
import { answerFeatures } from './answer-features.ts';
import { confidence } from './judge-hits.ts';
import { readSide } from './read-side.ts';
import { MAX_HITS } from './thresholds.ts';

/** What is searched for a message, and whether the topic before was needed for it. */
export interface Rewritten {
  readonly question: string;
  readonly carried: boolean;
}

/** Longer messages tell their own story, in characters. */
const MAX_FOLLOW_UP = 36;
/** Most of the topic that is carried, in characters: the latest part counts. */
const MAX_TOPIC = 90;
/** How sure the answer to a message alone must be (logarithm of the odds) for it to stand alone; more where it leans on something. */
const ALONE = 1.2;
/** What is hardly a matter of ours is chat, not the rest of a question. */
const CHAT = 0.5;
const ALONE_THOUGH_LEANING = 4;
/** So likely, by the examples of 接着说, a message leans on what was said before. */
const GOES_ON = 0.1;

/** Beginnings by which people turn to something else. */
const TURNS =
  /^(?:(?:换个?|说个?|问个?)(?:别的)?(?:话题|事儿?|问题)|(?:另外|还有|再)(?:想)?(?:问)?(?:一?[个件])(?:别的)?(?:事儿?|问题)|还有个.{0,6}(?:事儿?|问题)|另一(?:件事|个问题)|不说这个了?|别的事)[,，:：。\s]*/;
/** Beginnings and endings that lean on what was said before. */
const LEANS =
  /^(?:那|可是?|但是?|不过|还有|另外|如果|要是|假如|万一|然后|所以|而且|或者|还是|以及|除了|这|上面|刚才|前面|它|他|她|对方|人家|剩下|多久|多长|多少|几年|几天|去哪|在哪|找谁|需要|要带|要交|带啥|带什么|为什么|为啥|凭什么|怎么算|怎么办|怎么写|怎么证明|能|可以|行|必须|要不要|有没有)|呢[?？!！。]*$/;

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
  if (readSide(message, 'procedure') === null && (await standsAlone(message, index))) return alone;
  // An article that was looked up is not looked up again by the next question.
  const carried = topic
    .replace(/《?[\u4e00-\u9fff]{0,12}》?第?[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?/g, '')
    .trim();
  return carried === '' ? alone : { question: `${carried.slice(-MAX_TOPIC)} ${message}`, carried: true };
}

async function standsAlone(message: string, index: SearchIndex): Promise<boolean> {
  const hits = await index.search(message, MAX_HITS);
  const asked = index.familiarity(message);
  const leaning = LEANS.test(message) || index.sayings.followUp(message) >= GOES_ON;
  if (!leaning && asked.matter <= CHAT) return true;
  return confidence(answerFeatures(hits, asked)) >= (leaning ? ALONE_THOUGH_LEANING : ALONE);
}
