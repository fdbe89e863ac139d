import { cp, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import type { LiveIndex } from '../../src/search/live-index.ts';
import { openFolder } from '../small-folder.ts';

const WAIT_MS = 200;
const WAIT_TRIES = 500;

/** The project's own folder; the first test file that needs its index builds it, the others read it. */
export async function openKnowledge(): Promise<LiveIndex> {
  const snapshotDir = inject('knowledgeIndex');
  const builds = await mkdir(path.join(snapshotDir, 'being-built')).then(
    () => true,
    () => false,
  );
  // Where the other did not manage it, this one builds its own.
  for (let tries = 0; !builds && tries < WAIT_TRIES && !(await isFile(path.join(snapshotDir, 'current'))); tries += 1) await sleep(WAIT_MS);
  return openFolder('knowledge', { snapshotDir });
}

/** Puts that index into a data folder, for a program that is started there. */
export async function copyKnowledgeIndex(dataDir: string): Promise<void> {
  await openKnowledge();
  await cp(inject('knowledgeIndex'), path.join(dataDir, 'index'), { recursive: true });
}

function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
