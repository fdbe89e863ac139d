/** Longer messages tell something else, in characters. */
const LONGEST = 24;
/** A question is no answer. */
const QUESTION = /怎么|咋|如何|吗|呢|什么|哪|多少|能不能|可以|行不行|[?]/;
const FILLER = /大概|大约|应该|好像|差不多|左右|就是|是|在|的|了|吧|我|他|她|那时候?|有|,|。|!|;|:|~|\s/g;

/**
 * Whether a message in digits is an answer and nothing else: after the words of the answer and small words are taken away, nothing
 * is left of it.
 * @param words what the answer may be made of; global
 */
export function isPlainAnswer(message: string, words: RegExp): boolean {
  return message.length <= LONGEST && !QUESTION.test(message) && message.replace(words, '').replace(FILLER, '') === '';
}

/** Whether a message may be an answer in words: short and no question. */
export function isShortAnswer(message: string): boolean {
  return message.length <= LONGEST && !QUESTION.test(message);
}
