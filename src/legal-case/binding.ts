import { createHash, randomInt } from 'node:crypto';
import type { DeskRole } from './person.ts';

/** What a one-time code (一次性验证码) makes of its holder: a client's representative or a member of a desk. */
export type Grant =
  | { readonly kind: 'client'; readonly uscc: string }
  | { readonly kind: 'desk'; readonly desk: string; readonly role: DeskRole };

/** How a person proved to represent a client. */
export type BindingProof = 'phone' | 'code';

/** Characters that nobody mistakes for another when read aloud or copied by hand. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 12;
/** Digits and letters both, so that no word and no telephone is taken for a code. */
const MIXED = /^(?=.*\d)(?=.*[A-Z])/;
/** A code not used within this many days is void. */
export const CODE_DAYS = 7;
/** Wrong codes in a row before a person must wait. */
const MAX_TRIES = 5;
/** How long, in minutes. */
export const PAUSE_MINUTES = 15;

/** A new code, as XXXX-XXXX-XXXX: almost 60 random bits. It is shown once; only its hash is kept. */
export function createCode(): string {
  let characters = '';
  while (!MIXED.test(characters)) characters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return characters.replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * The code in a text that people typed, without spaces and hyphens: the whole text, or a hyphenated one among other words. Null
 * when there is none in it.
 */
export function readCode(text: string): string | null {
  const upper = text.normalize('NFKC').toUpperCase();
  const [hyphenated] = /(?<![0-9A-Z\-–—])[0-9A-Z]{4}[-–—][0-9A-Z]{4}[-–—][0-9A-Z]{4}(?![0-9A-Z\-–—])/.exec(upper) ?? [];
  const plain = (hyphenated ?? upper).replace(/[\s\-–—]/g, '');
  const isCode = plain.length === LENGTH && [...plain].every((character) => ALPHABET.includes(character)) && MIXED.test(plain);
  return isCode ? plain : null;
}

/** What is kept of a code (SHA-256, hex). With 60 random bits and a week to live no slower hash is needed. */
export function hashCode(code: string): string {
  return createHash('sha256')
    .update(readCode(code) ?? '')
    .digest('hex');
}

/** A person's wrong tries in a row, and until when they must wait. */
export interface CodeTries {
  readonly failures: number;
  readonly pausedUntil: Date | null;
}

/** The tries after one more wrong code. */
export function afterWrongCode({ failures }: CodeTries, now: Date): CodeTries {
  if (failures + 1 < MAX_TRIES) return { failures: failures + 1, pausedUntil: null };
  return { failures: 0, pausedUntil: new Date(now.getTime() + PAUSE_MINUTES * 60_000) };
}

/** A telephone as the registry keeps it: digits only, without the country's +86. */
export function plainPhone(phone: string): string {
  const digits = phone.normalize('NFKC').replace(/\D/g, '').replace(/^00/, '');
  return digits.length > 11 && digits.startsWith('86') ? digits.slice(2) : digits;
}
