import * as OpenCC from 'opencc-js/t2cn';
import { remember } from './remember.ts';

/**
 * `t`, not `twp`: the Taiwan phrase table that DEPENDENCIES names for this turns 程序 (procedure) into 进程 (process),
 * measured on 程序違法; a legal word must not change its meaning.
 */
const toSimplified = OpenCC.Converter({ from: 't', to: 'cn' });

/** Zero-width, direction and other invisible characters, and control characters but for line ends and tabs. */
const INVISIBLE = /[\p{Cf}\p{Co}\p{Cn}\u115f\u1160\u3164\ufffc]|(?![\t\n\r])\p{Cc}/gu;

/**
 * The text as the index knows it: no invisible characters, full-width letters and digits made plain (NFKC), traditional
 * characters made simplified, Latin letters in lower case, white space folded.
 */
export const normalizeText = remember((text: string): string => {
  const plain = text.normalize('NFKC').replace(INVISIBLE, '');
  return toSimplified(plain).toLowerCase().replace(/\s+/g, ' ').trim();
}, 500);
