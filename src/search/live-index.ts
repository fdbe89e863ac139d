import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Fault } from '../knowledge/fault.ts';
import { KnowledgeFolder } from '../knowledge/knowledge-folder.ts';
import { type BuildProgress, buildIndex, type IndexMemory } from './build-index.ts';
import type { NamedEmbedder } from './built-in-embedder.ts';
import { followFolder, type OnChange } from './follow-folder.ts';
import type { SearchIndex } from './search-index.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';

/** The knowledge folder that the configuration names is not there. */
export class KnowledgeFolderMissingError extends Error {
  override readonly name = 'KnowledgeFolderMissingError';
}

export interface LiveIndexOptions {
  readonly knowledgeDir: string;
  /** Folder of the snapshot; null keeps nothing on disk. */
  readonly snapshotDir: string | null;
  /** A further folder of official texts, or null. */
  readonly lawTextDir: string | null;
  /** Embedder of a configured endpoint, or null for the built-in one. */
  readonly embedder: NamedEmbedder | null;
  readonly now: () => Date;
  readonly onProgress?: BuildProgress;
  /** Told when the snapshot could not be written; the index serves all the same. */
  readonly onSaveError?: (error: unknown) => void;
}

/** The index in service: opened from its snapshot, replaced as a whole whenever the folder changes. */
export class LiveIndex {
  private queue: Promise<void> = Promise.resolve();
  private saving: Promise<void> = Promise.resolve();
  /** The folder has something that the index in service has not: it could not be built. */
  private behind = false;

  private constructor(
    private readonly options: LiveIndexOptions,
    private readonly folder: KnowledgeFolder,
    private current: SearchIndex,
    private memory: IndexMemory,
    private built: Date,
  ) {}

  /** Opens the folder. Only files that changed since the snapshot are read and embedded; without a usable one, all are. */
  static async open(options: LiveIndexOptions): Promise<LiveIndex> {
    const { knowledgeDir, snapshotDir, lawTextDir, embedder, now, onProgress = () => {} } = options;
    if (!existsSync(knowledgeDir)) {
      throw new KnowledgeFolderMissingError(`the knowledge folder ${path.resolve(knowledgeDir)} does not exist; set KNOWLEDGE_DIR`);
    }
    const snapshot = snapshotDir === null ? null : await readSnapshot(snapshotDir);
    const folder = new KnowledgeFolder(knowledgeDir, lawTextDir, now);
    await folder.load(snapshot?.states ?? new Map(), (done, total) => onProgress('read', done, total));
    const { index, memory } = await buildIndex(folder.knowledge, snapshot?.memory ?? null, embedder, false, onProgress);
    const live = new LiveIndex(options, folder, index, memory, now());
    const { graph, sayings } = memory;
    const kept = graph === snapshot?.memory.graph && sayings === snapshot.memory.sayings;
    const same = snapshot !== null && kept && sameStates(snapshot.states, folder.states);
    if (!same) await live.save();
    return live;
  }

  get index(): SearchIndex {
    return this.current;
  }

  /** When the index in service was built. */
  get builtAt(): Date {
    return this.built;
  }

  get faults(): readonly Fault[] {
    return this.folder.faults;
  }

  /** Reads the named files again (null: all) and swaps the new index in at one stroke; calls wait for each other. */
  refresh(files: readonly string[] | null): Promise<void> {
    const run = async () => {
      const before = this.behind;
      this.behind = true;
      this.behind = (await this.folder.refresh(files)) || before;
      if (!this.behind) return;
      const built = await buildIndex(this.folder.knowledge, this.memory, this.options.embedder, true, () => {});
      this.current = built.index;
      this.memory = built.memory;
      this.built = this.options.now();
      this.behind = false;
      this.saving = this.saving.then(() => this.save());
    };
    const done = this.queue.then(run);
    this.queue = done.catch(() => {});
    return done;
  }

  /**
   * Follows the folder until `close`; a change is live within two seconds.
   * @param onChange called after each reading with the files that were to be read (null: all), or with the error that prevented it
   */
  watch(onChange: OnChange): { close: () => Promise<void> } {
    const following = followFolder(this.options.knowledgeDir, (files) => this.refresh(files), onChange);
    const close = async () => {
      await following.close();
      await this.settled();
    };
    return { close };
  }

  /** Resolves when no reading or saving is under way. */
  async settled(): Promise<void> {
    await this.queue;
    await this.saving;
  }

  private async save(): Promise<void> {
    if (this.options.snapshotDir === null) return;
    try {
      await writeSnapshot(this.options.snapshotDir, { states: new Map(this.folder.states), memory: this.memory });
    } catch (error) {
      this.options.onSaveError?.(error);
    }
  }
}

function sameStates(a: ReadonlyMap<string, { readonly sha256: string }>, b: ReadonlyMap<string, { readonly sha256: string }>): boolean {
  return a.size === b.size && [...a].every(([file, state]) => b.get(file)?.sha256 === state.sha256);
}
