import type { Citation } from '../../answer/outcome.ts';
import type { Block, Choice, Reply } from '../../conversation/reply.ts';
import { inRows } from '../../conversation/rows.ts';
import { nameCitation, WORDING } from '../../conversation/wording.ts';
import type { StoredFile } from '../../legal-case/stored-file.ts';

/** One message to send: a title for the list of chats, and Markdown; or a file. */
export interface DingTalkMessage {
  readonly title: string;
  readonly text: string;
  /** What can be tapped, for an interactive card; in a text they are links already. */
  readonly choices: readonly Choice[];
  readonly file?: StoredFile;
}

/** Longest Markdown of one message, in characters; DingTalk takes about 5,000. */
const MAX_MARKDOWN_LENGTH = 3_600;
const MAX_TITLE_LENGTH = 20;

/** Asked below every answer. */
const RATING = { kind: 'choices', choices: [WORDING.useful, WORDING.notUseful].map((word) => ({ label: word, command: word })) } as const;

/** A reply as DingTalk messages; what can be tapped are links that send the command. */
export function renderDingTalk(reply: Reply): DingTalkMessage[] {
  const files = reply.blocks.flatMap((block) => (block.kind === 'file' ? [fileMessage(block.file)] : []));
  const rating = reply.rateable ? [RATING] : [];
  const blocks = [...reply.blocks, ...rating];
  const choices = blocks.flatMap((block) => (block.kind === 'choices' ? block.choices : []));
  const texts = pack(blocks.flatMap(renderBlock));
  const title = titleOf(reply);
  return [...files, ...texts.map((text, index) => ({ title, text, choices: index === texts.length - 1 ? choices : [] }))];
}

/** A plain sentence of the bot. */
export function renderDingTalkText(text: string): DingTalkMessage[] {
  return renderDingTalk({ blocks: [{ kind: 'paragraph', text }], rateable: false });
}

/** The words of a card without the links that its buttons stand for. */
export function withoutLinks(text: string): string {
  return text.replace(/\n*\[[^\]]*\]\(dtmd:[^)]*\)( \| )?/g, '').trim();
}

function fileMessage(file: StoredFile): DingTalkMessage {
  return { title: file.name, text: '', choices: [], file };
}

function renderBlock(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return [plain(block.text)];
    case 'heading':
      return [`**${plain(block.text)}**`];
    case 'small':
      return [`> ${plain(block.text)}`];
    case 'point':
      return [plain(block.statements.map((statement) => statement.text).join(''))];
    case 'sources':
      return [`**${plain(block.heading)}**`, block.citations.map((citation) => `- ${renderCitation(citation)}`).join('\n')];
    case 'guide':
      return [
        `**${plain(block.heading)}**`,
        block.steps.map((step, index) => `${index + 1}. ${plain(step)}`).join('\n'),
        block.facts.map(plain).join('\n\n'),
        listed(block.materialsHeading, block.materials),
        ...(block.notes.length === 0 ? [] : [listed(block.notesHeading, block.notes)]),
      ];
    case 'questions':
      return [
        `**${plain(block.heading)}**`,
        block.questions.map((question) => `- ${link({ label: question, command: question })}`).join('\n'),
      ];
    case 'choices':
      return inRows(block.choices.map(link)).map((row) => row.join(' | '));
    case 'quote':
      return [plain(block.text).replace(/^/gm, '> ')];
    case 'file':
    case 'ask-phone':
    case 'menu':
      return [];
  }
}

function listed(heading: string, items: readonly string[]): string {
  return [`**${plain(heading)}**`, '', ...items.map((item) => `- ${plain(item)}`)].join('\n');
}

function renderCitation(citation: Citation): string {
  const name = nameCitation(citation);
  return citation.kind === 'reference' ? plain(name) : link({ label: name, command: citation.label });
}

/** A link that sends its command as the person's own message to the robot. */
function link({ label, command }: Choice): string {
  return `[${plain(label).replace(/[[\]]/g, ' ')}](dtmd://dingtalkclient/sendMessage?content=${encodeURIComponent(command).replace(/[()]/g, (c) => (c === '(' ? '%28' : '%29'))})`;
}

/** Words of people show as they are: no heading, list, picture or link comes of them. */
function plain(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#~|]/g, (character) => (character === '#' ? '#' : `\\${character}`))
    .replace(/^(\s*)([-+]|\d+\.)(\s)/gm, '$1\\$2$3');
}

function titleOf({ blocks }: Reply): string {
  const [first = WORDING.name] = blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text.split('\n')[0] ?? ''] : []));
  return [...first].slice(0, MAX_TITLE_LENGTH).join('') || WORDING.name;
}

/** Parts in as few messages as fit; a part too long for one is cut, a link never. */
function pack(parts: readonly string[]): string[] {
  const messages: string[] = [];
  let current = '';
  for (const part of parts.flatMap(cut)) {
    const joined = current === '' ? part : `${current}\n\n${part}`;
    if (joined.length <= MAX_MARKDOWN_LENGTH) current = joined;
    else {
      messages.push(current);
      current = part;
    }
  }
  return current.trim() === '' ? messages : [...messages, current];
}

/** A part in pieces that fit: between lines or sentences or before a link, a quotation quoted in each. */
function cut(part: string): string[] {
  if (part.length <= MAX_MARKDOWN_LENGTH) return part === '' ? [] : [part];
  const mark = part.startsWith('> ') ? '> ' : '';
  const room = MAX_MARKDOWN_LENGTH - mark.length;
  const pieces: string[] = [];
  let current = '';
  for (const token of part.split(/(?<=\n|[。；！？]|\) \| )/).flatMap((whole) => chop(whole, room))) {
    if (current.length + token.length > room) {
      pieces.push(current);
      current = '';
    }
    current += token;
  }
  return [...pieces, current].map((piece) => (piece.startsWith(mark) ? piece : mark + piece).replace(/(?: \| )?\s*$/, ''));
}

/** A text without any place to end it, in pieces; whole characters only, none without the stroke before it. */
function chop(text: string, room: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > room) {
    const end = /[\\\ud800-\udbff]/.test(rest.charAt(room - 1)) ? room - 1 : room;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest];
}
