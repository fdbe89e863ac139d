import type { ArticleReference } from './entry.ts';

/** A law that people may name: what it is called, how many articles it has, whether it still applies. */
export interface Law {
  /** Full name (中华人民共和国民法典). */
  readonly name: string;
  /** Name in references (民法典). */
  readonly short: string;
  /** Other names people use. */
  readonly aliases: readonly string[];
  /** Number of its last article; null when not known. */
  readonly articles: number | null;
  /** Files of its official text below the mirror that `laws:fetch` asks, in order; [] where none is known. */
  readonly text: readonly string[];
  /** Null while it applies (现行有效). */
  readonly repealed: Repeal | null;
}

/** What became of a repealed law (已废止). */
interface Repeal {
  /** Last day's morrow: from this day it does not apply, YYYY-MM-DD. */
  readonly on: string;
  /** Law that governs today, by its short name. */
  readonly successor: string;
  /** Its part that took over (婚姻家庭编). */
  readonly part: string;
  /** Article of the repealed law -> articles of the successor. Absent: not worked out yet. */
  readonly today: Readonly<Record<string, readonly number[]>>;
}

/** A desk (承办单位) that helps where the bot cannot: a national hotline with what it handles. */
export interface Desk {
  readonly name: string;
  readonly phone: string;
  /** What it handles, as one phrase to show. */
  readonly handles: string;
  /** Words in a question by which the matter is recognised. */
  readonly words: readonly string[];
  /** Words that mean danger now: the desk is then named before anything else; [] for most desks. */
  readonly urgent: readonly string[];
}

/** An example of what people say, by which messages are told apart. */
export interface Saying {
  /** What it is: 危险, 闲话, or a kind of case. */
  readonly kind: string;
  /** Who says it (居民, 企业); '' where that says nothing. */
  readonly who: string;
  readonly text: string;
}

/** A matter that people name by a word or two (离婚). */
export interface Topic {
  readonly words: readonly string[];
  /** Offered to be tapped; the first is answered where there are no choices. */
  readonly questions: readonly string[];
  /** The ways in which it may be meant (两个人都同意, 有一方不同意), each told in a line; [] where it is meant in one. */
  readonly choices: readonly TopicChoice[];
}

/** One way in which a topic may be meant. */
export interface TopicChoice {
  /** What is tapped. */
  readonly label: string;
  /** What is asked then. */
  readonly question: string;
  /** What the law says of it, in a line or two. */
  readonly says: string;
  /** The articles that say so; [] where it is the guide that does. */
  readonly basis: readonly ArticleReference[];
  /** Title of the guide for it; null for none. */
  readonly guide: string | null;
}

/** A matter that is no business of the folder: who helps instead. */
export interface NotCovered {
  readonly name: string;
  /** One of them in a question names the matter; `甲+乙`: both must be there. */
  readonly words: readonly string[];
  /** Telephones of the desks that help, the first first. */
  readonly desks: readonly string[];
}

/** What people say for what the law calls otherwise (口语 -> 法律用语). */
export interface LayWord {
  readonly lay: string;
  readonly terms: readonly string[];
  /** Field of life (婚姻, 租房). */
  readonly domain: string;
}
