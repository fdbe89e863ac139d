import type { Digest, OfficialArticle } from './entry.ts';
import type { Fault } from './fault.ts';
import { figuresOf } from './figures.ts';
import type { Knowledge } from './knowledge.ts';
import { sharedRun } from './shared-run.ts';

/** A title is recognised at a glance within these lengths, in characters. */
const TITLE_LENGTH = { least: 4, most: 14 } as const;
/** Fewest questions of a purely technical article; others have five or more. */
const FEWEST_QUESTIONS = 3;
/** Digest of an article of up to `SHORT_ARTICLE` characters; longer articles may take as much as they have themselves. */
const DIGEST_LENGTH = { least: 12, most: 200 } as const;
/** A run this long in common with the statute is copied, not said in our own words, in characters. */
const COPIED_RUN = 16;
/** A line that the law will be another one from a day on; the day is no figure of the article. */
const REVISION_LINE = /^\d{4}年\d{1,2}月\d{1,2}日起施行修订后的.{2,30}，届时以新法为准。$/gm;
/** The law of which every article has a digest. */
const COMPLETE_LAW = '民法典';

/** What is wrong with a digest by itself: title, length, number of questions. In Chinese, [] when nothing is. */
export function checkDigest(digest: Digest): string[] {
  const problems: string[] = [];
  const { title, questions } = digest;
  if (title.length < TITLE_LENGTH.least || title.length > TITLE_LENGTH.most) {
    problems.push(`标题“${title.slice(0, 20)}”应当是 ${TITLE_LENGTH.least} 到 ${TITLE_LENGTH.most} 个字`);
  }
  if (questions.length < FEWEST_QUESTIONS) problems.push(`只有 ${questions.length} 个“问”，至少要 ${FEWEST_QUESTIONS} 个`);
  if (digest.terms.length === 0) problems.push('没有“用语”');
  return problems;
}

/**
 * What is wrong with a digest beside the official article: figures left out or added, sentences copied, a length out of
 * proportion. Figures that are rightly absent or added are explained in the entry by `<!-- 数字：理由 -->`.
 */
export function compareWithOfficial(digest: Digest, official: OfficialArticle): string[] {
  const problems: string[] = [];
  if (digest.figureNote === null) {
    const ours = figuresOf(digest.text.replace(REVISION_LINE, ''));
    const theirs = figuresOf(official.text);
    const missing = theirs.filter((figure) => !ours.includes(figure));
    const added = ours.filter((figure) => !theirs.includes(figure));
    if (missing.length > 0) problems.push(`要旨漏了原文的数字 ${missing.join('、')}`);
    if (added.length > 0) problems.push(`要旨里的数字 ${added.join('、')} 原文没有`);
  }
  const run = sharedRun(digest.text, official.text, COPIED_RUN);
  if (run !== null) problems.push(`与原文连续 ${run.length} 字相同（“${run}”），请换成自己的话`);
  const chapter = digest.chapter.replace(/\s/g, '');
  const book = digest.book.replace(/编$/, '');
  if (official.volume !== '' && (book !== official.volume || (official.place !== '' && chapter !== official.place))) {
    problems.push(`放错了地方：原文在“${official.volume} ${official.place}”，这里写的是“${book} ${chapter}”`);
  }
  const length = [...digest.text].length;
  const most = Math.max(DIGEST_LENGTH.most, official.text.length * 1.3);
  if (length < DIGEST_LENGTH.least || length > most)
    problems.push(`要旨 ${length} 字，应当在 ${DIGEST_LENGTH.least} 到 ${Math.round(most)} 字之间`);
  return problems;
}

/**
 * How well the digests of a folder are written (checkDigest, compareWithOfficial, no question twice). Held against nobody
 * who edits the live folder: only `knowledge:check` asks.
 * @param strict whether faults of form are errors, as in the project's own knowledge
 */
export function checkDigests(knowledge: Knowledge, strict: boolean): Fault[] {
  const faults: Fault[] = [];
  const askedIn = new Map<string, string>();
  for (const digest of knowledge.digests.values()) {
    const { file, line, id } = digest;
    const official = knowledge.officialTexts.get(id);
    const twice = digest.questions.flatMap((question) => {
      const key = question.replace(/[\s，。？?！、]/g, '');
      const first = askedIn.get(key);
      askedIn.set(key, first ?? id);
      return first === undefined ? [] : [`“${question.slice(0, 30)}”在${first}已经问过`];
    });
    for (const problem of [...checkDigest(digest), ...twice]) {
      faults.push({ file, line, severity: strict ? 'error' : 'warning', message: `${id}：${problem}` });
    }
    for (const problem of official ? compareWithOfficial(digest, official) : []) {
      faults.push({ file, line, severity: 'error', message: `${id}：${problem}` });
    }
  }
  if (strict) faults.push(...missingDigests(knowledge));
  return faults;
}

function missingDigests(knowledge: Knowledge): Fault[] {
  const missing = [...knowledge.officialTexts].filter(([id, article]) => article.law === COMPLETE_LAW && !knowledge.digests.has(id));
  return missing.map(([id]) => ({ file: COMPLETE_LAW, line: 1, severity: 'error', message: `${id}还没有要旨` }));
}
