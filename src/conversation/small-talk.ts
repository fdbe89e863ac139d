import { presentHelp } from './present-outcome.ts';
import { type Reply, say } from './reply.ts';
import { WORDING } from './wording.ts';

const GREETING =
  /^(?:你好|您好|哈喽|哈啰|嗨|hi|hello|hey|在吗|在不在|在么|有人吗|早上好|上午好|中午好|下午好|晚上好|早|你好啊|您好啊|你们好)[呀啊呢吗!！。.~～?？\s]*$/i;
const THANKS =
  /^(?:好的?|嗯+|哦+|ok|行|明白了?|知道了|清楚了|懂了|收到|可以)?[,，。!！\s]*(?:谢谢|多谢|感谢|谢了|辛苦|麻烦|太好了|非常感谢|谢)(?:你|您|啦|了|法小二|啊|哈|大家|帮忙|解答|指点)*[!！。.~～\s]*$|^(?:好的|嗯+|哦+|ok|明白了|知道了|清楚了|懂了|收到|再见|拜拜|晚安)[!！。.~～\s]*$/i;
const WHO =
  /^(?:你是谁|你是(?:什么|干什么的|做什么的|人工|机器人|真人)吗?|你叫什么(?:名字)?|你能(?:做|干|帮我做)?(?:什么|啥)|你会(?:什么|啥)|怎么用|法小二(?:是什么|是谁)?|介绍一下你自己)[?？。!！\s]*$/;

/** The reply to greetings, thanks and questions about the bot itself; null for anything else. */
export function smallTalk(text: string): Reply | null {
  if (GREETING.test(text) || WHO.test(text)) return presentHelp();
  return THANKS.test(text) ? say(WORDING.welcome) : null;
}
