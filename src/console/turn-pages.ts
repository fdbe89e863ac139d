import { html } from 'hono/html';
import { formatTime } from '../conversation/case/present-case.ts';
import { OUTCOME_KINDS, type OutcomeKind, type TracedTurn } from '../conversation/traced-turn.ts';
import { OUTCOME_NAMES, TRACE_WORDING, CONSOLE_WORDING as WORDS } from './console-wording.ts';
import { layOutTrace, nameOutcome } from './lay-out-trace.ts';
import { type Html, layOut, PAGES } from './layout.ts';

/** Turns on one page. */
export const TURNS_SHOWN = 50;

/** 对话记录: the latest turns, each with the way to its trace, by how they ended if that is wanted. */
export function renderTurns(turns: readonly TracedTurn[], outcome: OutcomeKind | null): Html {
  const wanted = outcome === null ? '' : `outcome=${outcome}&`;
  const kinds = [null, ...OUTCOME_KINDS].map((kind) => {
    const here = kind === outcome ? html` aria-current="true"` : '';
    return html`<li><a href="${PAGES.turns}${kind === null ? '' : `?outcome=${kind}`}"${here}>${kind === null ? WORDS.all : OUTCOME_NAMES[kind]}</a></li>`;
  });
  const last = turns.at(-1);
  const earlier =
    last && turns.length === TURNS_SHOWN
      ? html`<p><a href="${PAGES.turns}?${wanted}before=${last.askedAt.toISOString()}">${WORDS.earlier}</a></p>`
      : '';
  const list = turns.length === 0 ? html`<p>${WORDS.noTurns}</p>` : html`<ol class="list">${turns.map(renderLine)}</ol>`;
  return layOut('turns', html`<ul class="links">${kinds}</ul><p class="small">${WORDS.masked}</p>${list}${earlier}`);
}

/** One turn's road: every step with its time and result, what was found, and what became of a model's sentences. */
export function renderTurn(turn: TracedTurn): Html {
  const { facts, steps, asks, found, sentences, answer } = layOutTrace(turn);
  const { kept, rejected, sentenceKept } = TRACE_WORDING;
  return layOut(
    'turns',
    html`<dl>${facts.map(({ name, text }) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl>
${section(
  TRACE_WORDING.steps,
  steps.map(({ name, time, result }) => html`<li><b>${name}</b> <span class="small">${time}</span><br>${result}</li>`),
)}
${section(
  TRACE_WORDING.asks,
  asks.map(({ ask, result, how }) => html`<li>${mark(result)} ${ask}<br><span class="small">${how}</span></li>`),
)}
${section(
  TRACE_WORDING.found,
  found.map(
    (one) =>
      html`<li class="${one.kept ? 'kept' : ''}">${mark(one.kept ? kept : rejected)} ${one.id} <span class="small">${one.score}</span></li>`,
  ),
)}
${section(
  TRACE_WORDING.sentences,
  sentences.map(
    ({ text, sources, dropped }) =>
      html`<li class="${dropped === null ? 'kept' : 'dropped'}">${mark(dropped ?? sentenceKept)} ${text} <span class="small">${sources}</span></li>`,
  ),
)}
${section(
  TRACE_WORDING.answer,
  answer.map(({ text, source }) => html`<li>${text} <span class="small">${source}</span></li>`),
)}`,
  );
}

function renderLine(turn: TracedTurn): Html {
  const { id, question, askedAt, outcome, stages, useful } = turn;
  const whole = Object.values(stages).reduce((sum, ms) => sum + ms, 0);
  const opinion = useful === null ? '' : mark(useful ? TRACE_WORDING.isUseful : TRACE_WORDING.notUseful);
  return html`<li><a href="${PAGES.turns}/${id}">${question}</a><br>
<span class="small">${formatTime(askedAt)} ${mark(nameOutcome(outcome))} ${opinion} ${TRACE_WORDING.ms(whole)}</span></li>`;
}

function section(heading: string, items: readonly Html[]): Html | '' {
  return items.length === 0 ? '' : html`<section><h2>${heading}</h2><ol class="list">${items}</ol></section>`;
}

function mark(text: string): Html {
  return html`<span class="mark">${text}</span>`;
}
