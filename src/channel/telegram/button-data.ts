/** What a tapped button asks for. */
export type ButtonPress =
  | { readonly kind: 'open'; readonly turnId: string; readonly citation: number }
  | { readonly kind: 'ask'; readonly turnId: string; readonly question: number }
  | { readonly kind: 'example'; readonly question: number }
  | { readonly kind: 'say'; readonly command: string }
  | { readonly kind: 'rate'; readonly turnId: string; readonly useful: boolean };

/** A press as Telegram's callback_data: at most 64 bytes; numbers count from 0. */
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

/** The press a callback_data stands for; null for anything we did not write. */
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
