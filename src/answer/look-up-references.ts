import { formatArticle, formatNumeral } from '../knowledge/article-number.ts';
import { type ArticleReference, articleId } from '../knowledge/entry.ts';
import { findReferences, type NamedArticle, type References } from '../search/find-references.ts';
import type { SearchDocument } from '../search/search-document.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { Notice } from './outcome.ts';

/** What exact references lead to: documents to show, and what must be said about the rest. */
export interface LookedUp {
  readonly documents: readonly SearchDocument[];
  readonly notices: readonly Notice[];
}

/**
 * Looks named articles up. An article of a repealed law leads to the articles that govern today; one that does not exist
 * is said not to exist; one that exists but is not in the folder is said to be missing here.
 */
export function lookUpReferences(references: References, index: SearchIndex): LookedUp {
  const documents: SearchDocument[] = [];
  const notices: Notice[] = [];
  const add = (id: string): boolean => {
    const document = index.document(id);
    if (document && !documents.includes(document)) documents.push(document);
    return document !== null;
  };
  for (const law of references.laws) {
    if (law.repealed && !references.articles.some((named) => named.law === law))
      notices.push(repealedNotice(law.short, law.repealed, null, []));
  }
  for (const named of references.articles) {
    const { law, article } = named;
    const id = articleId({ law: law.short, article });
    if (law.repealed) {
      const { successor, today } = law.repealed;
      const ids = (article.sub === 0 ? (today[String(article.number)] ?? []) : []).map((number) =>
        articleId({ law: successor, article: { number, sub: 0 } }),
      );
      notices.push(repealedNotice(law.short, law.repealed, formatArticle(article), ids));
      for (const governing of ids) add(governing);
    } else if (!add(id)) {
      notices.push(missingNotice(named, id, index));
    }
  }
  for (const label of references.ofUnknownLaw) notices.push({ kind: 'not-covered', label: `您说的这部法律${label}` });
  return { documents, notices };
}

function repealedNotice(
  law: string,
  repeal: NonNullable<NamedArticle['law']['repealed']>,
  asked: string | null,
  today: readonly string[],
): Notice {
  return { kind: 'repealed', law, on: repeal.on, successor: `${repeal.successor}${repeal.part}`, asked, today };
}

function missingNotice({ law, article }: NamedArticle, label: string, index: SearchIndex): Notice {
  return index.knowledge.existence({ law: law.short, article }) === 'missing'
    ? { kind: 'no-such-article', label, law: law.short, last: law.articles }
    : { kind: 'not-covered', label };
}

/** What became of the articles that a question names: one law and one status a line. */
export interface Lookup {
  /** Short name; what the person called it where nobody has told us of the law. */
  readonly law: string;
  /** Numbers, as 1079 or 120之一. */
  readonly articles: readonly string[];
  readonly status: 'found' | 'repealed' | 'no-such-article' | 'not-covered';
}

/** Looks up the articles named in a question, without saying anything. */
export function lookUp(question: string, index: SearchIndex): Lookup[] {
  const found = new Map<string, { law: string; articles: string[]; status: Lookup['status'] }>();
  for (const { law, article } of findReferences(question, index.knowledge).articles) {
    const status = statusOf(law, articleId({ law: law.short, article }), { law: law.short, article }, index);
    const key = `${law.short} ${status}`;
    const line = found.get(key) ?? { law: law.short, articles: [], status };
    line.articles.push(article.sub === 0 ? String(article.number) : `${article.number}之${formatNumeral(article.sub)}`);
    found.set(key, line);
  }
  return [...found.values()];
}

function statusOf(law: NamedArticle['law'], id: string, reference: ArticleReference, index: SearchIndex): Lookup['status'] {
  if (law.repealed) return 'repealed';
  if (index.document(id)) return 'found';
  return index.knowledge.existence(reference) === 'missing' ? 'no-such-article' : 'not-covered';
}
