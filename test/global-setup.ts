import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../src/store/database.ts';
import { openKeyRing } from '../src/store/message-keys.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder with a key, whose embedded database is made and migrated; tests copy it, which is much faster than making one. */
    readonly dataTemplate: string;
    /** A folder for the index of the project's own knowledge, empty at first. */
    readonly knowledgeIndex: string;
  }
}

/** Makes what all test files share, once, and removes it when they are done. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-template-'));
  const database = await openDatabase({ dataDir: dir }, await openKeyRing(null, dir));
  await database.close();
  project.provide('dataTemplate', dir);
  const index = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-index-'));
  project.provide('knowledgeIndex', index);
  return async () => {
    for (const made of [dir, index]) await rm(made, { recursive: true, force: true });
  };
}
