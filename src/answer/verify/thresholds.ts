/** How the moods (应当, 可以, 不得) of a sentence and its sources are compared; chosen on the dev half of test/answer/verify-*.jsonl by `npm run eval:verify`. */
export const MOOD = {
  /** What words in common of the whole sentence, of the clause and of what is done count towards nearness. */
  unit: 0.4,
  clause: 0.3,
  head: 0.6,
  /** What each further word counts of the one before it. */
  decay: 0.7,
  /** By how much a claim of another mood must be nearer than any of the same; more where the sentence has no modal word. */
  margin: 0.12,
  plainMargin: 0.3,
  /** The same where the sentence says 也: what holds in spite of something is the place to look. */
  alsoMargin: 0,
  /** Words behind a modal word that say what is done; commoner ones (by rarity) are passed over. */
  heads: 3,
  common: 1.2,
  /** Words behind a modal word of the source that it still governs for sure. */
  near: 5,
  /** Rarity of a word by which a sentence speaks of an exception. */
  rare: 3,
  /** Rarity of words said in the source only with another mood above which the sentence is taken to be turned. */
  always: 1.5,
  /** A source with so many rules that all forbid allows nothing. */
  onlyDenials: 3,
};

/** When a figure is taken to stand beside the wrong thing: by how much the clause of another figure of its unit is nearer, with the clauses beside it and alone. */
export const FIGURE_MARGIN = { wide: 0.2, narrow: 0.3 };

/** When a sentence is taken to come from the passage it cites. */
export const SUPPORT = {
  /** Score of the cited passage in a search for the sentence, as a share of the best one's. */
  share: 0.88,
  /** Share of a sentence's features that a passage outside the search's reach must have, and by how much any other may have more. */
  contained: 0.25,
  margin: 0.05,
  /** However well the cited passage is found: how much more of the features another retrieved one may have. */
  rival: 0.25,
  /** Share of its features that a guide, whose steps the search does not know, must have in its own text. */
  guide: 0.55,
  /** A further source of the same sentence is not made up: the least share of the score, or of the features, it must have. */
  further: 0.3,
};
