import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { normalizeText } from './normalize.ts';
import { remember } from './remember.ts';

/** Words that carry no matter of their own; asking words too, since every question has them. */
const STOP_WORDS = new Set(
  (
    '的 了 吗 呢 啊 吧 呀 么 嘛 是 在 有 和 与 或 及 等 就 都 而 也 还 又 很 把 被 让 给 对 从 到 向 于 以 为 之 其 这 那 ' +
    '这个 那个 这些 那些 我 你 他 她 它 我们 你们 他们 她们 自己 一个 什么 怎么 怎么办 如何 怎样 怎么样 为什么 哪些 哪个 哪里 谁 ' +
    '多少 几 吗 请问 您好 你好 谢谢 可以 能 能否 能不能 可不可以 是否 是不是 会 会不会 要 要不要 需要 应该 应当 必须 想 ' +
    '想要 一下 没有 没 不 不是 之后 以后 之前 时候 的话 如果 但是 因为 所以 情况 问题 规定 法律 民法典 民法 有关 关于 进行 ' +
    '算 说 问 吗 个 条 上 下 里 中 得 着 过 地 们 该 各 每 再 只 才 则 所'
  ).split(/\s+/),
);

/** Weight of a folder's own term in the word list; high enough to win over its parts. */
const TERM_FREQUENCY = 100_000;

/** What cuts texts. */
export type Cutter = Pick<Segmenter, 'words' | 'stretches'>;

/** A cutter that cuts each text once, for the time an index is built. */
export function rememberWords(segmenter: Segmenter): Cutter {
  return { words: remember((text) => segmenter.words(text), Number.POSITIVE_INFINITY), stretches: (text) => segmenter.stretches(text) };
}

/** Texts whose words are kept: those of the questions under way. */
const UNDER_WAY = 200;

/** Cuts Chinese text into words (分词) by jieba's dictionary and the folder's own legal terms. */
export class Segmenter {
  private readonly jieba: Jieba;

  /** @param terms words of the folder (用语, 口语) that must be kept whole */
  constructor(terms: Iterable<string>) {
    this.jieba = Jieba.withDict(dict);
    const lines = [...new Set(terms)].filter((term) => /^[\u4e00-\u9fff]{2,8}$/.test(term)).map((term) => `${term} ${TERM_FREQUENCY} n`);
    if (lines.length > 0) this.jieba.loadDict(Buffer.from(`${lines.join('\n')}\n`));
  }

  /** The words that carry meaning, with the shorter words inside long ones; white space, punctuation and stop words are left out. */
  readonly words = remember(
    (text): readonly string[] =>
      this.jieba.cutForSearch(normalizeText(text), true).filter((word) => /[\p{L}\p{N}]/u.test(word) && !STOP_WORDS.has(word)),
    UNDER_WAY,
  );

  /** The stretches of text between stop words and punctuation, whole: 离婚后孩子跟谁 gives 离婚, 孩子. */
  readonly stretches = remember((text): readonly string[] => {
    const stretches: string[] = [];
    let current = '';
    for (const word of [...this.jieba.cut(normalizeText(text), true), '']) {
      if (/[\p{L}\p{N}]/u.test(word) && !STOP_WORDS.has(word)) {
        current += word;
      } else if (current !== '') {
        stretches.push(current);
        current = '';
      }
    }
    return stretches;
  }, UNDER_WAY);
}
