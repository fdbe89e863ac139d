/** Longest question, in characters; a longer one is asked to be shortened. */
export const MAX_QUESTION_LENGTH = 500;
