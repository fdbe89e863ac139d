import { cp, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import type { LiveIndex } from '../../src/search/live-index.ts';
import { openFolder } from '../small-folder.ts';

/** The project's own folder; the first test file that needs its index builds it, the others read it. */
export async function openKnowledge(): Promise<LiveIndex> {
  const snapshotDir = inject('knowledgeIndex');
  const builds = await mkdir(path.join(snapshotDir, 'being-built')).then(
    () => true,
    () => false,
  );
  if (!builds) await until(() => isFile(path.join(snapshotDir, 'current')));
  return openFolder('knowledge', { snapshotDir });
}

/** Puts that index into a data folder, for a program that is started there. */
export async function copyKnowledgeIndex(dataDir: string): Promise<void> {
  await openKnowledge();
  await cp(inject('knowledgeIndex'), path.join(dataDir, 'index'), { recursive: true });
}

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await sleep(200);
}

function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
