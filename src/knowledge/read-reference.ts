import { parseArticle } from './article-number.ts';
import type { ArticleReference } from './entry.ts';

/** An article as staff name it (民法典第1076条, 《民法典》第1076条); null for anything else. */
export function readReference(text: string): ArticleReference | null {
  const [, law, number] = /^《?(.+?)》?\s*(第[^第]+)$/.exec(text) ?? [];
  const article = number === undefined ? null : parseArticle(number);
  return law === undefined || !article ? null : { law: law.trim(), article };
}
