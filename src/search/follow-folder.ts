import path from 'node:path';
import { watch } from 'chokidar';

/** Told after each reading which files were to be read (null: all), and the error that prevented it, or null. */
export type OnChange = (result: { readonly files: readonly string[] | null; readonly error: unknown }) => void;

/** Time between a change on disk and its reading, so that files saved together are read together, in milliseconds. */
const SETTLE_MS = 150;
/** Time until what could not be read is tried again, in milliseconds. */
const RETRY_MS = 30_000;

/**
 * Has the files of a folder read when they change, until `close`; all of them once at the beginning, since what changed between their
 * first reading and the first look of the watcher would be missed.
 * @param read reads these files again, by path below the folder; null: all
 */
export function followFolder(
  folder: string,
  read: (files: readonly string[] | null) => Promise<void>,
  onChange: OnChange,
): { close: () => Promise<void> } {
  const waiting = new Set<string>();
  let [everything, closed] = [false, false];
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  /** Reads what waits after this time, or at the time already set where that is sooner. */
  const readIn = (milliseconds: number) => {
    const at = performance.now() + milliseconds;
    if (closed || at >= due) return;
    due = at;
    clearTimeout(timer);
    timer = setTimeout(() => void readNow(), milliseconds);
  };
  const readNow = async () => {
    due = Number.POSITIVE_INFINITY;
    const files = everything ? null : [...waiting];
    everything = false;
    waiting.clear();
    const error = await read(files).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error !== null) {
      if (files === null) everything = true;
      else for (const file of files) waiting.add(file);
      readIn(RETRY_MS);
    }
    onChange({ files, error });
  };
  const watcher = watch(folder, { ignoreInitial: true, followSymlinks: false });
  for (const event of ['add', 'change', 'unlink'] as const)
    watcher.on(event, (full) => {
      waiting.add(path.relative(folder, full).split(path.sep).join('/'));
      readIn(SETTLE_MS);
    });
  watcher.on('ready', () => {
    everything = true;
    readIn(0);
  });
  watcher.on('error', (error) => onChange({ files: [], error }));
  const close = async () => {
    closed = true;
    await watcher.close();
    clearTimeout(timer);
  };
  return { close };
}
