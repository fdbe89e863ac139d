import type { Citation } from '../../answer/outcome.ts';
import type { Block, Choice, MenuKind, Reply } from '../../conversation/reply.ts';
import { inRows } from '../../conversation/rows.ts';
import { nameCitation, WORDING } from '../../conversation/wording.ts';
import type { StoredFile } from '../../legal-case/stored-file.ts';
import { normalizeText } from '../../search/normalize.ts';
import { type ButtonPress, encodePress, SIGNATURE_BYTES } from './button-data.ts';
import { type Line, packLines } from './message-parts.ts';

/** One message to send: Telegram HTML of at most 4,096 characters, and the buttons below it. */
export interface TelegramMessage {
  readonly text: string;
  readonly buttons: readonly (readonly TelegramButton[])[];
  /** A file, with the text as its caption. */
  readonly file?: StoredFile;
  /** Label of a button by which the person shares their own telephone. */
  readonly askPhone?: string;
  /** The commands that this chat's menu offers from now on. */
  readonly menu?: MenuKind;
  /** The topic of a group in which it answers. */
  readonly thread?: number;
}

interface TelegramButton {
  readonly text: string;
  readonly callback_data: string;
}

const MAX_CALLBACK_BYTES = 64 - SIGNATURE_BYTES;

/**
 * A reply as Telegram messages; the buttons (原文 of each article, related questions, 有用/没用) stand below the last.
 * @param turnId the turn that the buttons belong to; null for what the bot says of itself
 */
export function renderTelegram(reply: Reply, turnId: string | null): TelegramMessage[] {
  const lines = reply.blocks.flatMap((block, index) => {
    const shown = renderBlock(block);
    return index === 0 || shown.length === 0 ? shown : [{ text: '' }, ...shown];
  });
  const texts = packLines(lines);
  const files = reply.blocks.flatMap((block) => (block.kind === 'file' ? [{ text: '', buttons: [], file: block.file }] : []));
  const askPhone = reply.blocks.flatMap((block) => (block.kind === 'ask-phone' ? [block.label] : []))[0];
  const messages = texts.map((text, index): TelegramMessage => {
    if (index < texts.length - 1) return { text, buttons: [] };
    return { text, buttons: buttonsOf(reply, turnId), ...(askPhone === undefined ? {} : { askPhone }) };
  });
  const menus = reply.blocks.flatMap((block) => (block.kind === 'menu' ? [{ text: '', buttons: [], menu: block.of }] : []));
  return [...files, ...messages, ...menus];
}

/** An article in full: 要旨 and, where staff imported it, 原文. */
export function renderTelegramCitation(citation: Citation): TelegramMessage[] {
  const lines: Line[] = [{ text: `${citation.label} ${citation.title}`, style: 'b' }];
  if (citation.digest !== null) lines.push({ text: '' }, { text: WORDING.digestLabel, style: 'b' }, { text: citation.digest });
  if (citation.official === null) lines.push({ text: '' }, { text: WORDING.officialMissing, style: 'i' });
  else lines.push({ text: '' }, { text: WORDING.officialLabel, style: 'b' }, { text: citation.official, style: 'blockquote' });
  return packLines(lines).map((text) => ({ text, buttons: [] }));
}

/** A plain sentence of the bot. */
export function renderTelegramText(text: string): TelegramMessage[] {
  return packLines([{ text }]).map((html) => ({ text: html, buttons: [] }));
}

function renderBlock(block: Block): Line[] {
  switch (block.kind) {
    case 'paragraph':
      return [{ text: block.text }];
    case 'heading':
      return [{ text: block.text, style: 'b' }];
    case 'small':
      return [{ text: block.text, style: 'i' }];
    case 'point':
      return [{ text: block.statements.map((statement) => statement.text).join('') }];
    case 'sources':
      return [{ text: block.heading, style: 'b' }, ...block.citations.map((citation) => ({ text: nameCitation(citation) }))];
    case 'guide':
      return [
        { text: block.heading, style: 'b' },
        ...block.steps.map((step, index) => ({ text: `${index + 1}. ${step}` })),
        ...block.facts.map((fact) => ({ text: fact })),
        { text: [block.materialsHeading, ...block.materials.map((material) => `· ${material}`)].join('\n'), style: 'blockquote' },
        ...(block.notes.length === 0
          ? []
          : [{ text: block.notesHeading, style: 'b' as const }, ...block.notes.map((note) => ({ text: `· ${note}` }))]),
      ];
    case 'questions':
      return [{ text: block.heading, style: 'b' }];
    case 'quote':
      return [{ text: block.text, style: 'blockquote' }];
    case 'choices':
      return block.choices.filter((choice) => !fits(choice)).map(({ label, command }) => ({ text: `${label}：${command}` }));
    case 'file':
    case 'ask-phone':
    case 'menu':
      return [];
  }
}

function buttonsOf(reply: Reply, turnId: string | null): TelegramButton[][] {
  const rows = reply.blocks.flatMap((block) => {
    if (block.kind === 'sources' && turnId !== null)
      return inRows(block.citations.flatMap((citation, index) => openButton(citation, turnId, (block.counted ?? 0) + index)));
    if (block.kind === 'choices')
      return inRows(block.choices.filter(fits).map(({ label, command }) => button(label, { kind: 'say', command })));
    if (block.kind === 'questions') return block.questions.map((question, index) => [questionButton(question, turnId, index)]);
    return [];
  });
  if (reply.rateable && turnId !== null) rows.push([true, false].map((useful) => rateButton(turnId, useful)));
  return rows;
}

/** Telegram allows 64 bytes behind a button; a longer command is shown to be typed. */
function fits({ command }: Choice): boolean {
  return Buffer.byteLength(encodePress({ kind: 'say', command })) <= MAX_CALLBACK_BYTES;
}

/** None for an article that is only named. */
function openButton(citation: Citation, turnId: string, index: number): TelegramButton[] {
  if (citation.kind === 'reference') return [];
  const label = citation.official === null ? WORDING.digestLabel : WORDING.officialLabel;
  return [button(`${label} ${citation.label.slice(citation.law.length)}`, { kind: 'open', turnId, citation: index })];
}

/** Questions below a refusal are the examples, not related ones, so they open without a turn. */
function questionButton(question: string, turnId: string | null, index: number): TelegramButton {
  const example = (WORDING.examples as readonly string[]).indexOf(normalizeText(question));
  if (example >= 0 || turnId === null) return button(question, { kind: 'example', question: Math.max(example, 0) });
  return button(question, { kind: 'ask', turnId, question: index });
}

function rateButton(turnId: string, useful: boolean): TelegramButton {
  return button(useful ? `👍 ${WORDING.useful}` : `👎 ${WORDING.notUseful}`, { kind: 'rate', turnId, useful });
}

function button(text: string, press: ButtonPress): TelegramButton {
  return { text, callback_data: encodePress(press) };
}
