import { SAME_QUESTION } from '../answer/thresholds.ts';
import type { Trail } from '../answer/trail.ts';
import { formatTime } from '../conversation/case/present-case.ts';
import type { TracedTurn } from '../conversation/traced-turn.ts';
import {
  ASK_RESULTS,
  DRAFTING_NAMES,
  DROP_NAMES,
  OUTCOME_NAMES,
  SCREEN_NAMES,
  STEP_NAMES,
  WHY_NAMES,
  TRACE_WORDING as WORDS,
} from './console-wording.ts';

/** A turn laid out for reading, in words: the command prints it and the console shows it. */
export interface LaidOutTrace {
  readonly facts: readonly { readonly name: string; readonly text: string }[];
  /** In the order of the road; `result` is '' where there is nothing to say of it. */
  readonly steps: readonly { readonly name: string; readonly time: string; readonly result: string }[];
  /** The things asked in a story, in order; [] for a message that asked one. */
  readonly asks: readonly { readonly ask: string; readonly result: string; readonly how: string }[];
  /** The best first. */
  readonly found: readonly { readonly id: string; readonly score: string; readonly kept: boolean }[];
  /** What a model wrote, sentence by sentence; `dropped` says why one did not leave, null where it passed. */
  readonly sentences: readonly { readonly text: string; readonly sources: string; readonly dropped: string | null }[];
  /** The point of the answer that went out. */
  readonly answer: readonly { readonly text: string; readonly source: string }[];
}

/** Lays a turn out. Turns kept before there were trails have neither scores nor sentences. Pure. */
export function layOutTrace(turn: TracedTurn): LaidOutTrace {
  const { outcome, trail } = turn;
  const steps = Object.entries(turn.stages)
    .sort(([a], [b]) => placeOf(a) - placeOf(b))
    .map(([step, ms]) => ({ name: isKnown(step) ? STEP_NAMES[step] : step, time: WORDS.ms(ms), result: resultOf(step, turn) }));
  const found = trail?.found ?? turn.retrieved.map((id) => ({ id, score: null, kept: false }));
  return {
    facts: [
      { name: WORDS.id, text: turn.id },
      { name: WORDS.at, text: formatTime(turn.askedAt) },
      { name: WORDS.question, text: turn.question },
      { name: WORDS.asked, text: turn.asked },
      { name: WORDS.outcome, text: nameOutcome(outcome) },
      { name: WORDS.useful, text: turn.useful === null ? '' : turn.useful ? WORDS.isUseful : WORDS.notUseful },
    ].filter(({ text }) => text !== ''),
    steps,
    asks: (trail?.asks ?? []).map(({ ask, asked, result, confidence, found: rests }) => ({
      ask,
      result: ASK_RESULTS[result],
      how: WORDS.askedAs(asked, confidence?.toFixed(2) ?? WORDS.nothing, rests.join('、') || WORDS.nothing),
    })),
    found: found.map(({ id, score, kept }) => ({ id, score: score?.toFixed(2) ?? (trail ? WORDS.byName : ''), kept })),
    sentences: (trail?.drafting?.verdicts ?? []).map((verdict) => ({
      text: verdict.text,
      sources: verdict.sources.join('、'),
      dropped: verdict.kept ? null : DROP_NAMES[verdict.why],
    })),
    answer: outcome.kind === 'answered' ? outcome.answer.point.map(({ text, source }) => ({ text, source })) : [],
  };
}

/** How a turn ended, and why. */
export function nameOutcome(outcome: TracedTurn['outcome']): string {
  const name = OUTCOME_NAMES[outcome.kind];
  return 'why' in outcome ? `${name}：${WHY_NAMES[outcome.why] ?? outcome.why}` : name;
}

function isKnown(step: string): step is keyof typeof STEP_NAMES {
  return step in STEP_NAMES;
}

/** The database keeps stages in no order; one that is not known here stands last. */
function placeOf(step: string): number {
  const place = Object.keys(STEP_NAMES).indexOf(step);
  return place < 0 ? Number.POSITIVE_INFINITY : place;
}

function resultOf(step: string, { screen, question, asked, trail }: TracedTurn): string {
  if (step === 'screen') return SCREEN_NAMES[screen];
  if (step === 'rewrite') return asked === question ? WORDS.sameWords : asked;
  return trail ? resultOfSearch(step, trail) : '';
}

function resultOfSearch(step: string, { found, judged, drafting }: Trail): string {
  const scores = found.flatMap(({ score }) => (score === null ? [] : [score]));
  const verdicts = drafting?.verdicts ?? [];
  const kept = verdicts.filter((verdict) => verdict.kept).length;
  switch (step) {
    case 'lookup':
      return WORDS.named(found.length - scores.length);
    case 'search':
      return WORDS.searched(scores.length, Math.max(...scores).toFixed(2));
    case 'compose': {
      const chosen = WORDS.chosen(found.filter((one) => one.kept).length);
      return judged
        ? `${chosen}；${WORDS.judged(judged.confidence.toFixed(2), judged.likeness.toFixed(2), String(SAME_QUESTION))}`
        : chosen;
    }
    case 'model':
      return drafting ? DRAFTING_NAMES[drafting.result] : '';
    case 'verify':
      return WORDS.checked(kept, verdicts.length - kept);
    default:
      return '';
  }
}
