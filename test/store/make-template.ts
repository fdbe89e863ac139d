import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/store/database.ts';
import { openKeyRing } from '../../src/store/message-keys.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder with a key, whose embedded database is made and migrated; tests copy it, which is much faster than making one. */
    readonly dataTemplate: string;
  }
}

/** Makes the template once for all test files, and removes it when they are done. */
export default async function makeTemplate(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-template-'));
  const database = await openDatabase({ dataDir: dir }, await openKeyRing(null, dir));
  await database.close();
  project.provide('dataTemplate', dir);
  return () => rm(dir, { recursive: true, force: true });
}
