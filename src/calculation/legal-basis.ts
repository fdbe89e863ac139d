/** Where a rule stands (依据): a law by its short name in 词典/法律目录.yaml, with its articles as 第20条. */
export interface LegalBasis {
  readonly law: string;
  readonly articles: readonly string[];
}

/** Articles of one law by their numbers. */
export function cite(law: string, ...articles: readonly number[]): LegalBasis {
  return { law, articles: articles.map((article) => `第${article}条`) };
}

/** The same articles with each law once, in the order in which laws and articles first stand. */
export function mergeBases(bases: readonly LegalBasis[]): LegalBasis[] {
  const byLaw = new Map<string, Set<string>>();
  for (const { law, articles } of bases) {
    byLaw.set(law, new Set([...(byLaw.get(law) ?? []), ...articles]));
  }
  return [...byLaw].map(([law, articles]) => ({ law, articles: [...articles] }));
}
