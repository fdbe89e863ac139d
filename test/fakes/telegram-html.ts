const TAGS = new Set(['b', 'i', 'u', 's', 'code', 'pre', 'a', 'blockquote']);
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };

/** The text that Telegram shows for its HTML; null where it refuses the markup: unknown or unclosed tags, bare < or unknown entities. */
export function readTelegramHtml(html: string): string | null {
  const open: string[] = [];
  let text = '';
  let at = 0;
  for (const match of html.matchAll(/<(\/?)([a-z]+)[^<>]*>|&[a-z]+;|&#\d+;/g)) {
    const between = html.slice(at, match.index);
    if (/[<>]/.test(between)) return null;
    text += between;
    at = match.index + match[0].length;
    const [token, slash, tag] = match;
    if (tag === undefined) {
      const character = ENTITIES[token];
      if (character === undefined) return null;
      text += character;
    } else if (!TAGS.has(tag) || (slash !== '' && open.pop() !== tag)) {
      return null;
    } else if (slash === '') {
      open.push(tag);
    }
  }
  const rest = html.slice(at);
  return open.length > 0 || /[<>]/.test(rest) ? null : text + rest;
}
