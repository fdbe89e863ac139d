import { type Passage, textOf } from './passage.ts';
import { clausesOf, plainText } from './plain-text.ts';
import type { WeighWords } from './read-claims.ts';
import { type Figure, readFigures } from './read-figures.ts';
import { inStatuteWords, statuteWord } from './same-words.ts';
import { FIGURE_MARGIN } from './thresholds.ts';

interface Stated {
  readonly text: string;
  readonly figures: readonly Figure[];
}

/** Two figures so near each other say one thing (五级18个月), in characters. */
const PAIRED = 6;
/** Words that say "two" of people or sides without a number. */
const TWO = /双方|夫妻|男女|父母|互相|相互|两|二/;
/** 一个月不超过36小时 is 每月. */
const EACH: Readonly<Record<string, RegExp>> = { 日: /每[日天周]|每个?星期/, 月: /每个?月|按月|每年/ };

/**
 * Whether every figure of a sentence stands in one of its sources with its unit, on the same side (以上 is not 以下), and beside the
 * same thing. What a sentence counts itself (重婚、近亲结婚、不到年龄，这三种) needs no source.
 */
export function checkFigures(sentence: string, cited: readonly Passage[], weighWords: WeighWords): boolean {
  const sources = cited.map((passage): Stated => {
    const text = [textOf(passage), passage.from ?? ''].join('\n');
    return { text: plainText(text), figures: readFigures(text) };
  });
  const said = { text: plainText(sentence), figures: readFigures(sentence) };
  return said.figures.every((figure) => stands(figure, said.text, sources) && !isMisplaced(figure, said, sources, weighWords));
}

function stands(figure: Figure, sentence: string, sources: readonly Stated[]): boolean {
  const { value, unit } = figure;
  const text = sources.map((source) => source.text).join('\n');
  const figures = sources.flatMap((source) => source.figures);
  if (unit === '号') return new RegExp(`(?<!\\d)${value}(?!\\d)`).test(text) || figures.some((other) => other.value === value);
  if (isCount(figure) && sources.some((source) => countsOtherwise(figure, source)) && !sources.some((source) => countsSo(figure, source)))
    return false;
  const same = figures.filter((other) => isSame(other, figure));
  if (same.length > 0) return figure.side === null || same.some((other) => other.side === null || other.side === figure.side);
  if (isRate(figure) && EACH[unit]?.test(text)) return true;
  if (!isCount(figure)) return false;
  return value === 1 || (value === 2 && TWO.test(text)) || countsItself(figure, sentence);
}

const isCount = ({ unit }: Figure) => unit === '个' || unit === '人';
const sameUnit = (a: Figure, b: Figure) => a.unit === b.unit || (isCount(a) && isCount(b));
const isSame = (a: Figure, b: Figure) => sameUnit(a, b) && Math.abs(a.value - b.value) < 1e-6;
const isRate = ({ value, unit }: Figure) =>
  (unit === '日' && (value === 1 || value === 7)) || (unit === '月' && (value === 1 || value === 12));

/** The source counts the same word, and counts it otherwise (两个以上见证人 against 一个见证人). */
function countsOtherwise(figure: Figure, source: Stated): boolean {
  return countsOf(figure.counted, source).length > 0 && !countsSo(figure, source);
}

function countsSo(figure: Figure, source: Stated): boolean {
  return countsOf(figure.counted, source).some((other) => other.value === figure.value);
}

function countsOf(word: string, { text, figures }: Stated): Figure[] {
  if (word === '') return [];
  return figures.filter((other) => isCount(other) && text.slice(Math.max(0, other.start - 10), other.end + 8).includes(word));
}

/** The sentence, or its part before or behind the figure, lists just so many things. */
function countsItself({ value, start, end }: Figure, sentence: string): boolean {
  const listed = (part: string) => (part.match(/、/g) ?? []).length + 1;
  const parts = [...clausesOf(sentence), sentence.slice(0, start), sentence.slice(end)];
  return parts.some((part) => listed(part) === value) || clausesOf(sentence.slice(end)).length === value;
}

/** The source says another figure of the same unit where the sentence says this one, and this one elsewhere. */
function isMisplaced(figure: Figure, said: Stated, sources: readonly Stated[], weighWords: WeighWords): boolean {
  const before = said.figures[said.figures.indexOf(figure) - 1];
  const there = sources.flatMap((source) =>
    source.figures.flatMap((one, position) => (sameUnit(one, figure) ? [{ source, one, previous: source.figures[position - 1] }] : [])),
  );
  const same = there.filter(({ one }) => isSame(one, figure));
  if (same.length === 0 || same.some(({ previous }) => before && previous && isSame(before, previous))) return false;
  if (before && before.unit !== figure.unit && figure.start - before.end <= PAIRED) {
    const paired = there.filter(({ previous }) => previous && isSame(before, previous));
    if (paired.length > 0) return true;
  }
  const other = there.filter(({ one }) => !said.figures.some((ours) => isSame(ours, one)));
  return (['wide', 'narrow'] as const).some((breadth) => {
    const around = wordsAround(figure, said.text, breadth, weighWords);
    const nearest = (places: typeof there) =>
      Math.max(0, ...places.map(({ source, one }) => likeness(around, wordsAround(one, source.text, breadth, weighWords))));
    return nearest(other) - nearest(same) > FIGURE_MARGIN[breadth];
  });
}

/** The words of the figure's clause, and where it is taken wide those of the clauses beside it at half their weight; no figures. */
function wordsAround({ start, end }: Figure, text: string, breadth: 'wide' | 'narrow', weighWords: WeighWords): Map<string, number> {
  const stops = [...text.matchAll(/[,，;；。:：\n]/g)].map(({ index }) => index);
  const left = stops.filter((stop) => stop < start);
  const right = stops.filter((stop) => stop >= end);
  const words = new Map<string, number>();
  const add = (from: number | undefined, to: number | undefined, share: number) => {
    for (const { word, weight } of weighWords(inStatuteWords(text.slice((from ?? -1) + 1, to ?? text.length)))) {
      if (!/[\d零一二两三四五六七八九十百千半]/.test(word)) words.set(statuteWord(word), weight * share);
    }
  };
  if (breadth === 'wide') add(left.at(-2), right[1], 0.5);
  add(left.at(-1), right[0], 1);
  return words;
}

function likeness(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const sum = (words: ReadonlyMap<string, number>) => [...words.values()].reduce((total, weight) => total + weight, 0);
  const common = [...a].reduce((total, [word, weight]) => total + Math.min(weight, b.get(word) ?? 0), 0);
  return (2 * common) / (sum(a) + sum(b) || 1);
}
