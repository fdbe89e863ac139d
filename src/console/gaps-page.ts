import { html } from 'hono/html';
import { REASONS } from '../answer/feedback.ts';
import { WORDING } from '../conversation/wording.ts';
import type { DraftResult } from '../knowledge/write-draft.ts';
import type { Gap } from '../report/knowledge-gaps.ts';
import { CONSOLE_WORDING as WORDS } from './console-wording.ts';
import { type Html, layOut, PAGES } from './layout.ts';

/** Spans of time that the page offers, in days. */
const SPANS = [7, 30, 90] as const;
/** The span of one who has not chosen. */
const USUAL = 30;

/** The days that an address or a form asks for; the usual ones for anything else. */
export function readDays(text: string | undefined): number {
  return SPANS.find((days) => String(days) === text) ?? USUAL;
}

/** 知识缺口: what wants an entry, the most wanted first, with a button each that writes a draft of it. */
export function renderGaps(gaps: readonly Gap[], days: number, said: string): Html {
  const spans = SPANS.map(
    (span) => html`<li><a href="${PAGES.gaps}?days=${span}"${span === days ? html` aria-current="true"` : ''}>${WORDS.days(span)}</a></li>`,
  );
  const list = gaps.length === 0 ? html`<p>${WORDS.noGaps}</p>` : html`<ol class="list">${gaps.map((gap) => renderGap(gap, days))}</ol>`;
  return layOut('gaps', html`<ul class="links">${spans}</ul><p class="small">${WORDS.masked}</p>${list}`, { said });
}

/** What became of a draft, in words; of a gap that is no longer there, null. */
export function tellDraft(result: DraftResult | null): string {
  switch (result?.kind) {
    case undefined:
      return WORDS.gapGone;
    case 'written':
      return WORDS.draftWritten(result.file);
    case 'exists':
      return WORDS.draftExists(result.file);
    case 'refused':
      return WORDS.draftRefused(result.file);
  }
}

/** Why answers were no use, each reason with how often it was given; '' where nobody said. */
export function tellReasons({ reasons }: Pick<Gap, 'reasons'>): string {
  return REASONS.flatMap((reason) => (reasons[reason] ? [`${WORDING.reasons[reason]} ${reasons[reason]} 次`] : [])).join('，');
}

function renderGap(gap: Gap, days: number): Html {
  const { nearest, declined, disliked, questions, words } = gap;
  const counts = [WORDS.counts(declined, disliked), tellReasons(gap)].filter((text) => text !== '').join('；');
  const lines =
    words.length === 0 ? '' : html`<p class="small">${WORDS.theyWrote}</p><ul>${words.map((line) => html`<li>${line}</li>`)}</ul>`;
  return html`<li><b>${WORDS.near(nearest)}</b><br><span class="small">${counts}</span>
<ul>${questions.map((question) => html`<li>${question}</li>`)}</ul>${lines}
<form method="post" action="${PAGES.gaps}/draft"><input type="hidden" name="nearest" value="${nearest}"><input type="hidden" name="days" value="${days}"><button>${WORDS.draft}</button></form></li>`;
}
