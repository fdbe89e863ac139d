import { type LprTable, NO_LPR } from '../calculation/lpr-table.ts';
import { compareArticles } from './article-number.ts';
import { type ArticleReference, articleId, type Digest, type Entry, type Guide, type OfficialArticle } from './entry.ts';
import type { Desk, Law, LayWord, NotCovered, Saying, Topic } from './law.ts';
import { DEFAULT_RULES, type Office, type ServiceRules } from './office.ts';

/** Whether an article exists: known to be there, known not to be, or of a law whose articles nobody has told us. */
export type Existence = 'exists' | 'missing' | 'unknown-law';

/** Everything the folder says, at one moment; immutable. */
export class Knowledge {
  readonly digests = new Map<string, Digest>();
  readonly officialTexts = new Map<string, OfficialArticle>();
  readonly guides: readonly Guide[];
  /** Laws by every name people use for them. */
  readonly laws: ReadonlyMap<string, Law>;

  constructor(
    readonly entries: readonly Entry[],
    laws: readonly Law[],
    readonly desks: readonly Desk[],
    readonly layWords: readonly LayWord[] = [],
    readonly offices: readonly Office[] = [],
    readonly rules: ServiceRules = DEFAULT_RULES,
    readonly topics: readonly Topic[] = [],
    readonly notCovered: readonly NotCovered[] = [],
    readonly sayings: readonly Saying[] = [],
    readonly lpr: LprTable = NO_LPR,
  ) {
    for (const entry of entries) {
      if (entry.kind === 'digest') this.digests.set(entry.id, entry);
      else if (entry.kind === 'official') this.officialTexts.set(articleId(entry), entry);
    }
    this.guides = entries.filter((entry) => entry.kind === 'guide');
    this.laws = lawsByName(entries, laws);
  }

  /** Looks a law up by its full, short or other name; null when nobody has told us about it. */
  law(name: string): Law | null {
    return this.laws.get(name) ?? null;
  }

  /** Whether the article is part of its law. */
  existence(reference: ArticleReference): Existence {
    const law = this.law(reference.law);
    if (!law) return 'unknown-law';
    const id = articleId({ law: law.short, article: reference.article });
    if (this.digests.has(id) || this.officialTexts.has(id)) return 'exists';
    if (law.articles === null && !this.hasTextOf(law)) return 'unknown-law';
    return law.articles !== null && reference.article.sub === 0 && reference.article.number <= law.articles ? 'exists' : 'missing';
  }

  private hasTextOf(law: Law): boolean {
    return this.entries.some((entry) => entry.kind !== 'guide' && entry.law === law.short);
  }
}

/** The catalogue's laws, and those that only the entries know of. */
function lawsByName(entries: readonly Entry[], catalogue: readonly Law[]): Map<string, Law> {
  const byName = new Map<string, Law>();
  for (const law of catalogue) {
    for (const name of [law.short, law.name, ...law.aliases]) byName.set(name, law);
  }
  for (const entry of entries) {
    if (entry.kind === 'guide' || byName.has(entry.law)) continue;
    const law = { name: entry.lawName, short: entry.law, aliases: [], articles: null, text: [], repealed: null };
    byName.set(law.short, law).set(law.name, law);
  }
  return byName;
}

/** Sorts entries of one law by article, laws by name, guides last. */
export function compareEntries(a: Entry, b: Entry): number {
  if (a.kind === 'guide' || b.kind === 'guide')
    return Number(a.kind === 'guide') - Number(b.kind === 'guide') || a.id.localeCompare(b.id, 'zh');
  return a.law.localeCompare(b.law, 'zh') || compareArticles(a.article, b.article);
}
