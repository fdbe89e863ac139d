import type { RankFeatures } from './rank-features.ts';
import type { Field } from './search-document.ts';

/** BM25F: how fast a repeated word stops counting (1.2 is usual), and how much a long field is held against it (0 to 1). */
export const BM25 = { k1: 1.2, b: 0.3 };

/** How much a word counts by the field it stands in. */
export const FIELD_WEIGHTS: Readonly<Record<Field, number>> = {
  title: 4,
  digest: 0.8,
  questions: 1.5,
  terms: 2.8,
  layWords: 4,
  official: 1,
};

/**
 * The built-in embedder: size of a vector, passes over the training texts (fewer for a large folder, so that a build stays under
 * 20 s: `texts` is what all passes together may see), texts a step, softmax temperature, first step size.
 */
export const TRAINING = { dimension: 256, passes: { least: 3, most: 6 }, texts: 72_000, batch: 64, temperature: 0.1, rate: 0.15 };

/** The vector graph: links a node, breadth of search while building and while asking. */
export const HNSW = { m: 16, efConstruction: 100, efSearch: 120 } as const;

/** How many documents the words, and passages the vectors, propose for ranking. */
export const CANDIDATES = { words: 60, passages: 100, guidePassages: 600 } as const;

/** Rarity given to a word or pair of characters that the folder's words do not have; about that of a word in a tenth of the documents. */
export const UNKNOWN_WORD_IDF = 2.5;

/** What each feature counts in the final ranking; learned by `npm run tune:ranking` on the dev questions (5-fold MRR@10 .610). */
export const RANK_WEIGHTS: Readonly<Record<keyof RankFeatures, number>> = {
  words: 0.6,
  wordsAbsolute: 0.6,
  vectors: 1,
  question: 1,
  title: 0.35,
  terms: 0.25,
  coverage: 0.8,
  digest: 0.1,
  referred: 0.7,
};

/** When more than this share of the passages is new, the built-in embedder is trained again at the next start. */
export const RETRAIN_SHARE = 0.2;

/** What a legal term counts that stands for a lay word of the question; 1 is a word that was said. */
export const EXPANSION_WEIGHT = 0.5;
