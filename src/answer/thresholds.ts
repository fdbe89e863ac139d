import type { AnswerFeatures } from './answer-features.ts';

/** Articles cited with one answer. */
export const MAX_CITATIONS = 4;
/** Articles cited with an overview of a topic. */
export const MAX_OVERVIEW_CITATIONS = 6;
/** Sentences in the point of an answer. */
export const MAX_POINT_SENTENCES = 4;
/** Steps of a guide shown; no guide should need more. */
export const MAX_STEPS = 9;
/** A question this like one of a guide's 常见问题 gets the answer that stands there (weighted Dice, 0 to 1). */
export const SAME_FAQ = 0.5;
/** A question this like one of them, and more like it than any question of an article, is answered by that guide first. */
export const FAQ_FIRST = 0.6;
/** Such a guide must not be far behind the best hit: its score at least this share of that one's. */
export const FAQ_SHARE = 0.75;
/**
 * A clause of a guide and a sentence of an article with the same figures and this like (weighted Dice, titles included) say the same
 * rule: of the 135 guides' periods and fees none then names an article that says something else (0.35 named three).
 */
export const SAME_RULE = 0.4;
/** Cautions of a guide shown. */
export const MAX_NOTES = 2;
/** Related questions offered, each of at most so many characters, from at most so many neighbouring entries. */
export const MAX_RELATED = 3;
export const RELATED_LENGTH = 24;
export const RELATED_FROM = 8;
/** Hits considered for one answer. */
export const MAX_HITS = 12;
/** A further article is cited when its score is at least this share of the best one's. */
export const CITE_SHARE = 0.75;
/** A guide is shown when its score is at least this share of the best article's. */
export const GUIDE_SHARE = 0.6;
/** What a guide's score gains when it rests on the best article. */
export const GUIDE_BASIS_BONUS = 0.6;
/** A question this like one of the entry's own (weighted Dice, 0 to 1) is answered whatever else speaks against it. */
export const SAME_QUESTION = 0.6;
/**
 * When the best hit is good enough to be shown: a weighted sum that must not be negative, learned by logistic regression from
 * answerable and unanswerable questions (`npm run tune:decline`, a wrong answer counted 1.15 times a wrong refusal).
 */
export const ANSWERABLE: { readonly bias: number; readonly weights: AnswerFeatures } = {
  bias: -5.38,
  weights: { vectors: 1.42, question: 0.64, title: 0.53, known: 0.15, legal: 0.57, agreement: 0.42, matter: 6.5 },
};
/** Less than this share of its rare words in the folder (养犬证), and a question is not answered; of 920 questions none other is lost. */
export const LEAST_KNOWN = 0.2;
/**
 * When a message goes on with the topic before it: a weighted sum that must not be negative, learned by logistic regression from
 * 345 follow-ups and 620 first messages set behind another topic; one first message in six is then taken for a follow-up.
 */
export const FOLLOW_UP = { bias: 0.75, weights: { sure: -0.12, likely: 0.63, leans: 1.41, common: 15.8 } };
/**
 * What is declined but near: how sure an answer would be at least (as above), how near it is by meaning, how many of the best hits words
 * and vectors agree on, how legal the words are, and how many rare ones its title shares. Of 441 right refusals of the dev set 8 name a
 * near entry then (股权转让怎么设计架构税最低: 股权转让), none of them to a question of chat.
 */
export const NEAR = { confidence: -2.7, vectors: 0.6, agreement: 0.75, legal: 0.6, title: 0.3 } as const;
/** Passages a model gets: LeCoQA's models answered worse from ten than from none; few and clean. */
export const MODEL_PASSAGES = 6;
/** Characters of one passage that a model gets; the longest article has about so many. */
export const PASSAGE_LENGTH = 1_500;
/** Sentences of a model's that are shown. */
export const MAX_POINT_LENGTH = 8;
/**
 * Shorter messages are one question, in characters: with two things asked, with three or more, with things that are counted (1. … 2. …).
 * Of the 3,120 questions and turns of the other sets none is then taken apart.
 */
export const SHORTEST_SPLIT = { two: 80, three: 60, counted: 24 } as const;
/**
 * A clause of a story this like what is asked (weighted Dice, 0 to 1) is searched with it. One of the first two articles is then right
 * for .815 of the asks of story-dev; .772 with no clause, .790 with two; .741 where the story is not searched as well (`searchInStory`).
 */
export const NEAR_CLAUSE = 0.05;
/** Documents of each of its searches that are compared for one ask of a story. */
export const STORY_HITS = 100;
/**
 * How sure an answer to an ask must be without its story, from which anything would seem to be of its matter: of 208 asks of chat
 * put behind stories 7 % are then answered (30 % without), and 98 % of those of story-dev.
 */
export const ASK_ALONE = -1;
/** Things asked that are looked into; the rest are named. */
export const MAX_ASKS = 8;
/** Of one ask's answer, beside others: characters of its point (at least a sentence), and articles. */
export const PART_LENGTH = 180;
export const MAX_PART_CITATIONS = 2;
/** Asks answered in one reply; a third only where the points have together at most so many characters. */
export const MAX_PARTS = { always: 2, short: 3, length: 450 } as const;
/**
 * An article is told to an ask in place of one that was told to the ask before when its score is at least this share of the best one's
 * (story-dev: .85 to .95 cite and name alike).
 */
export const NEXT_ARTICLE_SHARE = 0.9;
