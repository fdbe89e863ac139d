import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a tapped button asks for. */
export type ButtonPress =
  | { readonly kind: 'open'; readonly turnId: string; readonly citation: number }
  | { readonly kind: 'ask'; readonly turnId: string; readonly question: number }
  | { readonly kind: 'example'; readonly question: number }
  | { readonly kind: 'say'; readonly command: string }
  | { readonly kind: 'rate'; readonly turnId: string; readonly useful: boolean };

/** Characters of the signature behind a press: 36 bits, tried out by nobody at a platform's pace. */
const SIGNATURE_LENGTH = 6;

/** A press as words of our own; numbers count from 0. */
export function encodePress(press: ButtonPress): string {
  switch (press.kind) {
    case 'open':
      return `o:${press.turnId}:${press.citation}`;
    case 'ask':
      return `q:${press.turnId}:${press.question}`;
    case 'example':
      return `e:${press.question}`;
    case 'say':
      return `c:${press.command}`;
    case 'rate':
      return `u:${press.turnId}:${press.useful ? 1 : 0}`;
  }
}

/** The press that such words stand for; null for anything we did not write. */
export function decodePress(data: string): ButtonPress | null {
  if (data.startsWith('c:')) return { kind: 'say', command: data.slice(2) };
  const example = /^e:(\d{1,2})$/.exec(data);
  if (example) return { kind: 'example', question: Number(example[1]) };
  const match = /^([oqu]):([0-9a-f-]{36}):(\d{1,2})$/.exec(data);
  if (!match) return null;
  const [, letter, turnId = '', digits] = match;
  const number = Number(digits);
  if (letter === 'o') return { kind: 'open', turnId, citation: number };
  return letter === 'q' ? { kind: 'ask', turnId, question: number } : { kind: 'rate', turnId, useful: number === 1 };
}

/** Bytes that a signature adds to the words of a press; Telegram allows 64 in all (callback_data). */
export const SIGNATURE_BYTES = SIGNATURE_LENGTH + 1;

/** The words of a press with our signature, made from the bot's token: only what we offered can be pressed. */
export function signPress(data: string, token: string): string {
  return `${signatureOf(data, token)}:${data}`;
}

/** The words of a press that carries our signature; null for any other. */
export function readSigned(signed: string, token: string): string | null {
  const data = signed.slice(SIGNATURE_BYTES);
  const [given, right] = [Buffer.from(signed.slice(0, SIGNATURE_BYTES)), Buffer.from(`${signatureOf(data, token)}:`)];
  return given.length === right.length && timingSafeEqual(given, right) ? data : null;
}

function signatureOf(data: string, token: string): string {
  return createHmac('sha256', `buttons of ${token}`).update(data).digest('base64url').slice(0, SIGNATURE_LENGTH);
}
