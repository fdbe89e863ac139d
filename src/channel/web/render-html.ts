import type { Citation } from '../../answer/outcome.ts';
import type { Block, Reply } from '../../conversation/reply.ts';
import { nameCitation, WORDING } from '../../conversation/wording.ts';

/** A reply as an HTML fragment; every text of the folder or of a person is escaped. */
export function renderHtml(reply: Reply): string {
  return reply.blocks.map(renderBlock).join('\n');
}

/** Text made safe between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${withTelephone(block.text).replaceAll('\n', '<br>')}</p>`;
    case 'heading':
      return `<p class="asked">${escapeHtml(block.text)}</p>`;
    case 'small':
      return `<p class="small">${withTelephone(block.text).replaceAll('\n', '<br>')}</p>`;
    case 'point':
      return `<p class="point">${block.statements.map((statement) => escapeHtml(statement.text)).join('')}</p>`;
    case 'sources':
      return `<section><h3>${escapeHtml(block.heading)}</h3>${block.citations.map(renderCitation).join('')}</section>`;
    case 'guide':
      return renderGuide(block);
    case 'choices':
      return `<ul class="chips">${block.choices
        .map(
          ({ label, command }) =>
            `<li><button type="button" data-say="${escapeHtml(command)}" data-label="${escapeHtml(label)}">${escapeHtml(label)}</button></li>`,
        )
        .join('')}</ul>`;
    case 'quote':
      return `<blockquote>${lines(block.text)}</blockquote>`;
    case 'file':
      return `<p><a class="file" href="/api/files/${block.file.id}" download>${WORDING.attachment} ${escapeHtml(block.file.name)}</a></p>`;
    case 'ask-phone':
    case 'menu':
      return '';
    case 'questions':
      return `<section><h3>${escapeHtml(block.heading)}</h3><ul class="chips">${block.questions
        .map((question) => `<li><button type="button" data-ask="${escapeHtml(question)}">${escapeHtml(question)}</button></li>`)
        .join('')}</ul></section>`;
  }
}

function renderCitation(citation: Citation): string {
  const { kind, law, label, title, digest, official } = citation;
  if (kind === 'reference') return `<p class="law">${escapeHtml(nameCitation(citation))}</p>`;
  const parts = [
    digest === null ? '' : `<p><b>${WORDING.digestLabel}</b> ${lines(digest)}</p>`,
    official === null ? `<p class="small">${WORDING.officialMissing}</p>` : `<p><b>${WORDING.officialLabel}</b> ${lines(official)}</p>`,
  ];
  const name = `《${law}》${label.slice(law.length)}`;
  return `<details><summary><span class="law">${escapeHtml(name)}</span> ${escapeHtml(title)}</summary>${parts.join('')}</details>`;
}

function renderGuide(block: Extract<Block, { kind: 'guide' }>): string {
  const steps = block.steps.map((step) => `<li>${escapeHtml(step)}</li>`).join('');
  const facts = block.facts.map((fact) => `<li>${escapeHtml(fact)}</li>`).join('');
  const materials = block.materials.map((material) => `<li>${escapeHtml(material)}</li>`).join('');
  const opened = `<details><summary>${escapeHtml(block.materialsHeading)}</summary><ul>${materials}</ul></details>`;
  const notes = block.notes.map((note) => `<li>${withTelephone(note)}</li>`).join('');
  const beware = notes === '' ? '' : `<h4>${escapeHtml(block.notesHeading)}</h4><ul>${notes}</ul>`;
  return `<section><h3>${escapeHtml(block.heading)}</h3><ol>${steps}</ol><ul class="facts">${facts}</ul>${opened}${beware}</section>`;
}

function lines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}

/** The national hotlines are one tap away. */
function withTelephone(text: string): string {
  return escapeHtml(text).replace(/(?<![\d.-])(12\d{3}|1[12]0(?!\s*[元万天日年月个块倍人条号平米]))(?![\d.-])/g, '<a href="tel:$1">$1</a>');
}
