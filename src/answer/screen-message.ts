import type { Desk } from '../knowledge/law.ts';
import type { SayingClassifiers } from '../search/saying-classifiers.ts';
import { maskPersonalData } from './mask-personal-data.ts';
import { CRISES, GUARANTEE, HOTLINES, ILLEGAL_HELP, INJECTION, INSULT, NOT_NOW, OF_OTHERS, REPORTED } from './screen-patterns.ts';

/** What a message is beside, or instead of, a question. */
export type Screen = 'crisis' | 'injection' | 'illegal-help' | 'insult' | 'legal-advice-demand' | 'pii' | 'none';

/** What a message was found to be, and whom to call first where there is danger. */
export interface Screened {
  readonly kind: Screen;
  readonly desks: readonly Desk[];
  /** The danger is plain; else it is only likely, and who asked is answered as well. */
  readonly plain: boolean;
}

/** What is asked of the examples. */
type Sayings = Pick<SayingClassifiers, 'message' | 'danger'>;

/** Classes of the examples (`说法/`) that are no plain question. */
const CLASSES = { 危险: 'crisis', 套话: 'injection', 违法求助: 'illegal-help', 要保证: 'legal-advice-demand', 骂人: 'insult' } as const;
/** So likely a class must be to be believed; less where a pattern says the same. */
const SURE = 0.4;
const SURE_OF_DANGER = 0.3;
const DANGER_WITH_PATTERN = 0.1;
/** With words that staff laid down as urgent (热线.yaml), whatever is asked beside. */
const DANGER_WITH_WORDS = 0.03;
const WITH_PATTERN = 0.2;
/** So likely a danger is plain. */
const PLAIN = 0.75;

/**
 * Looks at a message before anything is done with it: danger first of all, then what tries to make us something else, asks for help
 * with a wrong, insults, demands a promise, or carries personal data. Patterns (`screen-patterns.ts`, 热线.yaml) and what was learned
 * from examples say it together. Pure.
 * @param sayings what was learned from examples
 */
export function screenMessage(text: string, desks: readonly Desk[], sayings: Sayings): Screened {
  const learned = new Map(sayings.message(text).map(({ label, share }) => [label, share]));
  const share = (label: keyof typeof CLASSES) => learned.get(label) ?? WITH_PATTERN;
  const help = callFirst(text, desks, share('危险'), sayings);
  if (help.length > 0) return { kind: 'crisis', desks: help, plain: share('危险') >= PLAIN || CRISES.some(({ what }) => what.test(text)) };
  const pattern = patternOf(text);
  if (pattern && share(pattern) >= WITH_PATTERN) return { kind: CLASSES[pattern], desks: [], plain: false };
  if (maskPersonalData(text) !== text) return { kind: 'pii', desks: [], plain: false };
  const [best] = (Object.keys(CLASSES) as (keyof typeof CLASSES)[]).sort((a, b) => share(b) - share(a));
  return { kind: best && best !== '危险' && share(best) >= SURE ? CLASSES[best] : 'none', desks: [], plain: false };
}

function patternOf(text: string): keyof typeof CLASSES | null {
  if (INJECTION.test(text)) return '套话';
  if (ILLEGAL_HELP.test(text) && !OF_OTHERS.test(text)) return '违法求助';
  if (INSULT.test(text) && !REPORTED.test(text)) return '骂人';
  return GUARANTEE.test(text) ? '要保证' : null;
}

/** The hotlines for a danger that is there now, the first first; [] where there is none. */
function callFirst(text: string, desks: readonly Desk[], share: number, sayings: Sayings): Desk[] {
  const told = !NOT_NOW.test(text);
  const found = CRISES.find(({ what }) => what.test(text));
  const listed = desks.filter((desk) => desk.urgent.some((word) => text.includes(word)));
  const sure =
    share >= SURE_OF_DANGER ||
    (told && share >= DANGER_WITH_PATTERN && found !== undefined) ||
    (share >= DANGER_WITH_WORDS && listed.length > 0);
  if (!sure) return [];
  const learned = HOTLINES[sayings.danger(text) ?? ''] ?? [];
  // Poison, blood and fire are named in plain words, whatever else is told.
  const plain = /^1(?:19|20)$/.test(found?.hotlines[0] ?? '');
  const [first, then] = plain ? [found?.hotlines, learned] : [learned, found?.hotlines];
  const numbers = [...(first ?? []), ...(then ?? []), ...listed.map(({ phone }) => phone), ...GENERAL];
  return [...new Set(numbers)].flatMap(
    (phone) => desks.find((desk) => desk.phone === phone) ?? FALLBACK.find((desk) => desk.phone === phone) ?? [],
  );
}

/** Who helps in danger even where the folder names nobody. */
const FALLBACK: readonly Desk[] = [
  { name: '110 报警电话', phone: '110', handles: '正在发生的危险', words: [], urgent: [] },
  { name: '120 急救电话', phone: '120', handles: '受伤、急病', words: [], urgent: [] },
  { name: '12356 心理援助热线', phone: '12356', handles: '想不开的时候，有人听您说', words: [], urgent: [] },
  { name: '119 火警电话', phone: '119', handles: '着火、被困', words: [], urgent: [] },
];

/** Whom to call where the danger is known, but not of which kind. */
const GENERAL = ['110', '12356', '120'];
