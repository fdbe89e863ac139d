import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';

/** Another living process uses the data folder; the embedded database allows one. */
export class DataFolderBusyError extends Error {
  override readonly name = 'DataFolderBusyError';

  constructor(folder: string, pid: number) {
    super(`data folder ${folder} is in use by process ${pid}; stop that process, use another DATA_DIR, or set DATABASE_URL`);
  }
}

interface Holder {
  readonly pid: number;
  /** Tells this process from a later one with the same number; '' where the system does not say. */
  readonly started: string;
}

/**
 * Takes the folder for this process alone until `release`, or throws DataFolderBusyError. A lock left by a killed process
 * is taken over.
 */
export async function lockDataFolder(folder: string): Promise<{ release: () => Promise<void> }> {
  await fs.mkdir(folder, { recursive: true });
  const lock = path.join(folder, 'lock');
  const mine = path.join(folder, `lock.${randomUUID()}`);
  const content = JSON.stringify({ pid: process.pid, started: await startOf(process.pid) } satisfies Holder);
  await fs.writeFile(mine, content);
  try {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      if (await linked(mine, lock)) return { release: () => fs.rm(lock, { force: true }) };
      const seen = await fs.readFile(lock, 'utf8').catch(() => null);
      if (seen === null) continue;
      const holder = parseHolder(seen);
      if (holder && (await isAlive(holder))) throw new DataFolderBusyError(folder, holder.pid);
      await removeIfUnchanged(lock, seen);
    }
    throw new DataFolderBusyError(folder, 0);
  } finally {
    await fs.rm(mine, { force: true });
  }
}

/** A hard link appears whole or not at all, and only where nothing is: the one atomic step. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await fs.link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the dead lock away; if another process was faster and the lock is a new one, puts that back. */
async function removeIfUnchanged(lock: string, seen: string): Promise<void> {
  const aside = `${lock}.${randomUUID()}`;
  try {
    await fs.rename(lock, aside);
    if ((await fs.readFile(aside, 'utf8')) !== seen) await linked(aside, lock);
  } catch {
    return;
  } finally {
    await fs.rm(aside, { force: true });
  }
}

function parseHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number') return null;
    return { pid: value.pid, started: 'started' in value && typeof value.started === 'string' ? value.started : '' };
  } catch {
    return null;
  }
}

async function isAlive({ pid, started }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return (await startOf(pid)) === started;
}

/** When the process started, in clock ticks since boot, from /proc; '' elsewhere than on Linux. */
async function startOf(pid: number): Promise<string> {
  const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
