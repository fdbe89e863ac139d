import type { LayWord } from '../knowledge/law.ts';
import { normalizeText } from './normalize.ts';
import type { Segmenter } from './segmenter.ts';

/** Finds the legal terms for what people say (query expansion). */
export class LayWords {
  private readonly pairs: readonly { readonly lay: string; readonly words: readonly string[] }[];

  constructor(layWords: readonly LayWord[], segmenter: Segmenter) {
    this.pairs = layWords
      .map(({ lay, terms }) => ({ lay: normalizeText(lay), words: terms.flatMap((term) => segmenter.words(term)) }))
      .sort((a, b) => b.lay.length - a.lay.length);
  }

  /** Words of the law for the lay words in a question, without those that were said; longer lay words before the shorter ones in them. */
  expand(question: string, said: ReadonlySet<string>): string[] {
    let rest = normalizeText(question);
    const added = new Set<string>();
    for (const { lay, words } of this.pairs) {
      if (!rest.includes(lay)) continue;
      rest = rest.replaceAll(lay, ' ');
      for (const word of words) if (!said.has(word)) added.add(word);
    }
    return [...added];
  }
}
