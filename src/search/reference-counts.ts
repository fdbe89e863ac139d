import { articleId } from '../knowledge/entry.ts';
import type { SearchDocument } from './search-document.ts';

/** How much the entries of a folder refer to each other (另见, and the basis of guides): general rules are referred to most. */
export class ReferenceCounts {
  private readonly shares: readonly number[];

  constructor(documents: readonly SearchDocument[]) {
    const counts = new Map<string, number>();
    for (const document of documents) {
      const references = document.digest?.seeAlso ?? document.guide?.basis ?? [];
      for (const id of new Set(references.map(articleId))) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    const most = Math.log1p(Math.max(1, ...counts.values()));
    this.shares = documents.map((document) => Math.log1p(counts.get(document.id) ?? 0) / most);
  }

  /** The share of a document, by its number in the index: 0 where nobody refers to it, 1 for the most referred to; by logarithm. */
  share(document: number): number {
    return this.shares[document] ?? 0;
  }
}
