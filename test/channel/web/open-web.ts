import { createWebApp } from '../../../src/channel/web/web-app.ts';
import { PostgresTurnStore } from '../../../src/store/postgres-turn-store.ts';
import { openFolder, SMALL_FOLDER, TODAY, writeFolder } from '../../small-folder.ts';
import { openEmbedded } from '../../store/open-stores.ts';

/** The web chat over the small folder and a database of its own; failures of turns are collected. */
export async function openWeb() {
  const folder = await writeFolder(SMALL_FOLDER);
  const live = await openFolder(folder.dir);
  const database = await openEmbedded();
  const failures: string[] = [];
  const app = createWebApp({
    index: () => live.index,
    store: new PostgresTurnStore(database.db),
    now: () => TODAY,
    onFailure: (_, error) => failures.push(String(error)),
  });
  const close = async () => {
    await database.drop();
    await folder.remove();
  };
  return { app, failures, close };
}
