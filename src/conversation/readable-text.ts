/** Halves of characters, which no database keeps; control and direction characters and blanks without width, which only mislead who reads on. */
const UNSEEN = /\p{Surrogate}|(?![\t\n])\p{Cc}|[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** What a person wrote without what cannot be seen; line ends are line feeds. */
export function readable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNSEEN, '');
}
