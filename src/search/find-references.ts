import { type ArticleNumber, NUMERAL, parseNumeral } from '../knowledge/article-number.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Law } from '../knowledge/law.ts';
import { normalizeText } from './normalize.ts';

/** An article that a person named. */
export interface NamedArticle {
  readonly law: Law;
  readonly article: ArticleNumber;
  /** Paragraph (款) from 1; null when none was named. */
  readonly paragraph: number | null;
}

/** What a text names of the law, and the words that are left when the names are taken out. */
export interface References {
  readonly articles: readonly NamedArticle[];
  /** Laws named, with or without an article, in order. */
  readonly laws: readonly Law[];
  /** Articles of a law that nobody has told us about, as 第234条: never to be taken for another law's. */
  readonly ofUnknownLaw: readonly string[];
  readonly rest: string;
}

/** The law meant by a bare 第1079条. */
const DEFAULT_LAW = '民法典';
/** A bare 第N条 is taken for the default law only where hardly anything else is said, in characters. */
const BARE_REST_LIMIT = 12;
/** Words that show that a bare 第N条 is a clause of a contract or charter. */
/** The end of the name of a law, directly before 第N条: the article is that law's, known to us or not. */
const NAMES_A_LAW = /[\u4e00-\u9fff](?:法|条例)[》>]?\s*(?:的|中的|里的)?\s*$/;
const CLAUSE_OF_SOMETHING = /合同|协议|章程|公约|规章|制度|条款|手册/;
/** Articles named at once; what goes beyond is a mistake. */
const MAX_ARTICLES = 20;

const ONE = `第?\\s*(?:${NUMERAL})\\s*条?(?:之[一二三四五六七八九十]{1,2})?(?:第?${NUMERAL}款)?(?:第?${NUMERAL}项)?`;
const JOIN = '(?:\\s*(?:、|,|和|与|及|以及|至|到|-|~|—)\\s*|(?<=条)\\s+(?=第))';
const LIST = new RegExp(`^\\s*[》>]?\\s*(?:\\([^)]{1,12}\\))?\\s*(?:的|中的|里的|里)?\\s*(?:${ONE})(?:${JOIN}(?:${ONE}))*`);
const BARE = new RegExp(
  `第\\s*${NUMERAL}(?:${JOIN}第?\\s*${NUMERAL})*\\s*条(?:之[一二三四五六七八九十]{1,2})?(?:第?${NUMERAL}款)?(?:${JOIN}第?\\s*${NUMERAL}\\s*条)*`,
);
const ITEM = new RegExp(
  `(${JOIN})?第?\\s*(${NUMERAL})\\s*(条)?(?:之([一二三四五六七八九十]{1,2}))?(?:第?(${NUMERAL})款)?(?:第?${NUMERAL}项)?`,
  'g',
);

/**
 * Finds the laws and articles a person names: 民法典第一千零七十九条, 民法典1079条, 第1062、1063条, 《民法典》一千零四十二条第一款,
 * 婚姻法第32条. A reference is a lookup, never a search.
 */
export function findReferences(text: string, knowledge: Knowledge): References {
  let rest = normalizeText(text).replace(/(?<=\d),(?=\d{3}(?!\d))/g, '');
  const articles: NamedArticle[] = [];
  const laws: Law[] = [];
  for (const { name, law } of namesOf(knowledge)) {
    for (let at = rest.indexOf(name); at >= 0; at = rest.indexOf(name, at)) {
      const after = rest.slice(at + name.length);
      const list = sureList(after);
      if (!laws.includes(law)) laws.push(law);
      articles.push(...readList(list, law));
      const tail = after.slice(list.length).replace(/^[》>]/, '');
      rest = `${rest.slice(0, at).replace(/[《<]$/, '')} ${tail}`;
    }
  }
  const ofUnknownLaw = articles.length === 0 && laws.length === 0 ? readUnknownLaw(rest) : [];
  const bare = articles.length === 0 && ofUnknownLaw.length === 0 ? readBare(rest, laws, knowledge) : null;
  if (bare) return { articles: bare.articles, laws, ofUnknownLaw, rest: bare.rest };
  return { articles: dedupe(articles).slice(0, MAX_ARTICLES), laws, ofUnknownLaw, rest: rest.replace(/\s+/g, ' ').trim() };
}

/**
 * The part behind a law's name that surely numbers articles: up to the last 条, or numbers of three and four digits alone
 * (民法典1079). 民法典2021年, 婚姻法一方 and 民法典第一编 number none.
 */
function sureList(after: string): string {
  const list = LIST.exec(after)?.[0] ?? '';
  const closed = /^.*条(?:之[一二三四五六七八九十]{1,2})?(?:第?[^第、,]{1,6}款)?(?:第?[^第、,]{1,6}项)?/.exec(list)?.[0];
  if (closed !== undefined) return closed;
  const openNumbers = list.replace(/\([^)]*\)/, '').match(new RegExp(NUMERAL, 'g')) ?? [];
  const next = after.charAt(list.length);
  const sure =
    openNumbers.length > 0 &&
    openNumbers.every((number) => /^\d{3,4}$|[百千]/.test(number) || (openNumbers.length === 2 && /[至到~—-]/.test(list))) &&
    !/[年月日号元编章节分部个次版万亿]/.test(next);
  return sure ? list : '';
}

/** Longest names first, so that 劳动合同法 is not read as 合同法. */
function namesByLength(knowledge: Knowledge): { name: string; law: Law }[] {
  return [...knowledge.laws].map(([name, law]) => ({ name: normalizeText(name), law })).sort((a, b) => b.name.length - a.name.length);
}

const names = new WeakMap<Knowledge, ReturnType<typeof namesByLength>>();

/** As `namesByLength`, worked out once for a state of the folder. */
function namesOf(knowledge: Knowledge) {
  const known = names.get(knowledge) ?? namesByLength(knowledge);
  names.set(knowledge, known);
  return known;
}

/** 第N条 behind the name of a law that the folder does not know. */
function readUnknownLaw(text: string): string[] {
  const match = BARE.exec(text);
  return match && NAMES_A_LAW.test(text.slice(0, match.index)) ? [match[0].replace(/\s/g, '')] : [];
}

/** 第N条 apart from the law's name: of the one law named, or of the default law where none is. */
function readBare(text: string, laws: readonly Law[], knowledge: Knowledge): { articles: NamedArticle[]; rest: string } | null {
  const law = laws.length > 1 ? null : (laws[0] ?? knowledge.law(DEFAULT_LAW));
  const match = BARE.exec(text);
  if (!law || !match) return null;
  const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`.trim();
  if (rest.length > BARE_REST_LIMIT || CLAUSE_OF_SOMETHING.test(rest)) return null;
  return { articles: readList(match[0], law), rest };
}

/** Reads 第1062、1063条, 第1062条至第1064条, 一千零四十二条第一款. A numeral without 第 or 条 counts only inside a list or alone behind a law. */
function readList(list: string, law: Law): NamedArticle[] {
  const articles: NamedArticle[] = [];
  for (const match of list.replace(/\([^)]*\)/g, '').matchAll(ITEM)) {
    const [, join = '', numeral = '', , sub, paragraph] = match;
    const number = parseNumeral(numeral);
    if (number === null || number === 0) continue;
    const previous = articles.at(-1)?.article.number;
    if (/[至到\-~—]/.test(join) && previous !== undefined) {
      for (let between = previous + 1; between < Math.min(number, previous + MAX_ARTICLES); between += 1) {
        articles.push({ law, article: { number: between, sub: 0 }, paragraph: null });
      }
    }
    const article = { number, sub: sub === undefined ? 0 : (parseNumeral(sub) ?? 0) };
    articles.push({ law, article, paragraph: paragraph === undefined ? null : parseNumeral(paragraph) });
  }
  return articles;
}

function dedupe(articles: readonly NamedArticle[]): NamedArticle[] {
  const seen = new Set<string>();
  return articles.filter(({ law, article }) => {
    const key = `${law.short} ${article.number} ${article.sub}`;
    return !seen.has(key) && seen.add(key);
  });
}
