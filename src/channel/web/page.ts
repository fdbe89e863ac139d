import { CASE_WORDING } from '../../conversation/case/case-wording.ts';
import { presentHelp } from '../../conversation/present-outcome.ts';
import { WORDING } from '../../conversation/wording.ts';
import { escapeHtml, renderHtml } from './render-html.ts';

/** The chat page; the conversation so far is filled in by `chat.js`. */
export function renderPage(): string {
  const { name, web } = WORDING;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name} · ${web.subtitle}</title>
<link rel="stylesheet" href="/base.css">
<link rel="stylesheet" href="/chat.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<script src="/chat.js" type="module"></script>
</head>
<body ${data({
    you: web.you,
    bot: name,
    useful: WORDING.useful,
    'not-useful': WORDING.notUseful,
    thanks: WORDING.thanks,
    'why-no-use': WORDING.whyNoUse,
    reasons: JSON.stringify(WORDING.reasons),
    'line-label': web.lineLabel,
    'thanks-for-reason': WORDING.thanksForReason,
    send: web.send,
    offline: web.offline,
    thinking: web.thinking,
    busy: web.busy,
    retry: web.retry,
    'too-large': CASE_WORDING.fileRefused['too-large'],
  })}>
<header>
<h1>${name}<small>${escapeHtml(web.subtitle)}</small></h1>
<a class="call" href="tel:12348" aria-label="${escapeHtml(web.callLabel)}">12348</a>
</header>
<main>
<noscript><p>${escapeHtml(web.noScript)}</p></noscript>
<div id="log" role="log" aria-live="polite" aria-label="${escapeHtml(web.logLabel)}" tabindex="0">
<article class="bot" aria-label="${name}">${renderHtml(presentHelp())}</article>
</div>
<button type="button" id="new-letter" hidden>${escapeHtml(web.newLetter)}</button>
</main>
<form id="ask">
<label class="attach" title="${escapeHtml(WORDING.attach)}"><span class="hidden">${escapeHtml(WORDING.attach)}</span><input type="file" class="hidden" id="file" accept=".docx,.pdf,.jpg,.jpeg,.png"><span aria-hidden="true">＋</span></label>
<label for="text" class="hidden">${escapeHtml(web.inputLabel)}</label>
<textarea id="text" name="text" rows="1" maxlength="1000" placeholder="${escapeHtml(web.placeholder)}" required></textarea>
<button type="submit">${escapeHtml(web.send)}</button>
</form>
</body>
</html>
`;
}

/** What the page's script says, as `data-` attributes. */
function data(words: Readonly<Record<string, string>>): string {
  return Object.entries(words)
    .map(([word, text]) => `data-${word}="${escapeHtml(text)}"`)
    .join(' ');
}
