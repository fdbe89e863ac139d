import path from 'node:path';
import type { LanguageModel } from '../../../src/answer/language-model.ts';
import { renderReply } from '../../../src/assemble.ts';
import { createWebApp } from '../../../src/channel/web/web-app.ts';
import type { TurnContext } from '../../../src/conversation/take-turn.ts';
import { DiskFiles } from '../../../src/store/disk-files.ts';
import { PostgresMailbox } from '../../../src/store/postgres-mailbox.ts';
import { PostgresTurnStore } from '../../../src/store/postgres-turn-store.ts';
import { PostgresUnitOfWork } from '../../../src/store/postgres-unit.ts';
import { openDoor } from '../../open-door.ts';
import { openFolder, SMALL_FOLDER, TODAY, writeFolder } from '../../small-folder.ts';
import { openEmbedded } from '../../store/open-stores.ts';

/** The web chat over the small folder and a database of its own, with a model or none; failures of turns are collected. */
export async function openWeb(model: LanguageModel | null = null) {
  const folder = await writeFolder(SMALL_FOLDER);
  const live = await openFolder(folder.dir);
  const database = await openEmbedded();
  const failures: string[] = [];
  const turns: TurnContext = {
    index: () => live.index,
    store: new PostgresTurnStore(database.db),
    units: new PostgresUnitOfWork(database.db),
    render: renderReply,
    door: openDoor(),
    model,
    now: () => TODAY,
    onFailure: (_, error) => failures.push(String(error)),
  };
  const files = new DiskFiles(path.join(database.dataDir, 'files'), database.keys);
  const app = createWebApp(turns, { mailbox: new PostgresMailbox(database.db), files });
  const close = async () => {
    await database.drop();
    await folder.remove();
  };
  return { app, db: database.db, failures, close };
}
