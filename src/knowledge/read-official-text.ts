import { type ArticleNumber, compareArticles, formatArticle, NUMERAL, parseArticle } from './article-number.ts';
import { articleId, type OfficialArticle } from './entry.ts';
import { FaultList } from './fault.ts';
import type { FileContent } from './file-content.ts';

const ARTICLE = new RegExp(`^\\**(第${NUMERAL}条(?:之[一二三四五六七八九十]+)?)\\**(\\s*)(.*)$`);
const DIVISION = new RegExp(`^(?:第${NUMERAL}(?:编|分编|章|节)|[一二三四五六七八九十]+、)`);
/** Words that continue a sentence about an article, so that the line is not the article itself. */
const REFERENCE_TAIL = /^(?:规定|所|的|第|和|或|及|至|、|，|之规定|中)/;
const ANNEX = /^附(?:件|录|表)?[一二三四五六七八九十\d]*[：:\s]|^附(?:件|录|表)[一二三四五六七八九十\d]*$/;

/**
 * Reads a law as published (原文), from Markdown or plain text: 编, 章, 节, tables of contents, full-width spaces,
 * 第N条 with several 款, 第N条之一. Gaps in the numbering are reported as warnings. What is no law with articles
 * is one error and no entries.
 */
export function readOfficialText(file: string, text: string): FileContent {
  const faults = new FaultList(file);
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ''))
    .split(/\r\n|\n|\r/)
    .map((line) => line.replace(/[\s\u3000]+/g, ' ').trim());
  const name = readName(lines);
  if (name === '') {
    faults.error(1, '找不到法律名称：第一行应当是法律的全名');
    return { entries: [], faults: faults.faults };
  }
  const law = shortLawName(name);
  const inForce = readInForce(lines);
  const entries: OfficialArticle[] = [];
  let heading = '';
  const place = { volume: '', part: '', chapter: '' };
  let current: { article: ArticleNumber; line: number; paragraphs: string[]; heading: string; volume: string; place: string } | null = null;
  let last: ArticleNumber = { number: 0, sub: 0 };

  const close = () => {
    if (!current) return;
    const { article, line, paragraphs } = current;
    const reference = { law, article };
    const body = { paragraphs, text: paragraphs.join('\n'), title: current.heading, lawName: name };
    const { volume, place: within } = current;
    const empty = { questions: [], terms: [], layWords: [], checked: null };
    if (body.text === '') faults.warning(line, `${formatArticle(article)}没有正文`);
    else
      entries.push({
        kind: 'official',
        id: `${articleId(reference)}·原文`,
        ...reference,
        ...body,
        ...empty,
        volume,
        place: within,
        inForce,
        file,
        line,
      });
    current = null;
  };

  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const plain = line.replace(/^#+\s*/, '');
    const article = startsArticle(plain, last);
    if (article) {
      close();
      reportGap(last, article.number, index + 1, faults);
      last = article.number;
      const paragraphs = article.rest === '' ? [] : [article.rest];
      current = { article: article.number, line: index + 1, paragraphs, heading, volume: place.volume, place: place.part + place.chapter };
    } else if (line.startsWith('#') || isDivision(plain)) {
      close();
      heading = plain || heading;
      notePlace(plain, place);
    } else if (ANNEX.test(plain) && current !== null) {
      close();
      break;
    } else if (current) {
      current.paragraphs.push(plain);
    }
  }
  close();
  if (entries.length === 0) faults.error(1, '没有找到“第N条”，这不像一部法律的原文');
  return { entries, faults: faults.faults };
}

/** A new book ends the part before it, a new part the chapter; sections (节) change nothing. A split law names its book in a heading alone. */
function notePlace(heading: string, place: { volume: string; part: string; chapter: string }): void {
  const name = heading.replace(/\s/g, '');
  const volume =
    /^第[^条章节分]+?编(.+)$/.exec(name)?.[1] ??
    /^([^第]{2,6})编$|^(总则|附则)$/
      .exec(name)
      ?.slice(1)
      .find((found) => found !== undefined);
  if (volume !== undefined) Object.assign(place, { volume, part: '', chapter: '' });
  else if (/^第[^条章节]+?分编/.test(name)) Object.assign(place, { part: name, chapter: '' });
  else if (/^第[^条节]+?章/.test(name)) place.chapter = name;
}

/** 中华人民共和国民法典 is 民法典 in short; what stands in brackets at the end (dates, 修正) is not part of the name. */
export function shortLawName(name: string): string {
  return name
    .replace(/^最高人民法院关于适用《中华人民共和国(.+?)》/, '最高人民法院关于适用《$1》')
    .replace(/^中华人民共和国/, '')
    .replace(/[（(]\d{4}[^）)]*[）)]$/, '')
    .trim();
}

function readName(lines: readonly string[]): string {
  const first = lines.find((line) => line !== '') ?? '';
  const name = first.replace(/^#+\s*/, '').replace(/\s/g, '');
  return /[\u4e00-\u9fff]/.test(name) && name.length <= 80 && !ARTICLE.test(name) ? name : '';
}

/** The day of the last line `YYYY年M月D日 施行` above the first article. */
function readInForce(lines: readonly string[]): string | null {
  let day: string | null = null;
  for (const line of lines) {
    if (ARTICLE.test(line)) break;
    const match = /(\d{4})年(\d{1,2})月(\d{1,2})日\s*起?施行/.exec(line);
    if (match) day = `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`;
  }
  return day;
}

function isDivision(line: string): boolean {
  return DIVISION.test(line) && line.length <= 40 && !/[。；：]$/.test(line);
}

function startsArticle(line: string, last: ArticleNumber): { number: ArticleNumber; rest: string } | null {
  const match = ARTICLE.exec(line);
  const number = match?.[1] === undefined ? null : parseArticle(match[1]);
  if (!match || !number || compareArticles(number, last) <= 0) return null;
  const [, , space = '', rest = ''] = match;
  if (space === '' && rest !== '' && REFERENCE_TAIL.test(rest)) return null;
  return { number, rest };
}

/** A split law (one file a book) starts where it starts, so only gaps after its first article count. */
function reportGap(last: ArticleNumber, next: ArticleNumber, line: number, faults: FaultList): void {
  if (last.number === 0 || next.number <= last.number + 1) return;
  const missing = next.number - last.number - 1;
  faults.warning(line, `${formatArticle(last)}之后直接是${formatArticle(next)}，中间缺 ${missing} 条`);
}
