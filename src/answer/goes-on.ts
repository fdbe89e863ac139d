import type { Hit, SearchIndex } from '../search/search-index.ts';
import { answerFeatures } from './answer-features.ts';
import { confidence } from './judge-hits.ts';
import { FOLLOW_UP, MAX_HITS } from './thresholds.ts';

/** Documents by which a message and the topic before it are compared. */
const COMPARED = 8;
/** What is hardly a matter of ours is chat, not the rest of a question. */
const CHAT = 0.5;
/** Examples so likely of 接着说 speak for going on whatever the matter. */
const LIKELY = 0.1;
/** Beginnings and endings that lean on what was said before. */
const LEANS =
  /^(?:那|可是?|但是?|不过|还有|另外|如果|要是|假如|万一|然后|所以|而且|或者|还是|以及|除了|这|上面|刚才|前面|它|他|她|对方|人家|剩下|多久|多长|多少|几年|几天|去哪|在哪|找谁|需要|要带|要交|带啥|带什么|为什么|为啥|凭什么|怎么算|怎么办|怎么写|怎么证明|能|可以|行|必须|要不要|有没有)|呢[?？!！。]*$/;

/**
 * Whether a message goes on with a topic: it sounds like the rest of a question (接着说), is not answered well alone, or finds
 * what the topic finds. Chat never does.
 */
export async function goesOn(message: string, topic: string, index: SearchIndex): Promise<boolean> {
  const asked = index.familiarity(message);
  const likely = index.sayings.followUp(message);
  const leans = LEANS.test(message);
  if (!leans && likely < LIKELY && asked.matter <= CHAT) return false;
  const alone = await index.search(message, MAX_HITS);
  const before = await index.search(topic, MAX_HITS);
  const sure = Math.max(LEAST_SURE, confidence(answerFeatures(alone, asked)));
  const { bias, weights } = FOLLOW_UP;
  const sum =
    weights.sure * sure + weights.likely * odds(likely) + weights.leans * Number(leans) + weights.common * inCommon(alone, before);
  return bias + sum >= 0;
}

/** Nothing is less sure than this. */
const LEAST_SURE = -6;

/** The share of the first documents that two searches have in common, 0 to 1; 0 where a folder is too small to tell. */
function inCommon(a: readonly Hit[], b: readonly Hit[]): number {
  if (Math.min(a.length, b.length) < COMPARED) return 0;
  const ids = new Set(b.slice(0, COMPARED).map(({ document }) => document.id));
  return a.slice(0, COMPARED).filter(({ document }) => ids.has(document.id)).length / COMPARED;
}

/** The logarithm of the odds of a share, within ±4.6. */
function odds(share: number): number {
  return Math.log((share + 0.01) / (1 - share + 0.01));
}
