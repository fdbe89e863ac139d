import { existsSync } from 'node:fs';
import { KnowledgeFolder } from '../src/knowledge/knowledge-folder.ts';
import { UsageError } from './run-script.ts';

/** Reads the folder once, with a further folder of official texts if one is named. Throws UsageError for a folder that is not there. */
export async function openKnowledge(knowledgeDir: string, lawTextDir: string | undefined): Promise<KnowledgeFolder> {
  for (const folder of [knowledgeDir, lawTextDir]) {
    if (folder !== undefined && !existsSync(folder)) throw new UsageError(`找不到文件夹 ${folder}`);
  }
  const folder = new KnowledgeFolder(knowledgeDir, lawTextDir ?? null, () => new Date());
  await folder.load(new Map());
  return folder;
}
