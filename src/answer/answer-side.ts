import { articleId, type Guide } from '../knowledge/entry.ts';
import { figuresOf } from '../knowledge/figures.ts';
import { entryOf, type SearchDocument } from '../search/search-document.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { Answered } from './answer-question.ts';
import { brief, cite, sentencesOf } from './compose-answer.ts';
import type { Answer, Notice, Outcome, Side, Statement } from './outcome.ts';
import { SAME_RULE } from './thresholds.ts';
import { NO_TRAIL } from './trail.ts';

/** Articles cited for one side of a guide. */
const MAX_SIDE_CITATIONS = 2;
/** Figures by which a sentence tells of time or of money. */
const FIGURES: Readonly<Partial<Record<Side, RegExp>>> = { time: /^[\d.]+(?:工作日|小时|日|月|年)$/, fee: /元$/ };

/** This side of the guides, with the articles that say the same figures; a guide itself is the source of all else. */
export function answerSide(side: Side, guides: readonly Guide[], index: SearchIndex): Answered {
  const point = guides.flatMap((guide) => factsOf(guide, side).map((text): Statement => ({ text, source: guide.title })));
  return aside({ aside: side, point, guides, cited: guides.flatMap((guide) => articlesFor(guide, factsOf(guide, side), index)) }, index);
}

/** What a guide says to one of its 常见问题. */
export function answerFaq(guide: Guide, { question, answer }: Guide['faq'][number], index: SearchIndex): Answered {
  const point = sentencesOf(answer).map((text): Statement => ({ text, source: guide.title }));
  return aside({ aside: 'faq', faq: question, point, guides: [guide], cited: articlesFor(guide, [answer], index) }, index);
}

/**
 * Of an answer that was found, this side alone: of its guide, or the sentences of its articles that tell of it. Where they say
 * nothing of it that is said, with who may know.
 */
export function narrowToSide(side: Side, { outcome, ...found }: Answered, knowing: Desks, index: SearchIndex): Answered {
  if (outcome.kind !== 'answered') return { ...found, outcome: unknown(side, outcome.kind === 'declined' ? outcome.notices : [], knowing) };
  const guides = outcome.answer.guides.flatMap(({ title }) => guideOf(title, index) ?? []);
  if (guides.length > 0) return { ...found, outcome: withNotices(answerSide(side, guides, index).outcome, outcome.notices) };
  const cited = outcome.answer.citations.flatMap(({ label }) => index.document(label) ?? []);
  const telling = cited.find((document) => sentencesAbout(side, document).length > 0);
  if (!telling) return { ...found, outcome: unknown(side, outcome.notices, knowing) };
  const point = sentencesAbout(side, telling).map((text): Statement => ({ text, source: telling.id }));
  return { ...found, outcome: withNotices(aside({ aside: side, point, guides: [], cited: [telling] }, index).outcome, outcome.notices) };
}

/** Who may know what the folder does not say. */
type Desks = (Outcome & { kind: 'declined' })['desks'];

function unknown(side: Side, notices: readonly Notice[], desks: Desks): Outcome {
  return { kind: 'declined', why: 'no-source', notices: [...notices, { kind: 'side-unknown', side }], desks };
}

function withNotices(outcome: Outcome, notices: readonly Notice[]): Outcome {
  return outcome.kind === 'answered' ? { ...outcome, notices } : outcome;
}

/** A guide by its title; null where the folder has it no more. */
export function guideOf(title: string, index: SearchIndex): Guide | null {
  return index.knowledge.guides.find((guide) => guide.title === title) ?? null;
}

interface Part extends Pick<Answer, 'point' | 'aside' | 'faq'> {
  readonly guides: readonly Guide[];
  readonly cited: readonly SearchDocument[];
}

function aside({ guides, cited, ...part }: Part, index: SearchIndex): Answered {
  const citations = cited.slice(0, MAX_SIDE_CITATIONS).map(cite);
  const checked = [...cited.map((document) => entryOf(document).checked), ...guides.map((guide) => guide.checked)];
  const answer: Answer = {
    ...part,
    citations,
    guides: guides.map(brief),
    related: [],
    checked: checked.filter((day) => day !== null).sort()[0] ?? null,
    composedBy: 'extract',
  };
  const basis = guides.flatMap((guide) => basisOf(guide, index).map(({ id }) => id));
  const retrieved = [...citations.map(({ label }) => label), ...guides.map(({ id }) => id), ...basis];
  return {
    outcome: { kind: 'answered', notices: [], answer },
    retrieved: [...new Set(retrieved)],
    stages: { lookup: 0, search: 0, compose: 0 },
    trail: NO_TRAIL,
  };
}

function factsOf(guide: Guide, side: Side): readonly string[] {
  switch (side) {
    case 'time':
      return [guide.timeLimit];
    case 'fee':
      return [guide.fee];
    case 'materials':
      return guide.materials;
    case 'where':
      return [guide.authority, guide.how];
  }
}

/**
 * The articles a guide rests on that say what it says with a figure: of each clause the likest one with the same figures. A figure
 * that only happens to be the same (6个月 of a trial, 6个月 after a birth) is no source.
 */
function articlesFor(guide: Guide, facts: readonly string[], index: SearchIndex): SearchDocument[] {
  const sentences = basisOf(guide, index).flatMap((document) => {
    const { title, text } = entryOf(document);
    return sentencesOf(text).map((sentence) => ({ document, figures: new Set(figuresOf(sentence)), text: title + sentence }));
  });
  const found = facts
    .flatMap((fact) => fact.split(/[；。]/))
    .flatMap((clause) => {
      const figures = figuresOf(clause);
      const likeness = index.likenessTo(guide.title + clause);
      const [best] = sentences
        .filter((sentence) => figures.some((figure) => sentence.figures.has(figure)))
        .map(({ document, text }) => ({ document, score: likeness(text) }))
        .sort((x, y) => y.score - x.score);
      return best && best.score >= SAME_RULE ? [best.document] : [];
    });
  return [...new Set(found)];
}

function basisOf(guide: Guide, index: SearchIndex): SearchDocument[] {
  return guide.basis.flatMap((reference) => index.document(articleId(reference)) ?? []);
}

function sentencesAbout(side: Side, document: SearchDocument): string[] {
  const figures = FIGURES[side];
  if (!figures) return [];
  return sentencesOf(entryOf(document).text).filter((sentence) => figuresOf(sentence).some((figure) => figures.test(figure)));
}
