import { type Dirent, promises as fs } from 'node:fs';
import path from 'node:path';
import type { Fault } from './fault.ts';
import { isKnowledgeFile, MAX_FILE_BYTES } from './read-file.ts';

/** The knowledge files below `folder`, by path with forward slashes, sorted; links that lead out of it are faults. */
export async function listKnowledgeFiles(folder: string): Promise<{ files: string[]; faults: Fault[] }> {
  const files: string[] = [];
  const faults: Fault[] = [];
  const root = await fs.realpath(folder);

  const visit = async (below: string): Promise<void> => {
    const items = await readDirectory(path.join(folder, below)).catch(() => {
      faults.push(unreadable(below));
      return [];
    });
    for (const item of items) {
      const file = below === '' ? item.name : `${below}/${item.name}`;
      if (item.name.startsWith('.') || item.name === 'node_modules') continue;
      if (item.isDirectory()) await visit(file);
      else if (item.isSymbolicLink() && !(await leadsInside(root, path.join(folder, file)))) faults.push(leadsOut(file));
      else if (isKnowledgeFile(file)) files.push(file);
    }
  };
  await visit('');
  return { files: files.sort(), faults };
}

function leadsOut(file: string): Fault {
  return { file, line: 1, severity: 'error', message: '这是指向文件夹之外（或断掉）的链接，没有读取；请把文件本身放进来' };
}

/** What is said of a file or folder that this program may not read. */
export function unreadable(file: string): Fault {
  return { file, line: 1, severity: 'error', message: '打不开，没有读取；请检查它的读取权限' };
}

/** A file's bytes, one more than allowed of a file too large; null when it is gone, is no plain file, or leads out of the folder. */
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
  } catch {
    return false;
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
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
