import { type ArticleNumber, formatArticle } from './article-number.ts';

/** One article of one law, by the law's short name (民法典). */
export interface ArticleReference {
  readonly law: string;
  readonly article: ArticleNumber;
}

interface EntryBase {
  /** Unique in the folder: 民法典第1079条, 民法典第1079条·原文, 办事指南·离婚登记. */
  readonly id: string;
  readonly title: string;
  /** What the entry says: the digest, the official paragraphs, or the guide's sections. */
  readonly text: string;
  /** Questions as people ask them (问), each answered by this entry. */
  readonly questions: readonly string[];
  /** Statutory terms (用语). */
  readonly terms: readonly string[];
  /** Everyday words that the statute does not use (口语). */
  readonly layWords: readonly string[];
  /** Path below the knowledge folder, with forward slashes. */
  readonly file: string;
  /** Line on which the entry starts, from 1. */
  readonly line: number;
  /** Day from which the rule applies (施行日期), YYYY-MM-DD; null where the text does not say. */
  readonly inForce: string | null;
  /** Day on which staff last compared the entry with its source (核对), YYYY-MM-DD; null for official texts. */
  readonly checked: string | null;
}

/** An article of a statute in plain words (要旨), written by staff. */
export interface Digest extends EntryBase, ArticleReference {
  readonly kind: 'digest';
  readonly lawName: string;
  readonly book: string;
  readonly chapter: string;
  readonly seeAlso: readonly ArticleReference[];
  /** Why a figure of the statute is rightly absent or added (`<!-- 数字：理由 -->`); null where figures must agree. */
  readonly figureNote: string | null;
}

/** An article as published (原文), imported by staff. */
export interface OfficialArticle extends EntryBase, ArticleReference {
  readonly kind: 'official';
  readonly lawName: string;
  /** The paragraphs (款) with their items, in order. */
  readonly paragraphs: readonly string[];
  /** Book (编) it stands in, without number and 编: 婚姻家庭; '' where the law has none. */
  readonly volume: string;
  /** Part (分编) and chapter (章) it stands in, without spaces: 第二分编所有权第六章业主的建筑物区分所有权; '' where there are none. */
  readonly place: string;
}

export const AUDIENCES = ['居民', '企业', '部门'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** A procedure (办事指南): who may use it, what to bring, what to do. */
export interface Guide extends EntryBase {
  readonly kind: 'guide';
  readonly audience: readonly Audience[];
  readonly region: string;
  readonly authority: string;
  readonly how: string;
  readonly timeLimit: string;
  readonly fee: string;
  readonly basis: readonly ArticleReference[];
  readonly sources: readonly string[];
  readonly applies: string;
  readonly materials: readonly string[];
  readonly steps: readonly string[];
  readonly faq: readonly { readonly question: string; readonly answer: string }[];
  readonly notes: readonly string[];
}

/** Anything the bot may cite. */
export type Entry = Digest | OfficialArticle | Guide;

/** The name by which an article is known everywhere: 民法典第1079条. */
export function articleId(reference: ArticleReference): string {
  return `${reference.law}${formatArticle(reference.article)}`;
}
