import { NUMERAL, parseNumeral } from '../../knowledge/article-number.ts';
import { articleId } from '../../knowledge/entry.ts';
import type { Law } from '../../knowledge/law.ts';
import { type Passage, textOf } from './passage.ts';
import { plainText } from './plain-text.ts';

/** Why the laws and articles that a sentence names are not those it cites. */
export type ReferenceFault = 'wrong-article' | 'not-in-force';

/** Laws by every name people use, without 《》. Build it once for a folder. */
export class LawNames {
  private readonly names: readonly { readonly name: string; readonly law: Law }[];

  constructor(laws: Iterable<Law>) {
    const named = [...new Set(laws)].flatMap((law) => variants(law).map((name) => ({ name, law })));
    this.names = named.sort((a, b) => b.name.length - a.name.length);
  }

  /** Laws named in a text with the place behind each name, in order of their place; the longest name wins. */
  find(text: string): { readonly law: Law; readonly start: number; readonly end: number }[] {
    const found: { law: Law; start: number; end: number }[] = [];
    let rest = text;
    for (const { name, law } of this.names) {
      for (let start = rest.indexOf(name); start >= 0; start = rest.indexOf(name, start + 1)) {
        const end = start + name.length;
        if (GOES_ON.test(rest.slice(end, end + 1)) && name.endsWith('法')) continue;
        found.push({ law, start, end });
        rest = rest.slice(0, start) + '\0'.repeat(name.length) + rest.slice(end);
      }
    }
    return found.sort((a, b) => a.start - b.start);
  }
}

/** 公司法人, 合同法定, 劳动法规: the name of a law only by chance. */
const GOES_ON = /[人定律院官学治规庭]/;
/** What may stand between the name of a law and the number of its article: 民法典(婚姻家庭编)的第1079条. */
const BETWEEN = /^(?:\([^)]{1,14}\)|[\u4e00-\u9fff]{1,8}编)?(?:中华人民共和国)?(?:里|中)?的?$/;
/** The name of some law before 第N条, known to us or not. */
const SOME_LAW = /([\u4e00-\u9fff()]{1,20}(?:法|条例|规定|解释|办法|细则|规则))的?$/;
/** A clause of a contract or charter, no article of a law. */
const CLAUSE = /(?:合同|协议|章程|规约|公约|约定|条款|制度|手册|遗嘱)(?:里|中)?的?$/;
const JOIN = '(?:、|,|,|和|与|及|以及|或者|或)';
const SUB = '(?:之([一二三四五六七八九十]{1,2}))?';
const ARTICLES = new RegExp(
  `第?(${NUMERAL})条${SUB}|第(${NUMERAL})(?=(?:${JOIN}第?${NUMERAL})+条)|(?<=[、和与及])(${NUMERAL})(?=(?:${JOIN}第?${NUMERAL})*条)`,
  'g',
);
const PARAGRAPH = new RegExp(`^第(${NUMERAL})款`);
/** What joins an article to the one before it in a list. */
const LISTED = new RegExp(`^(?:第[^条款项]{1,6}[款项])*(?:${JOIN}|至|到|-|~)$`);
const THIS_LAW = /(?:本|该|这部|此|前述)(?:法|条例|规定|解释|办法)$/;
const AT_START = /^(?:法律)?(?:根据|依据|依照|按照|按|依|据)?[:：]?(?:中华人民共和国)?$/;
const IN_BRACKETS = /[(][^)]*$/;
const TITLE = /《([^》]{2,40})》/g;
const IS_LAW_TITLE = /(?:法|法典|条例|规定|解释|办法|细则|规则|决定)(?:\([^)]*\))?$/;

interface Named {
  /** Short name; null where the sentence says only 第N条; the name itself where nobody has told us of such a law. */
  readonly law: string | null;
  readonly id: string;
  readonly paragraph: number | null;
  /** The words that say where the sentence comes from, at its start or in brackets; null where the article is only spoken of. */
  readonly asSource: string | null;
}

/**
 * Whether a sentence names only articles that it cites (第120条 is not 第120条之一, Chinese and Arabic numerals alike) and only
 * laws that its sources are of or speak of themselves; null when it does. A repealed law (已废止) is a fault of its own.
 */
export function checkReferences(sentence: string, cited: readonly Passage[], names: LawNames): ReferenceFault | null {
  const own = cited.flatMap((passage) => [...(passage.article ? [passage.article] : []), ...passage.basis]);
  const spoken = cited.map((passage) => readReferences(textOf(passage), passage.article?.law ?? null, names));
  const ownIds = own.map(articleId);
  const allIds = [...ownIds, ...spoken.flatMap(({ articles }) => articles.map(({ id }) => id))];
  const lawNames = own.map((reference) => reference.law).join('\n');
  const allowedLaws = new Set([
    ...own.map((reference) => reference.law),
    ...spoken.flatMap(({ laws }) => laws.map((law) => law.short)),
    ...names.find(withoutMarks(lawNames)).map(({ law }) => law.short),
  ]);
  const { articles, laws, unknown } = readReferences(sentence, null, names);
  const foreign = laws.filter((law) => !allowedLaws.has(law.short) && !lawNames.includes(`《${law.short}》`));
  if (foreign.some((law) => law.repealed !== null)) return 'not-in-force';
  if (foreign.length > 0) return 'wrong-article';
  const texts = withoutMarks(cited.map(textOf).join('\n'));
  if (unknown.some((title) => !texts.includes(title))) return 'wrong-article';
  const right = articles.every(({ law, id, paragraph, asSource }) => {
    const allowed = (asSource === null || texts.includes(asSource) ? allIds : ownIds).filter((one) =>
      law === null ? one.endsWith(id) : one === id,
    );
    return allowed.some((one) => paragraphExists(one, paragraph, cited));
  });
  return right ? null : 'wrong-article';
}

function paragraphExists(id: string, paragraph: number | null, cited: readonly Passage[]): boolean {
  const official = cited.find((passage) => passage.id === id)?.official;
  return paragraph === null || !official || (paragraph >= 1 && paragraph <= official.length);
}

interface Read {
  readonly articles: readonly Named[];
  readonly laws: readonly Law[];
  readonly unknown: readonly string[];
}

/** What a text names: articles with their law, laws, and titles of laws that nobody has told us of. */
function readReferences(raw: string, ownLaw: string | null, names: LawNames): Read {
  const text = withoutMarks(raw);
  const found = names.find(text);
  const articles: Named[] = [];
  const unknown = unknownTitles(raw, names);
  let previous: Previous | null = null;
  for (const match of text.matchAll(ARTICLES)) {
    const end = match.index + match[0].length;
    const place = placeOf(match, text, found, previous);
    if (place === null) continue;
    const label = labelOf(match);
    if (place.stranger !== null) {
      unknown.push(`${place.stranger.slice(-6)}${label}`);
      continue;
    }
    const law: string | null = place.behind ? place.behind.law.short : place.inList && previous ? previous.law : ownLaw;
    const paragraph = PARAGRAPH.exec(text.slice(end))?.[1];
    articles.push({
      law,
      id: `${law ?? ''}${label}`,
      paragraph: paragraph === undefined ? null : parseNumeral(paragraph),
      asSource: wordsAsSource(text, place.behind?.start ?? match.index, match.index, end),
    });
    previous = { end, law };
  }
  return { articles, laws: found.map(({ law }) => law), unknown };
}

type Previous = { readonly end: number; readonly law: string | null };
type Found = ReturnType<LawNames['find']>[number];

/** What stands before a number of an article: the name of its law, another article of the same list, or a law nobody knows; null where it is none. */
function placeOf(match: RegExpMatchArray & { index: number }, text: string, found: readonly Found[], previous: Previous | null) {
  const before = text.slice(0, match.index);
  const behind = found.findLast(({ end }) => end <= match.index && BETWEEN.test(text.slice(end, match.index))) ?? null;
  const inList = previous !== null && LISTED.test(text.slice(previous.end, match.index));
  if (/^第0*条|^0+条/.test(match[0]) || (!match[0].startsWith('第') && !behind && !inList)) return null;
  if (behind || inList) return { behind, inList, stranger: null };
  if (CLAUSE.test(before)) return null;
  const stranger = SOME_LAW.exec(before)?.[1] ?? null;
  return { behind, inList, stranger: stranger !== null && THIS_LAW.test(stranger) ? null : stranger };
}

function labelOf([, first, sub, second, third]: RegExpMatchArray): string {
  return `第${parseNumeral(first ?? second ?? third ?? '')}条${sub === undefined ? '' : `之${sub}`}`;
}

/** The words by which a sentence says where it comes from, at its start or in brackets; null for an article it only speaks of. */
function wordsAsSource(text: string, opens: number, start: number, end: number): string | null {
  if (AT_START.test(text.slice(0, opens))) return text.slice(0, end + 2);
  const before = text.slice(0, start);
  return IN_BRACKETS.test(before) ? text.slice(before.lastIndexOf('('), end) : null;
}

/** Titles in 《》 that are no law's we know. */
function unknownTitles(raw: string, names: LawNames): string[] {
  const text = withoutMarks(raw);
  const found = names.find(text);
  return [...plainText(raw).matchAll(TITLE)]
    .map(([, title = '']) => withoutMarks(title))
    .filter((title) => IS_LAW_TITLE.test(title) && !names.find(title).some(({ start, end }) => start === 0 && end === title.length))
    .filter((title) => !found.some(({ start, end }) => text.slice(start, end).includes(title)));
}

function withoutMarks(text: string): string {
  return plainText(text)
    .replace(/[《》<>]/g, '')
    .toLowerCase();
}

/** A law's names, and those of judicial interpretations (司法解释) as they are cut short in speech. */
function variants(law: Law): string[] {
  const full = [law.short, law.name, ...law.aliases].map(withoutMarks);
  const shorter = full.flatMap((name) => {
    const cut = name.replace(/^最高人民法院关于(?:适用|审理|确定)?/, '').replace(/^中华人民共和国/, '');
    return [
      cut,
      cut.replace(/适用法律(?:若干)?问题的/, ''),
      cut.replace(/^民法典/, ''),
      cut.replace(/编(?:通则)?的解释/, '编解释'),
      cut.replace(/^民法典/, '').replace('编的解释', '编解释'),
    ];
  });
  return [...new Set([...full, ...shorter])].filter((name) => name.length >= 2);
}
