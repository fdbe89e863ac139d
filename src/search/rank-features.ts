/** How a document answers a question, each between 0 and about 1. */
export interface RankFeatures {
  /** BM25F score as a share of the best candidate's. */
  readonly words: number;
  /** BM25F score as a share of what the question could reach, so that weak matches stay weak. */
  readonly wordsAbsolute: number;
  /** Nearness of its passages (VectorIndex): the cosine of the nearest, and a little for the next two. */
  readonly vectors: number;
  /** Likeness to the nearest of its own questions, by rare features in common (weighted Dice). */
  readonly question: number;
  /** Likeness to its title. */
  readonly title: number;
  /** Share of the question's rare words that its terms and lay words have. */
  readonly terms: number;
  /** Share of the question's rare words that it has anywhere. */
  readonly coverage: number;
  /** 1 where it has a digest, 0 where there is only the official text. */
  readonly digest: number;
  /** How much the other entries refer to it (ReferenceCounts). */
  readonly referred: number;
}

export const RANK_FEATURES = [
  'words',
  'wordsAbsolute',
  'vectors',
  'question',
  'title',
  'terms',
  'coverage',
  'digest',
  'referred',
] as const satisfies readonly (keyof RankFeatures)[];
