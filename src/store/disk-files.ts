import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { type FileContents, FileLostError } from '../legal-case/stored-file.ts';
import { type KeyRing, SealError } from './key-ring.ts';

/**
 * Files of cases in a folder; several replicas share the folder as they share the database. A file is whole or not there, it
 * cannot be executed, and only the service's own user reads it; and he only with the keys. What was damaged is lost; without its key,
 * SealError is thrown.
 */
export class DiskFiles implements FileContents {
  constructor(
    private readonly dir: string,
    private readonly keys: KeyRing,
  ) {}

  async save(id: string, content: Uint8Array): Promise<void> {
    const place = this.place(id);
    await fs.mkdir(this.dir, { recursive: true, mode: 0o700 });
    const part = path.join(this.dir, `${randomUUID()}.part`);
    try {
      await fs.writeFile(part, this.keys.sealBytes(`file/${id}`, content), { mode: 0o600, flag: 'wx', flush: true });
      await fs.rename(part, place);
    } catch (error) {
      await fs.rm(part, { force: true });
      throw error;
    }
  }

  async read(id: string): Promise<Uint8Array> {
    const place = this.place(id);
    const kept = await fs.readFile(place).catch((error: unknown) => {
      throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new FileLostError('a file is not in its folder', { cause: error }) : error;
    });
    try {
      return this.keys.openBytes(`file/${id}`, kept);
    } catch (error) {
      throw error instanceof SealError && error.why === 'damaged' ? new FileLostError('a file was damaged', { cause: error }) : error;
    }
  }

  /** Ids are ours and random; anything else never becomes a path. */
  private place(id: string): string {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new TypeError('not the id of a file');
    return path.join(this.dir, id);
  }
}
