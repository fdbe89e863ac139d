import { compareArticles } from '../knowledge/article-number.ts';
import type { ArticleReference, Digest, Entry, Guide, OfficialArticle } from '../knowledge/entry.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';

/** Parts of a document, each with its own weight in the ranking. */
export const FIELDS = ['title', 'digest', 'questions', 'terms', 'layWords', 'official'] as const;
export type Field = (typeof FIELDS)[number];

/** What is found and ranked: one article (its digest, its official text, or both) or one guide. */
export interface SearchDocument {
  /** 民法典第1079条 or 办事指南·离婚登记. */
  readonly id: string;
  readonly digest: Digest | null;
  readonly official: OfficialArticle | null;
  readonly guide: Guide | null;
  readonly fields: Readonly<Record<Field, readonly string[]>>;
}

/** All documents of the folder: articles by law and number, then guides. */
export function toDocuments(knowledge: Knowledge): SearchDocument[] {
  const ids = new Set([...knowledge.digests.keys(), ...knowledge.officialTexts.keys()]);
  const articles = [...ids].map((id) => articleDocument(id, knowledge.digests.get(id) ?? null, knowledge.officialTexts.get(id) ?? null));
  articles.sort((a, b) => compareReferences(referenceOf(a), referenceOf(b)));
  return [...articles, ...knowledge.guides.map(guideDocument)];
}

/** The article a document stands for; null for a guide. */
export function referenceOf(document: SearchDocument): ArticleReference | null {
  return document.digest ?? document.official;
}

/** The entry to show for a document: the digest where there is one. */
export function entryOf(document: SearchDocument): Entry {
  const entry = document.digest ?? document.official ?? document.guide;
  if (!entry) throw new Error(`document ${document.id} has no entry`);
  return entry;
}

function articleDocument(id: string, digest: Digest | null, official: OfficialArticle | null): SearchDocument {
  return {
    id,
    digest,
    official,
    guide: null,
    fields: {
      title: digest ? [digest.title] : [],
      digest: digest ? [digest.text] : [],
      questions: digest?.questions ?? [],
      terms: digest?.terms ?? [],
      layWords: digest?.layWords ?? [],
      official: official ? [official.title, ...official.paragraphs] : [],
    },
  };
}

function guideDocument(guide: Guide): SearchDocument {
  return {
    id: guide.id,
    digest: null,
    official: null,
    guide,
    fields: {
      title: [guide.title],
      digest: [guide.applies],
      questions: [...guide.questions, ...guide.faq.map((item) => item.question)],
      terms: guide.terms,
      layWords: guide.layWords,
      official: [],
    },
  };
}

function compareReferences(a: ArticleReference | null, b: ArticleReference | null): number {
  if (!a || !b) return Number(!a) - Number(!b);
  return a.law < b.law ? -1 : a.law > b.law ? 1 : compareArticles(a.article, b.article);
}
