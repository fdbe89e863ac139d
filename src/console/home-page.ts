import { html } from 'hono/html';
import type { FolderSummary } from '../knowledge/sum-up-folder.ts';
import type { DayFigures } from '../report/day-figures.ts';
import { CONSOLE_WORDING as WORDS } from './console-wording.ts';
import { type Html, layOut, PAGES } from './layout.ts';

/** What a model was used for today; `yuan` is null where no prices are known. */
export interface ModelUse {
  readonly calls: number;
  /** Tokens. */
  readonly prompt: number;
  readonly completion: number;
  readonly yuan: number | null;
}

/** 首页: today's figures, each with the page that tells more. */
export function renderHome(figures: DayFigures, { errors }: Pick<FolderSummary, 'errors'>, use: ModelUse | null): Html {
  const cells: readonly (readonly [name: string, count: number, page: string | null])[] = [
    [WORDS.asked, figures.asked, PAGES.turns],
    [WORDS.answered, figures.answered, `${PAGES.turns}?outcome=answered`],
    [WORDS.declined, figures.declined, PAGES.gaps],
    [WORDS.openCases, figures.openCases, null],
    [WORDS.overdue, figures.overdue, null],
    [WORDS.undelivered, figures.undelivered, PAGES.letters],
    [WORDS.errors, errors, PAGES.knowledge],
  ];
  const shown = cells.map(([name, count, page]) => {
    const cell = html`<span>${name}</span><b>${count}</b>`;
    return html`<li>${page === null ? html`<div>${cell}</div>` : html`<a href="${page}">${cell}</a>`}</li>`;
  });
  return layOut(
    'home',
    html`<ul class="figures">${shown}</ul><p class="small">${WORDS.caseHint}</p><h2>${WORDS.model}</h2><p>${tellUse(use)}</p>`,
    {
      title: WORDS.today,
    },
  );
}

function tellUse(use: ModelUse | null): string {
  if (use === null) return WORDS.noModel;
  const { calls, prompt, completion, yuan } = use;
  return `${WORDS.modelUse(calls, prompt, completion)}${yuan === null ? '' : WORDS.modelCost(yuan)}。`;
}
