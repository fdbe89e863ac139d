import { html } from 'hono/html';
import { WORDING } from '../conversation/wording.ts';
import { CONSOLE_WORDING as WORDS } from './console-wording.ts';

/** A piece of HTML; what stands between its tags was escaped when it was put there. */
export type Html = ReturnType<typeof html>;

/** The pages that the menu leads to, with their addresses below the site. */
export const PAGES = {
  home: '/console',
  turns: '/console/turns',
  gaps: '/console/gaps',
  knowledge: '/console/knowledge',
  letters: '/console/letters',
} as const satisfies Record<keyof typeof WORDS.nav, string>;
type Page = keyof typeof PAGES;

/** A page of the console with the menu above it; `said` tells what became of a form that was sent. */
export function layOut(page: Page, body: Html, { title = WORDS.nav[page] as string, said = '' } = {}): Html {
  const links = (Object.keys(PAGES) as Page[]).map(
    (one) => html`<li><a href="${PAGES[one]}"${one === page ? html` aria-current="page"` : ''}>${WORDS.nav[one]}</a></li>`,
  );
  const notice = said === '' ? '' : html`<p class="said" role="status">${said}</p>`;
  return frame(title, html`<nav aria-label="${WORDS.name}"><ul>${links}</ul></nav>`, html`<h1>${title}</h1>${notice}${body}`);
}

/** The page for everybody who is no staff: what this is, and how staff get in. */
export function renderClosed(): Html {
  const { title, how, others, chat, again } = WORDS.closed;
  return frame(
    title,
    '',
    html`<h1>${title}</h1>
${how.map((line) => html`<p>${line}</p>`)}
<p>${others}</p>
<ul class="links"><li><a href="/">${chat}</a></li><li><a href="${PAGES.home}">${again}</a></li></ul>`,
  );
}

/** A page with one sentence: something is not there, or went wrong. */
export function renderSentence(sentence: string): Html {
  return layOut('home', html`<p>${sentence}</p>`, { title: WORDS.name });
}

function frame(title: string, nav: Html | '', body: Html): Html {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${WORDING.name}${WORDS.name}</title>
<link rel="stylesheet" href="/base.css">
<link rel="stylesheet" href="/console/console.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
</head>
<body>
<header><p class="brand">${WORDING.name}<small>${WORDS.name}</small></p>${nav}</header>
<main>${body}</main>
</body>
</html>
`;
}
