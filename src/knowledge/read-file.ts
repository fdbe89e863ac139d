import type { FileContent, Link } from './file-content.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readGuide } from './read-guide.ts';
import { readLpr } from './read-lpr.ts';
import { readOfficialText } from './read-official-text.ts';
import { readSayings } from './read-sayings.ts';
import { readStatute } from './read-statute.ts';

/** Folder of official texts below the knowledge folder; ignored by git. */
export const OFFICIAL_TEXT_FOLDER = '法律原文';
/** Largest file read, in bytes; the longest statute in force has under 1 MB. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;

type Reader = (file: string, text: string) => FileContent;
const READERS: readonly { readonly folder: string; readonly extensions: readonly string[]; readonly read: Reader }[] = [
  { folder: '民法典', extensions: ['.md'], read: readStatute },
  { folder: '解释与特别法', extensions: ['.md'], read: readStatute },
  { folder: '办事指南', extensions: ['.md'], read: readGuide },
  { folder: '词典', extensions: ['.yaml', '.yml'], read: readCatalogue },
  { folder: '机构', extensions: ['.yaml', '.yml'], read: readCatalogue },
  { folder: '计算', extensions: ['.yaml', '.yml'], read: readLpr },
  { folder: '说法', extensions: ['.txt', '.tsv'], read: readSayings },
  { folder: OFFICIAL_TEXT_FOLDER, extensions: ['.md', '.txt', '.docx'], read: readOfficialText },
];

/** Whether the folder expects knowledge in this file; drafts of editors, hidden files and the handbook (说明.md) are none. */
export function isKnowledgeFile(file: string): boolean {
  return readerOf(file) !== null;
}

/** Reads one file by its place in the folder. Bytes that are no UTF-8 text, or too many, are one error; never throws. */
export async function readKnowledgeFile(file: string, bytes: Uint8Array): Promise<FileContent> {
  const read = readerOf(file);
  if (!read) return { entries: [], faults: [] };
  const failed = (message: string): FileContent => ({ entries: [], faults: [{ file, line: 1, severity: 'error', message }] });
  if (bytes.length > MAX_FILE_BYTES) {
    return failed(`文件太大，最多 ${MAX_FILE_BYTES / 1024 / 1024} MB，请拆成几个文件`);
  }
  try {
    const text = file.endsWith('.docx') ? await readWordText(bytes) : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.includes('\0')) return failed('文件里有乱码，请另存为 UTF-8 文本');
    const content = read(file, text);
    return file.endsWith('.md') && read !== readOfficialText ? { ...content, links: readLinks(text) } : content;
  } catch (error) {
    return failed(
      file.endsWith('.docx') ? 'Word 文件打不开，请重新另存为 .docx' : `文件读不出来，请另存为 UTF-8 文本（${errorName(error)}）`,
    );
  }
}

function readerOf(file: string): Reader | null {
  const parts = file.split('/');
  if (parts.some((part) => part.startsWith('.') || part.startsWith('~') || part.endsWith('~'))) return null;
  const reader = READERS.find(({ folder, extensions }) => parts[0] === folder && extensions.some((extension) => file.endsWith(extension)));
  return parts.length > 1 && reader ? reader.read : null;
}

function readLinks(text: string): Link[] {
  return text
    .split('\n')
    .flatMap((line, index) => [...line.matchAll(/\]\(([^)\s]*)[^)]*\)/g)].map((match) => ({ line: index + 1, target: match[1] ?? '' })));
}

/** Word files are read on use only: the library is large. */
async function readWordText(bytes: Uint8Array): Promise<string> {
  const { default: mammoth } = await import('mammoth');
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
  return value;
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
