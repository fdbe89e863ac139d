import { formatArticle } from './article-number.ts';
import type { ArticleReference, Digest, Entry } from './entry.ts';
import type { Fault } from './fault.ts';
import type { FileContent } from './file-content.ts';
import type { Knowledge } from './knowledge.ts';
import type { Law, Topic } from './law.ts';

/** Days after which an entry should be compared with its source again. */
const CHECK_AGAIN_AFTER_DAYS = 365;

/** What a check needs to know beyond the files themselves. */
export interface CheckContext {
  readonly knowledge: Knowledge;
  /** Today, YYYY-MM-DD. */
  readonly today: string;
  /** Whether a path below the knowledge folder leads to a file or folder. */
  readonly pathExists: (file: string) => boolean;
}

/**
 * Faults that show only between files: an entry that stands in two files, an article in 另见 or basis that does not exist,
 * a dead link, a topic's source that is not there, a digest that the catalogue of laws does not know, an entry not checked for a year.
 */
export function checkBetweenFiles(contents: ReadonlyMap<string, FileContent>, context: CheckContext): Fault[] {
  const faults: Fault[] = [];
  const catalogue = new Map([...contents.values()].flatMap(({ laws }) => laws ?? []).map((law) => [law.short, law]));
  const firstFiles = new Map<string, string>();
  for (const [file, content] of contents) {
    for (const entry of content.entries) {
      const first = firstFiles.get(entry.id);
      if (first !== undefined && first !== file) faults.push(fault(entry, `${entry.id}重复，${first} 里已经有了`));
      else firstFiles.set(entry.id, file);
      faults.push(...checkEntry(entry, context));
      const problem = entry.kind === 'digest' && catalogue.size > 0 ? checkAgainstCatalogue(entry, catalogue.get(entry.law)) : null;
      if (problem !== null) faults.push(fault(entry, problem));
    }
    faults.push(...checkTopics(file, content, context), ...checkLinks(file, content, context));
  }
  return faults;
}

function checkEntry(entry: Entry, { knowledge, today }: CheckContext): Fault[] {
  const references: readonly ArticleReference[] = entry.kind === 'guide' ? entry.basis : entry.kind === 'digest' ? entry.seeAlso : [];
  const name = entry.kind === 'guide' ? 'basis' : '另见';
  const faults = references.flatMap((reference) => {
    const problem = checkReference(reference, knowledge);
    return problem === null ? [] : [fault(entry, `${name} 里的${reference.law}${formatArticle(reference.article)}${problem}`)];
  });
  if (entry.checked !== null && daysBetween(entry.checked, today) > CHECK_AGAIN_AFTER_DAYS) {
    faults.push({ ...fault(entry, `上次核对是 ${entry.checked}，已超过一年，请对照现行规定再核一遍`), severity: 'warning' });
  }
  return faults;
}

/** A digest of a law that nobody has told us about, or of an article behind its last one, answers with a wrong number. */
function checkAgainstCatalogue({ id, law, article }: Digest, known: Law | undefined): string | null {
  if (!known) return `词典/法律目录.yaml 里没有 short 是“${law}”的法律，核对 short，或者在那里登记`;
  return known.articles !== null && article.number > known.articles
    ? `没有${id}：词典/法律目录.yaml 里《${law}》一共 ${known.articles} 条，核对条号或者目录`
    : null;
}

function checkTopics(file: string, { topics = [] }: FileContent, { knowledge }: CheckContext): Fault[] {
  return topics.flatMap((topic) => checkTopic(topic, knowledge)).map((message) => ({ file, line: 1, severity: 'error', message }));
}

function checkLinks(file: string, { links = [] }: FileContent, { pathExists }: CheckContext): Fault[] {
  return links.flatMap(({ line, target }) => {
    const message = checkLink(file, target, pathExists);
    return message === null ? [] : [{ file, line, severity: 'error', message }];
  });
}

/** What is wrong with the sources of a topic's choices. */
function checkTopic({ words, choices }: Topic, knowledge: Knowledge): string[] {
  return choices.flatMap(({ label, basis, guide }) => {
    const place = `话题“${words[0]}”的“${label}”`;
    const articles = basis.flatMap((reference) => {
      const problem = checkReference(reference, knowledge);
      return problem === null ? [] : [`${place}：basis 里的${reference.law}${formatArticle(reference.article)}${problem}`];
    });
    const missing = guide !== null && knowledge.guides.every(({ title }) => title !== guide);
    return missing ? [...articles, `${place}：没有办事指南“${guide}”`] : articles;
  });
}

function checkReference(reference: ArticleReference, knowledge: Knowledge): string | null {
  const law = knowledge.law(reference.law);
  if (law?.repealed) return `所属的法律已于 ${law.repealed.on} 废止`;
  switch (knowledge.existence(reference)) {
    case 'exists':
      return null;
    case 'missing':
      return '不存在';
    case 'unknown-law':
      return '：没有登记这部法律，核对名称，或在 词典/法律目录.yaml 里补上';
  }
}

function checkLink(file: string, target: string, pathExists: (file: string) => boolean): string | null {
  if (/^https?:\/\//.test(target)) return URL.canParse(target) ? null : '网址写错了';
  const address = readable(target);
  if (address === null) return `链接“${target.slice(0, 40)}”写错了：百分号后面要有两位数字或字母`;
  const [path = ''] = address.split('#');
  if (path === '') return null;
  const parts = file.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return pathExists(parts.join('/')) ? null : `链接“${path.slice(0, 40)}”指向的文件不存在`;
}

/** An address without its escapes; null for one that is broken. */
function readable(target: string): string | null {
  try {
    return decodeURI(target);
  } catch {
    return null;
  }
}

function fault(entry: Entry, message: string): Fault {
  return { file: entry.file, line: entry.line, severity: 'error', message };
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
