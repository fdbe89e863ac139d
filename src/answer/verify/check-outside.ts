import { type Passage, textOf } from './passage.ts';
import { plainText } from './plain-text.ts';

/** Addresses of pages and mail: only those of a source. */
const ADDRESS = /https?:\/\/|www\.|[\w-]+\.(?:com|cn|net|org|top|xyz|vip)(?![a-z])|[\w.]+@[\w-]+/gi;
/** Accounts to add and money to send: only those of a guide, which staff write; no article speaks of them. */
const ACCOUNT = /加(?:我|他|她)?微信|微信号|加QQ|QQ群|二维码|扫码|转账到|汇款到|交保证金/gi;
/** Promises that nobody can make, and talk of the machine instead of the matter: never, whoever wrote them into a source. */
const NEVER =
  /稳赢|必胜|包赢|(?:一定|肯定|必定|保证|绝对|百分之百|100%)(?:能|会|可以)?(?:打?赢|胜诉|判给|拿到|要回|成功|批准)|系统提示|提示词|开发者模式|忽略(?:以上|上面|之前|前面)|作为(?:一个)?(?:AI|人工智能|语言模型)|api[_ ]?key/i;

/** Whether a sentence brings in contacts, promises or talk of itself that an answer never has. */
export function bringsFromOutside(sentence: string, cited: readonly Passage[]): boolean {
  const text = plainText(sentence);
  const without = (pattern: RegExp, passages: readonly Passage[]) => {
    const source = plainText(passages.map(textOf).join('\n')).toLowerCase();
    return (text.match(pattern) ?? []).some((words) => !source.includes(words.toLowerCase()));
  };
  const guides = cited.filter((passage) => passage.article === null);
  return NEVER.test(text) || without(ADDRESS, cited) || without(ACCOUNT, guides);
}
