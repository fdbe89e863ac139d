/** Pieces of an enumeration of fixed terms (配偶、父母、子女) are no longer than this, in characters. */
const TERM_LENGTH = 8;

/**
 * The longest run of at least `length` characters that stands in both texts, white space aside; null when there is none.
 * Enumerations of short terms do not count: nobody can say them otherwise.
 */
export function sharedRun(ours: string, theirs: string, length: number): string | null {
  const a = ours.replace(/\s+/g, '');
  const b = theirs.replace(/\s+/g, '');
  let longest: string | null = null;
  for (let start = 0; start + length <= a.length; start += 1) {
    let end = start + Math.max(length, (longest?.length ?? 0) + 1);
    while (end <= a.length && b.includes(a.slice(start, end))) end += 1;
    const run = a.slice(start, end - 1);
    if (run.length >= length && run.length > (longest?.length ?? 0) && b.includes(run) && !isEnumeration(run)) longest = run;
  }
  return longest;
}

function isEnumeration(run: string): boolean {
  const pieces = run.split(/[、，；]|以及|或者|和|或/).filter((piece) => piece !== '');
  return pieces.length >= 3 && pieces.every((piece) => piece.length <= TERM_LENGTH);
}
