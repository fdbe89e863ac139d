import type { Answer, AnswerChoice, GuideBrief, Side } from '../answer/outcome.ts';
import { presentLeft, presentSeveral } from './present-several.ts';
import type { Block, Choice } from './reply.ts';
import { WORDING } from './wording.ts';

/** An answer as it is read: the point, what it rests on, what to do, what else may be asked. */
export function presentAnswer(answer: Answer): Block[] {
  if (answer.several && answer.several.parts.length > 0) return presentSeveral(answer, answer.several);
  if (answer.choices) return presentOverview(answer, answer.choices);
  return answer.aside === undefined ? presentWhole(answer) : presentAside(answer, answer.aside);
}

/** Each way in which a topic may be meant, in a line; then they are to be tapped. */
function presentOverview(answer: Answer, ways: readonly AnswerChoice[]): Block[] {
  const lines = answer.point.map((statement): Block => ({ kind: 'point', statements: [statement] }));
  const choices = ways.map(({ label, question }) => ({ label, command: question }));
  const related: Block[] = answer.related.length === 0 ? [] : [{ kind: 'questions', heading: WORDING.related, questions: answer.related }];
  return [
    paragraph(WORDING.overview),
    ...lines,
    paragraph(WORDING.whichWay),
    { kind: 'choices', choices },
    ...sourcesOf(answer),
    ...related,
    small(WORDING.disclaimer(answer.checked)),
  ];
}

function presentWhole(answer: Answer): Block[] {
  const blocks: Block[] = [{ kind: 'point', statements: answer.point }];
  const [guide] = answer.guides;
  if (answer.faq !== undefined && guide) blocks.unshift(paragraph(WORDING.faqOf(guide.title, answer.faq)));
  blocks.push(...sourcesOf(answer), ...answer.guides.map(presentGuide));
  if (answer.several) blocks.push(...presentLeft(answer.several));
  if (answer.related.length > 0) blocks.push({ kind: 'questions', heading: WORDING.related, questions: answer.related });
  const written: Block[] = answer.composedBy === 'model' ? [small(WORDING.byModel)] : [];
  return [...blocks, ...written, small(WORDING.disclaimer(answer.checked))];
}

/** Only what was asked of the answer before; the other sides are a tap away. */
function presentAside(answer: Answer, aside: Side | 'faq'): Block[] {
  const [guide] = answer.guides;
  if (!guide) return [{ kind: 'point', statements: answer.point }, ...sourcesOf(answer), small(WORDING.disclaimer(answer.checked))];
  const said =
    aside === 'faq'
      ? [paragraph(WORDING.faqOf(guide.title, answer.faq ?? '')), { kind: 'point' as const, statements: answer.point }]
      : answer.guides.map((one) => paragraph(presentSide(one, aside)));
  const source = answer.citations.length > 0 ? sourcesOf(answer) : [small(WORDING.fromGuide(guide.title))];
  return [...said, ...source, small(WORDING.disclaimer(answer.checked)), { kind: 'choices', choices: otherSides(guide, aside) }];
}

function presentSide(guide: GuideBrief, side: Side): string {
  const lines = {
    time: [WORDING.timeLimit(guide.timeLimit)],
    fee: [WORDING.fee(guide.fee)],
    materials: [WORDING.materials, ...guide.materials.map((material) => `· ${material}`)],
    where: [WORDING.authority(guide.authority), WORDING.how(guide.how)],
  }[side];
  return [guide.title, ...lines].join('\n');
}

function otherSides({ title }: GuideBrief, shown: Side | 'faq'): Choice[] {
  const sides = Object.entries(WORDING.sides).filter(([side]) => side !== shown);
  const rest = sides.map(([, { label, command }]) => ({ label, command }));
  return [...rest, { label: WORDING.steps, command: '步骤' }, { label: WORDING.wholeGuide, command: `办事指南 ${title}` }];
}

function presentGuide(guide: GuideBrief): Block {
  const facts = [WORDING.authority(guide.authority), WORDING.how(guide.how), WORDING.timeLimit(guide.timeLimit), WORDING.fee(guide.fee)];
  return {
    kind: 'guide',
    heading: WORDING.whatToDo(guide.title),
    facts,
    steps: guide.steps,
    materials: guide.materials,
    materialsHeading: WORDING.materials,
    notes: guide.notes ?? [],
    notesHeading: WORDING.notes,
  };
}

function sourcesOf({ citations }: Answer): Block[] {
  return citations.length === 0 ? [] : [{ kind: 'sources', heading: WORDING.sources, citations }];
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

function small(text: string): Block {
  return { kind: 'small', text };
}
