import type { Answer, AnswerPart, SeveralAsks } from '../answer/outcome.ts';
import type { Block, Choice } from './reply.ts';
import { SEVERAL_WORDING as WORDS } from './several-wording.ts';
import { WORDING } from './wording.ts';

/** Characters of a choice that every platform can carry behind a button. */
const CHOICE_LENGTH = 18;

/** Answers to several asks: each below its own words with its own articles, which are counted through; then what is left. */
export function presentSeveral(answer: Answer, several: SeveralAsks): Block[] {
  const asks = several.parts.flatMap((part) => part.asks).length + several.open.length + several.unanswered.length;
  const procedures = answer.guides.map(({ title }) => ({ label: title, command: `办事指南 ${title}` }));
  return [
    paragraph(WORDS.lead(asks, several.open.length === 0)),
    ...several.parts.flatMap((part, place) => presentPart(part, several.parts.slice(0, place))),
    ...presentLeft(several),
    ...(procedures.length === 0 ? [] : [paragraph(WORDS.guides), { kind: 'choices' as const, choices: procedures }]),
    { kind: 'small', text: WORDING.disclaimer(answer.checked) },
  ];
}

/**
 * The asks that an answer left: those to be tapped, and those that nothing was found for.
 * @param command the words behind a choice; absent: its beginning, which an answer that is shown knows again (`readChoice`)
 */
export function presentLeft({ open, unanswered }: Pick<SeveralAsks, 'open' | 'unanswered'>, command = beginningOf): Block[] {
  const named: Block[] = [
    paragraph(WORDS.open(open.map(({ label }) => inFull(label)))),
    { kind: 'choices', choices: open.map(({ label }) => toChoice(label, command)) },
  ];
  return [...(open.length === 0 ? [] : named), ...(unanswered.length === 0 ? [] : [paragraph(WORDS.unanswered(unanswered.map(inFull)))])];
}

function presentPart({ asks, point, citations }: AnswerPart, before: readonly AnswerPart[]): Block[] {
  const counted = before.reduce((sum, part) => sum + part.citations.length, 0);
  const sources: Block[] = citations.length === 0 ? [] : [{ kind: 'sources', heading: WORDING.sources, citations, counted }];
  return [{ kind: 'heading', text: WORDS.ask(asks) }, { kind: 'point', statements: point }, ...sources];
}

function toChoice(ask: string, command: (ask: string) => string): Choice {
  const beginning = beginningOf(ask);
  return { label: beginning === ask ? ask : `${beginning}…`, command: command(ask) };
}

function beginningOf(ask: string): string {
  return [...ask].slice(0, CHOICE_LENGTH).join('');
}

function inFull(ask: string): string {
  return ask.replaceAll(',', '，');
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}
