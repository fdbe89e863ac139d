import type { Block, Reply } from '../../conversation/reply.ts';
import { nameCitation, WORDING } from '../../conversation/wording.ts';

/** A reply as plain text, for a terminal and for `--json`. */
export function renderText(reply: Reply): string {
  return reply.blocks
    .map(renderBlock)
    .filter((text) => text !== '')
    .join('\n\n');
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
    case 'small':
      return block.text;
    case 'point':
      return block.statements.map((statement) => statement.text).join('');
    case 'sources':
      return [
        `【${block.heading}】`,
        ...block.citations.map((citation, index) => `${(block.counted ?? 0) + index + 1}. ${nameCitation(citation)}`),
      ].join('\n');
    case 'guide':
      return [
        `【${block.heading}】`,
        ...block.steps.map((step, index) => `${index + 1}. ${step}`),
        ...block.facts,
        block.materialsHeading,
        ...block.materials.map((material) => `· ${material}`),
        ...(block.notes.length === 0 ? [] : [block.notesHeading, ...block.notes.map((note) => `· ${note}`)]),
      ].join('\n');
    case 'choices':
      return block.choices.map(({ label, command }) => (label === command ? `· ${label}` : `· ${label}：${command}`)).join('\n');
    case 'quote':
      return block.text.replace(/^/gm, '  │ ');
    case 'file':
      return `${WORDING.attachment}：${block.file.name}`;
    case 'ask-phone':
    case 'menu':
      return '';
    case 'questions':
      return [`【${block.heading}】`, ...block.questions.map((question) => `· ${question}`)].join('\n');
  }
}

/** An article in full, for `原文 N` in the terminal. */
export function renderCitation(citation: Extract<Block, { kind: 'sources' }>['citations'][number]): string {
  const digest = citation.digest === null ? [] : [`【${WORDING.digestLabel}】${citation.digest}`];
  const official = citation.official === null ? [`（${WORDING.officialMissing}）`] : [`【${WORDING.officialLabel}】\n${citation.official}`];
  return [`${citation.label} ${citation.title}`, ...digest, ...official].join('\n');
}
