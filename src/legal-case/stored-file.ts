import { createHash, randomUUID } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';

/** Largest file of a case, in bytes. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** Longest file name kept, in characters. */
const MAX_NAME_LENGTH = 80;

/** Forms a file may have, with their media types. */
const FORMS = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
} as const;
type FileForm = keyof typeof FORMS;

/** A file that belongs, or will belong, to a case. */
export interface StoredFile {
  /** Random; under this name it lies on disk. */
  readonly id: string;
  /** The name people gave it, made harmless; shown, never used as a path. */
  readonly name: string;
  readonly form: FileForm;
  readonly bytes: number;
  /** SHA-256 of the content, hex. */
  readonly sha256: string;
}

/** Why a file is not taken. */
export type FileRefusal = 'too-large' | 'empty' | 'form';

/** Looks at a file's content, never at its name, and says what it is or why it is not taken. */
async function inspectFile(content: Uint8Array, name: string): Promise<Omit<StoredFile, 'id'> | FileRefusal> {
  if (content.length === 0) return 'empty';
  if (content.length > MAX_FILE_BYTES) return 'too-large';
  const type = await fileTypeFromBuffer(content).catch(() => undefined);
  const form = (Object.keys(FORMS) as FileForm[]).find((known) => known === type?.ext);
  if (form === undefined) return 'form';
  return { name: harmlessName(name, form), form, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

/** The media type a file is served under. */
export function mediaType(file: StoredFile): string {
  return FORMS[file.form];
}

/** The given name without path, control and direction characters, ending in what the file really is. */
function harmlessName(name: string, form: FileForm): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const stem = last
    .replace(/\.[0-9a-z]{1,5}$/i, '')
    .replace(/[\p{C}<>:"|?*]/gu, '')
    .trim();
  return `${stem === '' ? '文件' : [...stem].slice(0, MAX_NAME_LENGTH).join('')}.${form}`;
}

/** The content of a file is not there any more. */
export class FileLostError extends Error {
  override readonly name = 'FileLostError';
}

/** Where the content of files lies, under their random names; `read` fails with FileLostError for what is not there. */
export interface FileContents {
  save(id: string, content: Uint8Array): Promise<void>;
  /** Throws when there is no such file. */
  read(id: string): Promise<Uint8Array>;
}

/** Keeps a file that somebody handed in, under a new random name; or says why it is not taken. */
export async function takeFile(content: Uint8Array, name: string, contents: FileContents): Promise<StoredFile | FileRefusal> {
  const inspected = await inspectFile(content, name);
  if (typeof inspected === 'string') return inspected;
  const file = { ...inspected, id: randomUUID() };
  await contents.save(file.id, content);
  return file;
}
