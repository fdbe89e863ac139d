import { type Dirent, promises as fs } from 'node:fs';
import path from 'node:path';
import type { Fault } from './fault.ts';
import { isKnowledgeFile, MAX_FILE_BYTES } from './read-file.ts';

/** The knowledge files of a folder, and what is wrong with it. */
interface Listing {
  /** By path below the folder with forward slashes, sorted. */
  readonly files: readonly string[];
  /** Folders below it that this program may not read. */
  readonly closed: readonly string[];
  readonly faults: readonly Fault[];
}

/** Lists a folder; links that lead out of it and folders that may not be read are faults. Throws where it may not be read itself. */
export async function listKnowledgeFiles(folder: string): Promise<Listing> {
  const files: string[] = [];
  const closed: string[] = [];
  const faults: Fault[] = [];
  const root = await fs.realpath(folder);

  const visit = async (below: string): Promise<void> => {
    const items = await readDirectory(path.join(folder, below)).catch((error: unknown) => {
      if (below === '') throw error;
      closed.push(below);
      faults.push(unreadable(below));
      return [];
    });
    for (const item of items) {
      const file = below === '' ? item.name : `${below}/${item.name}`;
      if (item.name.startsWith('.') || item.name === 'node_modules') continue;
      if (item.isDirectory()) await visit(file);
      // Where that cannot be seen, it shows when the file is read.
      else if (item.isSymbolicLink() && !(await leadsInside(root, path.join(folder, file)).catch(() => true))) faults.push(leadsOut(file));
      else if (isKnowledgeFile(file)) files.push(file);
    }
  };
  await visit('');
  return { files: files.sort(), closed, faults };
}

function leadsOut(file: string): Fault {
  return { file, line: 1, severity: 'error', message: '这是指向文件夹之外（或断掉）的链接，没有读取；请把文件本身放进来' };
}

/** What is said of a file or folder that this program may not read. */
export function unreadable(file: string): Fault {
  return { file, line: 1, severity: 'error', message: '打不开，没有读取；请检查它的读取权限' };
}

/**
 * A file's bytes, one more than allowed of a file too large; null when it is gone, is no plain file, or leads out of the folder.
 * Throws where it may not be read.
 */
export async function readBytes(folder: string, file: string): Promise<Buffer | null> {
  const full = path.join(folder, file);
  try {
    if (!(await leadsInside(await fs.realpath(folder), full))) return null;
    const stat = await fs.stat(full);
    if (!stat.isFile()) return null;
    if (stat.size <= MAX_FILE_BYTES) return await fs.readFile(full);
    const handle = await fs.open(full, 'r');
    try {
      const { buffer } = await handle.read(Buffer.alloc(MAX_FILE_BYTES + 1));
      return buffer;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function leadsInside(root: string, full: string): Promise<boolean> {
  try {
    const target = await fs.realpath(full);
    return target.startsWith(root + path.sep);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function readDirectory(full: string): Promise<Dirent[]> {
  try {
    return await fs.readdir(full, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(String(error.code));
}
