/** Characters of a code in order of their value, 0 to 30; I, O, S, V and Z are not used. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;

/**
 * Whether a text is a unified social credit code (统一社会信用代码): 18 characters of which the last is the check character
 * of the others (GB 32100-2015, 4.2.5: powers of 3 modulo 31).
 */
export function isUscc(text: string): boolean {
  if (text.length !== LENGTH || [...text].some((character) => !ALPHABET.includes(character))) return false;
  return checkCharacter(text.slice(0, LENGTH - 1)) === text.at(-1);
}

/** The check character for the first 17 characters of a code. */
export function checkCharacter(first17: string): string {
  let weight = 1;
  let sum = 0;
  for (const character of first17) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31] ?? '';
}

/** A code as people write it: spaces and hyphens out, full-width and small letters made plain. */
export function normalizeUscc(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}
