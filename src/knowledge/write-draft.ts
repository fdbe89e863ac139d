import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Where drafts lie: among the guides, so that what they still want is told by file and line like any other fault. */
const DRAFT_FOLDER = '办事指南/草稿';
/** Characters of a file's name; with three bytes each it stays within what file systems take. */
const NAME_LENGTH = 60;
/** What a folder says that this process may not write to. */
const READ_ONLY = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC']);

/** What became of a draft, and its file below the knowledge folder: written, already there and left alone, or the folder takes nothing. */
export interface DraftResult {
  readonly kind: 'written' | 'exists' | 'refused';
  readonly file: string;
}

/**
 * Writes a draft into the knowledge folder, where staff finish it. A file that is there is never touched.
 * @param name what the file is called, in any words
 */
export async function writeDraft(knowledgeDir: string, name: string, text: string): Promise<DraftResult> {
  const plain = name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  const file = `${DRAFT_FOLDER}/${[...plain].slice(0, NAME_LENGTH).join('')}.md`;
  const full = path.join(knowledgeDir, file);
  try {
    await mkdir(path.dirname(full), { recursive: true });
    await writeFile(full, text, { flag: 'wx' });
    return { kind: 'written', file };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EEXIST') return { kind: 'exists', file };
    if (READ_ONLY.has(code)) return { kind: 'refused', file };
    throw error;
  }
}
