import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { FileContents } from '../legal-case/stored-file.ts';

/**
 * Files of cases in a folder; several replicas share the folder as they share the database. A file is whole or not there, it
 * cannot be executed, and only the service's own user reads it.
 */
export class DiskFiles implements FileContents {
  constructor(private readonly dir: string) {}

  async save(id: string, content: Uint8Array): Promise<void> {
    await fs.mkdir(this.dir, { recursive: true, mode: 0o700 });
    const part = path.join(this.dir, `${randomUUID()}.part`);
    const handle = await fs.open(part, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.rename(part, this.place(id));
  }

  read(id: string): Promise<Uint8Array> {
    return fs.readFile(this.place(id));
  }

  /** Ids are ours and random; anything else never becomes a path. */
  private place(id: string): string {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new TypeError('not the id of a file');
    return path.join(this.dir, id);
  }
}
