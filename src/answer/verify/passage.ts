import type { ArticleReference, Guide } from '../../knowledge/entry.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Law } from '../../knowledge/law.ts';
import type { SearchDocument } from '../../search/search-document.ts';

/** What may be cited for one answer: an article, in our words (要旨), the statute's (原文) or both, or a guide. */
export interface Passage {
  /** 民法典第1079条 or 办事指南·离婚登记. */
  readonly id: string;
  /** The article it is; null for a guide. */
  readonly article: ArticleReference | null;
  /** The digest, or all a guide says; '' where there is only the official text. */
  readonly plain: string;
  /** The paragraphs (款) of the official text; null where staff have not imported it. */
  readonly official: readonly string[] | null;
  /** First day on which it applies, YYYY-MM-DD; null where the text does not say. */
  readonly from: string | null;
  /** First day on which it applies no more (废止); null while it applies. */
  readonly until: string | null;
  /** How staff describe it besides: title, questions, terms, lay words. Helps to recognise it, proves nothing. */
  readonly described: readonly string[];
  /** Articles a guide rests on, which it may name; [] for an article. */
  readonly basis: readonly ArticleReference[];
}

/** A document of the index as something to cite. */
export function toPassage(document: SearchDocument, knowledge: Knowledge): Passage {
  const { id, digest, official, guide } = document;
  const entry = digest ?? official ?? guide;
  const article = digest ?? official;
  const law: Law | null = article ? knowledge.law(article.law) : null;
  return {
    id,
    article: article ? { law: article.law, article: article.article } : null,
    plain: digest?.text ?? (guide ? guideText(guide) : ''),
    official: official?.paragraphs ?? null,
    from: entry?.inForce ?? null,
    until: law?.repealed?.on ?? null,
    described: entry ? [entry.title, ...entry.questions, ...entry.terms, ...entry.layWords] : [],
    basis: guide?.basis ?? [],
  };
}

/** Everything a passage says that can prove a sentence. */
export function textOf(passage: Passage): string {
  return [passage.plain, ...(passage.official ?? [])].filter((part) => part !== '').join('\n');
}

function guideText(guide: Guide): string {
  const { applies, authority, how, timeLimit, fee, materials, steps, faq, notes } = guide;
  const answers = faq.map(({ question, answer }) => `${question}\n${answer}`);
  return [applies, authority, how, timeLimit, fee, ...materials, ...steps, ...answers, ...notes].join('\n');
}
