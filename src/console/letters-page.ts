import { html } from 'hono/html';
import { CASE_WORDING } from '../conversation/case/case-wording.ts';
import { describeLetter, mayBeSentAgain } from '../conversation/case/dead-letters.ts';
import type { DeadLetter } from '../legal-case/case-unit.ts';
import { CONSOLE_WORDING as WORDS } from './console-wording.ts';
import { type Html, layOut, PAGES } from './layout.ts';

/** Letters on the page, the latest. */
export const LETTERS_SHOWN = 50;

/** 未送达: messages that no platform took, when, where, about which case and why, with a button each to send it again; never their words. */
export function renderLetters(letters: readonly DeadLetter[], said: string): Html {
  const list = letters.length === 0 ? html`<p>${CASE_WORDING.noDeadLetters}</p>` : html`<ol class="list">${letters.map(renderLetter)}</ol>`;
  return layOut('letters', list, { said });
}

function renderLetter(letter: DeadLetter): Html {
  const again = mayBeSentAgain(letter)
    ? html`<form method="post" action="${PAGES.letters}/resend"><input type="hidden" name="id" value="${letter.id}"><button>${WORDS.resend}</button></form>`
    : html`<p class="small">${WORDS.notAgain}</p>`;
  return html`<li>${describeLetter(letter)}${again}</li>`;
}
