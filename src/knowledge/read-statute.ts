import { type ArticleNumber, NUMERAL, parseArticle } from './article-number.ts';
import { type ArticleReference, articleId, type Digest } from './entry.ts';
import { FaultList } from './fault.ts';
import type { FileContent } from './file-content.ts';
import { FieldReader, type FrontMatter, readFrontMatter } from './front-matter.ts';

interface Draft {
  readonly article: ArticleNumber;
  readonly title: string;
  readonly line: number;
  readonly paragraphs: string[];
  readonly questions: string[];
  readonly terms: string[];
  readonly layWords: string[];
  readonly seeAlso: ArticleReference[];
  figureNote: string | null;
}

const HEADING = new RegExp(`^##\\s+(第${NUMERAL}条(?:之${NUMERAL})?)(.*)$`);
const COMMENT = /^<!--\s*(.*?)\s*-->$/;
const FIGURE_NOTE = /^数字[：:]\s*(.+)$/;
const FIELD = /^-\s*(问|用语|口语|另见)\s*[：:]\s*(.*)$/;

/**
 * Reads a file of statute digests (`民法典/<编>/<章>.md`): a YAML head (law, short, book, chapter, in-force, checked), then one
 * `## 第N条 标题` an article with its digest and the lines 问, 用语, 口语, 另见. An article with a fault is left out; a broken
 * head leaves out the file.
 */
export function readStatute(file: string, text: string): FileContent {
  const faults = new FaultList(file);
  const matter = readFrontMatter(text, faults);
  if (!matter) return { entries: [], faults: faults.faults };
  const head = new FieldReader(matter, faults);
  const common = {
    lawName: head.text('law'),
    law: head.text('short'),
    book: head.text('book'),
    chapter: head.text('chapter'),
    inForce: head.date('in-force'),
    checked: head.date('checked'),
  };
  if (faults.faults.length > 0) return { entries: [], faults: faults.faults };

  const drafts = readDrafts(matter.body, common.law, faults);
  const entries: Digest[] = [];
  const firstLines = new Map<string, number>();
  for (const draft of drafts) {
    const id = articleId({ law: common.law, article: draft.article });
    const before = firstLines.get(id);
    const digest = draft.paragraphs.join('\n');
    if (before !== undefined) faults.error(draft.line, `${id}重复，第 ${before} 行已经有了`);
    else if (draft.title === '') faults.error(draft.line, `${id}没有标题`);
    else if (digest === '') faults.error(draft.line, `${id}没有要旨`);
    else entries.push({ kind: 'digest', id, ...common, ...draft, text: digest, file });
    firstLines.set(id, before ?? draft.line);
  }
  return { entries, faults: faults.faults };
}

function readDrafts(body: FrontMatter['body'], law: string, faults: FaultList): Draft[] {
  const drafts: Draft[] = [];
  for (const { line, text: raw } of body) {
    const content = raw.trim();
    if (content === '') continue;
    const draft = drafts.at(-1);
    const comment = COMMENT.exec(content);
    if (comment) {
      if (draft) draft.figureNote = FIGURE_NOTE.exec(comment[1] ?? '')?.[1] ?? draft.figureNote;
    } else if (content.startsWith('#')) {
      const heading = readHeading(content, line, faults);
      if (heading) drafts.push(heading);
    } else if (draft) {
      readLine(draft, content, line, law, faults);
    } else {
      faults.error(line, '这一行不属于任何一条，先写“## 第N条 标题”');
    }
  }
  if (drafts.length === 0) faults.error(1, '没有“## 第N条 标题”这样的条目');
  return drafts;
}

function readHeading(content: string, line: number, faults: FaultList): Draft | null {
  const match = HEADING.exec(content);
  const article = match?.[1] === undefined ? null : parseArticle(match[1]);
  if (!article) {
    faults.error(line, '标题应当写成“## 第1079条 一方要离婚怎么办”');
    return null;
  }
  const title = (match?.[2] ?? '').trim();
  return { article, title, line, paragraphs: [], questions: [], terms: [], layWords: [], seeAlso: [], figureNote: null };
}

function readLine(draft: Draft, content: string, line: number, law: string, faults: FaultList): void {
  const field = FIELD.exec(content);
  if (!field) {
    if (content.startsWith('- ')) faults.error(line, '以“- ”开头的行只能是 问、用语、口语、另见');
    else draft.paragraphs.push(content);
    return;
  }
  const [, name, value = ''] = field;
  if (value.trim() === '') {
    faults.error(line, `“${name}”后面是空的`);
    return;
  }
  if (name === '问') draft.questions.push(value.trim());
  else if (name === '用语') draft.terms.push(...splitList(value));
  else if (name === '口语') draft.layWords.push(...splitList(value));
  else draft.seeAlso.push(...readReferences(value, law, line, faults));
}

function readReferences(value: string, law: string, line: number, faults: FaultList): ArticleReference[] {
  return splitList(value).flatMap((item) => {
    const match = /^(.*?)(第.*)$/.exec(item);
    const article = match?.[2] === undefined ? null : parseArticle(match[2]);
    if (!article) faults.error(line, `“另见”里的“${item.slice(0, 20)}”不是“第N条”`);
    return article ? [{ law: match?.[1]?.trim() || law, article }] : [];
  });
}

function splitList(value: string): string[] {
  return value
    .split(/[、，,；;]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
