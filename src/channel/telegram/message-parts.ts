/** Longest text of one Telegram message, in UTF-16 units; counted with the markup, which is stricter than Telegram. */
export const MAX_MESSAGE_LENGTH = 4096;

/** A line of a message: its text as people read it, and the one style it is shown in. */
export interface Line {
  readonly text: string;
  readonly style?: 'b' | 'i' | 'blockquote';
}

/** The five characters that Telegram's HTML reserves. */
function escapeTelegram(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/**
 * Lines as Telegram HTML in as few messages as fit. A message ends between lines; a line too long for one is cut behind a
 * sentence where it can be. Markup is always closed and an entity never cut. Blank lines ('') stay between lines only.
 */
export function packLines(lines: readonly Line[]): string[] {
  const messages: string[] = [];
  let current = '';
  for (const html of lines.flatMap(renderLine)) {
    const joined = current === '' ? html : `${current}\n${html}`;
    if (joined.length <= MAX_MESSAGE_LENGTH) {
      current = joined;
    } else {
      messages.push(current.trim());
      current = html;
    }
  }
  if (current.trim() !== '') messages.push(current.trim());
  return messages;
}

function renderLine({ text, style }: Line): string[] {
  const markup = style === undefined ? 0 : `<${style}></${style}>`.length;
  return cut(text, MAX_MESSAGE_LENGTH - markup).map((piece) => {
    const html = escapeTelegram(piece);
    return style === undefined ? html : `<${style}>${html}</${style}>`;
  });
}

/** Cuts a text into pieces that fit when escaped. */
function cut(text: string, room: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (escapeTelegram(rest).length > room) {
    const fits = fittingLength(rest, room);
    const sentence = Math.max(...['。', '；', '！', '？', '\n'].map((mark) => rest.lastIndexOf(mark, fits - 1) + 1));
    const end = sentence > fits / 2 ? sentence : fits;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest];
}

/** Units of the text that fit into `room` when escaped, whole characters only. */
function fittingLength(text: string, room: number): number {
  let length = 0;
  let used = 0;
  for (const character of text) {
    used += escapeTelegram(character).length;
    if (used > room) break;
    length += character.length;
  }
  return length;
}
