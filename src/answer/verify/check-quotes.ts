import { type Passage, textOf } from './passage.ts';
import { plainText } from './plain-text.ts';

/** A quotation this long is a statement, not a term, in characters. */
const STATEMENT_LENGTH = 10;
const QUOTED = /[「『“"]([^「」『』“”"]{2,})[」』”"]/g;
/** Words by which the quotation behind them is claimed to be the statute's. */
const CLAIMED = /(?:规定|原文|条文|法条|原话|写明|写道|写着|载明|明文|原句)[^。，,「『“"]{0,6}[:：，,]?$/;
/** 原文是：… without marks. */
const UNMARKED = /(?:原文|原话|原句|条文)(?:是|为|写着|如下|写的是|就是)[:：]?(?![「『“"])([^。]{8,})/;

/**
 * Whether what a sentence quotes as the statute's words is exactly that, in the official text of one of its sources. Without an
 * official text nothing can be quoted: our digest (要旨) is not the statute's words. Terms in quotation marks are no quotes, and
 * what a source itself has in quotation marks may be repeated.
 */
export function checkQuotes(sentence: string, cited: readonly Passage[]): boolean {
  const official = cited.map((passage) => exact((passage.official ?? []).join('')));
  const quotedThere = cited.flatMap((passage) => [...textOf(passage).matchAll(QUOTED)].map(([, quote = '']) => exact(quote)));
  const marked = [...sentence.matchAll(QUOTED)].filter((match) => {
    const length = exact(match[1] ?? '').length;
    return length >= STATEMENT_LENGTH || (length > 4 && CLAIMED.test(sentence.slice(0, match.index)));
  });
  const unmarked = UNMARKED.exec(sentence)?.[1];
  const quotes = [...marked.map((match) => match[1] ?? ''), ...(unmarked === undefined ? [] : [unmarked])].map(exact);
  return quotes.every((quote) => official.some((text) => text.includes(quote)) || quotedThere.includes(quote));
}

/** Only what is read aloud: marks at the ends and white space do not make a quote wrong. */
function exact(text: string): string {
  return plainText(text).replace(/^[,.。;:、…]+|[,.。;:、…]+$/g, '');
}
