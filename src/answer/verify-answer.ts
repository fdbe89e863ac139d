import { checkFigures } from './verify/check-figures.ts';
import { checkMood } from './verify/check-mood.ts';
import { bringsFromOutside } from './verify/check-outside.ts';
import { checkQuotes } from './verify/check-quotes.ts';
import { checkReferences, type LawNames } from './verify/check-references.ts';
import { checkSupport, type NearPassage, type WeighFeatures } from './verify/check-support.ts';
import type { Passage } from './verify/passage.ts';
import type { WeighWords } from './verify/read-claims.ts';

/** A sentence that wants to leave, with the ids it claims to rest on. */
export interface DraftStatement {
  readonly text: string;
  readonly sources: readonly string[];
}

/** Why a sentence does not leave. */
type DropReason =
  | 'unknown-source'
  | 'not-retrieved'
  | 'not-in-force'
  | 'wrong-article'
  | 'figure'
  | 'negation'
  | 'quote'
  | 'unsupported'
  | 'not-checked';

/** A sentence with what became of it. */
export type Verdict = DraftStatement & ({ readonly kept: true } | { readonly kept: false; readonly why: DropReason });

/** Everything a verification looks at; it looks nothing up itself. */
export interface Verification {
  readonly statements: readonly DraftStatement[];
  /** What was retrieved for this answer, and so may be cited. */
  readonly evidence: readonly Passage[];
  /** Whether the folder has such an entry at all: repealed or foreign is not the same as invented. */
  readonly known: (id: string) => boolean;
  readonly names: LawNames;
  /** The day asked about, YYYY-MM-DD. */
  readonly on: string;
  /** What the whole folder has nearest to each statement, in the order of the statements; null where that was not looked up. */
  readonly near: readonly (readonly NearPassage[] | null)[];
  readonly weighWords: WeighWords;
  readonly weighFeatures: WeighFeatures;
}

/**
 * Decides of each sentence whether it may leave. A sentence leaves only when every check was made and passed: it cites entries that
 * were retrieved and are in force on the day, names no other article, has only figures and quotes of its sources, turns none of
 * their 应当, 可以 and 不得, and is nearer to them than to anything else.
 */
export function verifyAnswer(verification: Verification): Verdict[] {
  return verification.statements.map((statement, index) => {
    const why = faultOf(statement, verification.near[index] ?? null, verification);
    return why === null ? { ...statement, kept: true } : { ...statement, kept: false, why };
  });
}

function faultOf({ text, sources }: DraftStatement, near: readonly NearPassage[] | null, verification: Verification): DropReason | null {
  const { evidence, known, names, on, weighWords, weighFeatures } = verification;
  const cited: Passage[] = [];
  for (const id of new Set(sources)) {
    const passage = evidence.find((one) => one.id === id);
    if (!passage) return known(id) ? 'not-retrieved' : 'unknown-source';
    cited.push(passage);
  }
  if (cited.length === 0) return 'unknown-source';
  if (cited.some(({ from, until }) => (from !== null && on < from) || (until !== null && on >= until))) return 'not-in-force';
  const reference = checkReferences(text, cited, names);
  if (reference !== null) return reference;
  if (!checkQuotes(text, cited)) return 'quote';
  if (!checkFigures(text, cited, weighWords)) return 'figure';
  if (bringsFromOutside(text, cited)) return 'unsupported';
  if (near === null) return 'not-checked';
  const others = evidence.filter((passage) => !cited.includes(passage));
  if (!checkSupport(text, cited, others, near, weighFeatures)) return 'unsupported';
  return checkMood(text, cited, weighWords) ? null : 'negation';
}
