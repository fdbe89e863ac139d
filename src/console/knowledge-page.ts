import { html } from 'hono/html';
import { formatTime } from '../conversation/case/present-case.ts';
import type { Fault } from '../knowledge/fault.ts';
import type { FolderSummary } from '../knowledge/sum-up-folder.ts';
import { CONSOLE_WORDING as WORDS } from './console-wording.ts';
import { type Html, layOut } from './layout.ts';

/** Faults on the page; whoever has more mends these first. */
const FAULTS_SHOWN = 200;

/** 知识库: what the folder holds, since when it is served, and what is wrong with it by file and line, errors first. */
export function renderKnowledge(summary: FolderSummary, faults: readonly Fault[], builtAt: Date): Html {
  const counts: readonly (readonly [name: string, count: number])[] = [
    [WORDS.digests, summary.digests],
    [WORDS.guides, summary.guides],
    [WORDS.officialTexts, summary.officialTexts],
    [WORDS.questions, summary.questions],
  ];
  const sorted = [...faults.filter(({ severity }) => severity === 'error'), ...faults.filter(({ severity }) => severity === 'warning')];
  const more = sorted.length - FAULTS_SHOWN;
  return layOut(
    'knowledge',
    html`<ul class="figures">${counts.map(([name, count]) => html`<li><div><span>${name}</span><b>${count}</b></div></li>`)}</ul>
<p>${WORDS.builtAt(formatTime(builtAt))}</p>
<h2>${WORDS.faults(summary.errors, summary.warnings)}</h2>
${
  sorted.length === 0
    ? html`<p>${WORDS.noFaults}</p>`
    : html`<p class="small">${WORDS.faultHint}</p><ol class="list">${sorted.slice(0, FAULTS_SHOWN).map(renderFault)}</ol>`
}
${more > 0 ? html`<p>${WORDS.more(more)}</p>` : ''}`,
  );
}

function renderFault({ file, line, severity, message }: Fault): Html {
  const [name, kind] = severity === 'error' ? [WORDS.error, 'dropped'] : [WORDS.warning, ''];
  return html`<li class="${kind}"><span class="mark">${name}</span> ${message}<br><span class="small">${file}:${line}</span></li>`;
}
