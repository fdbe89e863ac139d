import { type ArticleReference, AUDIENCES, type Audience, type Guide } from './entry.ts';
import { FaultList } from './fault.ts';
import type { FileContent } from './file-content.ts';
import { FieldReader, readFrontMatter } from './front-matter.ts';
import { readReference } from './read-reference.ts';

/** What stands in a draft where staff must still write; a guide with it is none yet. */
export const UNWRITTEN = '待写';

const SECTIONS = ['适用情形', '准备材料', '办理步骤', '常见问题', '注意'] as const;
type Section = (typeof SECTIONS)[number];
type Line = { readonly line: number; readonly text: string };

/** Reads a guide (`办事指南/<主题>/<名称>.md`): a YAML head and the five sections. A guide with a fault is left out. */
export function readGuide(file: string, text: string): FileContent {
  const faults = new FaultList(file);
  const matter = readFrontMatter(text, faults);
  if (!matter) return { entries: [], faults: faults.faults };
  const head = new FieldReader(matter, faults);
  for (const [key, value] of matter.values) {
    if ([value].flat().some((item) => String(item).startsWith(UNWRITTEN))) faults.error(head.lineOf(key), `“${key}”还没有写`);
  }
  const fields = {
    title: head.text('title'),
    region: head.text('region'),
    authority: head.text('authority'),
    how: head.text('how'),
    timeLimit: head.text('time-limit'),
    fee: head.text('fee'),
    checked: head.date('checked'),
    sources: head.list('sources', true),
    audience: readAudience(head, faults),
    basis: head.list('basis', true).flatMap((item) => readBasis(item, head.lineOf('basis'), faults)),
    questions: head.list('questions', false),
    terms: head.list('terms', false),
    layWords: head.list('lay-words', false),
  };
  const sections = readSections(matter.body, faults);
  const of = (name: Section): readonly Line[] => sections.get(name) ?? [];
  const guide: Guide = {
    kind: 'guide',
    id: `办事指南·${fields.title}`,
    ...fields,
    applies: of('适用情形')
      .map((line) => line.text)
      .join('\n'),
    materials: of('准备材料').map(withoutMarker),
    steps: of('办理步骤').map(withoutMarker),
    faq: readFaq(of('常见问题'), faults),
    notes: of('注意').map(withoutMarker),
    text: matter.body
      .map((line) => line.text)
      .join('\n')
      .trim(),
    file,
    line: 1,
    inForce: null,
  };
  return { entries: faults.faults.length === 0 ? [guide] : [], faults: faults.faults };
}

function readAudience(head: FieldReader, faults: FaultList): Audience[] {
  return head
    .list('audience', true)
    .flatMap((item) => item.split(/[、，|]/))
    .flatMap((item) => {
      const audience = AUDIENCES.find((known) => known === item.trim());
      if (!audience) faults.error(head.lineOf('audience'), `“audience”只能是 ${AUDIENCES.join('、')}`);
      return audience ? [audience] : [];
    });
}

function readBasis(item: string, line: number, faults: FaultList): ArticleReference[] {
  const reference = readReference(item);
  if (reference) return [reference];
  faults.error(line, `依据“${item.slice(0, 30)}”应当写成“民法典第1076条”`);
  return [];
}

function readSections(body: readonly Line[], faults: FaultList): Map<Section, Line[]> {
  const sections = new Map<Section, Line[]>();
  let current: Line[] | null = null;
  for (const { line, text } of body) {
    const content = text.trim();
    const heading = /^##\s+(.+)$/.exec(content)?.[1]?.trim();
    if (heading !== undefined) current = startSection(heading, line, sections, faults);
    else if (content !== '' && current) current.push({ line, text: content });
    else if (content !== '') faults.error(line, '这一行不属于任何小标题');
  }
  for (const section of SECTIONS) {
    if ((sections.get(section) ?? []).length === 0) faults.error(1, `缺少“## ${section}”或者它是空的`);
  }
  return sections;
}

/** Lines below an unknown heading are read and forgotten: one fault is enough. */
function startSection(heading: string, line: number, sections: Map<Section, Line[]>, faults: FaultList): Line[] {
  const section = SECTIONS.find((known) => known === heading);
  const lines: Line[] = [];
  if (!section) faults.error(line, `小标题只能是 ${SECTIONS.join('、')}`);
  else if (sections.has(section)) faults.error(line, `“${section}”写了两遍`);
  else sections.set(section, lines);
  return lines;
}

function readFaq(lines: readonly Line[], faults: FaultList): { question: string; answer: string }[] {
  const faq: { question: string; answer: string; line: number }[] = [];
  for (const { line, text } of lines) {
    const question = /^###\s+(.+)$/.exec(text)?.[1];
    const last = faq.at(-1);
    if (question !== undefined) faq.push({ question: question.trim(), answer: '', line });
    else if (last) last.answer = last.answer === '' ? text : `${last.answer}\n${text}`;
    else faults.error(line, '“常见问题”里每个问题先写“### 问题”');
  }
  for (const { answer, line } of faq) {
    if (answer === '') faults.error(line, '这个问题没有回答');
  }
  return faq.map(({ question, answer }) => ({ question, answer }));
}

function withoutMarker(line: Line): string {
  return line.text.replace(/^(?:[-*]|\d+[.、．)])\s*/, '');
}
