import type { LayWord } from '../knowledge/law.ts';
import { normalizeText } from './normalize.ts';
import type { Segmenter } from './segmenter.ts';

/** Finds the legal terms for what people say (query expansion). */
export class LayWords {
  private readonly pairs: readonly { readonly lay: string; readonly words: readonly string[] }[];
  /** By its first character: the places of a lay word among the pairs. */
  private readonly beginning = new Map<string, number[]>();

  constructor(layWords: readonly LayWord[], segmenter: Segmenter) {
    this.pairs = layWords
      .map(({ lay, terms }) => ({ lay: normalizeText(lay), words: terms.flatMap((term) => segmenter.words(term)) }))
      .filter(({ lay }) => lay !== '')
      .sort((a, b) => b.lay.length - a.lay.length);
    for (const [place, { lay }] of this.pairs.entries()) {
      const places = this.beginning.get(lay.charAt(0));
      if (places) places.push(place);
      else this.beginning.set(lay.charAt(0), [place]);
    }
  }

  /** Words of the law for the lay words in a question, without those that were said; longer lay words before the shorter ones in them. */
  expand(question: string, said: ReadonlySet<string>): string[] {
    let rest = normalizeText(question);
    const added = new Set<string>();
    const places = [...new Set(rest.split(''))].flatMap((character) => this.beginning.get(character) ?? []);
    for (const place of places.sort((a, b) => a - b)) {
      const { lay = '', words = [] } = this.pairs[place] ?? {};
      if (!rest.includes(lay)) continue;
      rest = rest.replaceAll(lay, ' ');
      for (const word of words) if (!said.has(word)) added.add(word);
    }
    return [...added];
  }
}
