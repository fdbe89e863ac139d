import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { NO_LPR } from '../calculation/lpr-table.ts';
import { checkBetweenFiles } from './check-folder.ts';
import { type Fault, hasError } from './fault.ts';
import type { FileContent } from './file-content.ts';
import { Knowledge } from './knowledge.ts';
import { listKnowledgeFiles, readBytes, unreadable } from './list-files.ts';
import { DEFAULT_RULES, type ServiceRules } from './office.ts';
import { isKnowledgeFile, OFFICIAL_TEXT_FOLDER, readKnowledgeFile } from './read-file.ts';

/** A file as it is served: the bytes last seen, and the content last found good. */
export interface FileState {
  readonly sha256: string;
  readonly content: FileContent;
}

/**
 * The knowledge folder in memory. A file that fails its check keeps its last good content in service, its faults are
 * reported; a file that was never good gives what is good in it. Files are read again only when their bytes changed.
 */
export class KnowledgeFolder {
  private readonly files = new Map<string, FileState>();
  private listingFaults: readonly Fault[] = [];
  /** Files that this program may not read; what was read of them before stays in service. */
  private readonly unreadable = new Map<string, Fault>();
  /** Those of the files that lie in the further folder. */
  private lawTexts: ReadonlySet<string> = new Set();
  private current = new Knowledge([], [], []);
  private betweenFaults: readonly Fault[] = [];

  /**
   * @param lawTextFolder a further folder of official texts (`--law-text`), or null
   * @param now the clock
   */
  constructor(
    private readonly folder: string,
    private readonly lawTextFolder: string | null,
    private readonly now: () => Date,
  ) {}

  get knowledge(): Knowledge {
    return this.current;
  }

  /** All faults of the last reading, by file and line. */
  get faults(): Fault[] {
    const faults = [
      ...this.listingFaults,
      ...this.unreadable.values(),
      ...this.betweenFaults,
      ...[...this.files.values()].flatMap((state) => state.content.faults),
    ];
    return faults.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
  }

  /** The files as they are served, for the snapshot. */
  get states(): ReadonlyMap<string, FileState> {
    return this.files;
  }

  /** Reads the whole folder. `remembered` are states of an earlier run: files with the same bytes are not read again. */
  async load(remembered: ReadonlyMap<string, FileState>, onProgress: (done: number, total: number) => void = () => {}): Promise<void> {
    const { files, closed, faults } = await listKnowledgeFiles(this.folder);
    this.listingFaults = faults;
    const hidden = [...remembered].filter(([file]) => closed.some((folder) => file.startsWith(`${folder}/`)));
    for (const [file, state] of hidden) this.files.set(file, state);
    const extra = this.lawTextFolder === null ? [] : await listLawTexts(this.lawTextFolder);
    this.lawTexts = new Set(extra.map(({ file }) => file));
    for (const [index, { file, folder, name }] of [
      ...files.map((name) => ({ file: name, folder: this.folder, name })),
      ...extra,
    ].entries()) {
      const bytes = await this.read(folder, name, file);
      const before = remembered.get(file) ?? null;
      if (bytes === 'unreadable' && before !== null) this.files.set(file, before);
      else if (bytes !== null && bytes !== 'unreadable') await this.take(file, bytes, before);
      onProgress(index + 1, files.length + extra.length);
    }
    this.join();
  }

  /** Reads the named files again (null: all of the folder), and only those; gone ones are forgotten. Returns whether anything served has changed. */
  async refresh(names: Iterable<string> | null): Promise<boolean> {
    let changed = false;
    const listed = await listKnowledgeFiles(this.folder);
    this.listingFaults = listed.faults;
    for (const file of names ?? new Set([...listed.files, ...this.ownFiles()])) {
      if (!isKnowledgeFile(file)) continue;
      const bytes = await this.read(this.folder, file, file);
      const before = this.files.get(file) ?? null;
      if (bytes === 'unreadable') continue;
      if (bytes === null) {
        changed = this.files.delete(file) || changed;
        continue;
      }
      if (!(await this.take(file, bytes, before))) continue;
      changed = true;
      this.join();
      this.holdBack(file, before);
    }
    this.join();
    return changed;
  }

  /** The files in service that lie in the folder itself. */
  private ownFiles(): string[] {
    return [...this.files.keys()].filter((file) => !this.lawTexts.has(file));
  }

  private async read(folder: string, name: string, file: string): Promise<Uint8Array | null | 'unreadable'> {
    try {
      const bytes = await readBytes(folder, name);
      this.unreadable.delete(file);
      return bytes;
    } catch {
      this.unreadable.set(file, unreadable(file));
      return 'unreadable';
    }
  }

  private async take(file: string, bytes: Uint8Array, before: FileState | null): Promise<boolean> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (before?.sha256 === sha256) {
      this.files.set(file, before);
      return false;
    }
    const content = await readKnowledgeFile(file, bytes);
    const keep = before && hasError(content.faults) ? { ...before.content, faults: content.faults } : content;
    this.files.set(file, { sha256, content: keep });
    return true;
  }

  /** A file whose new content is good by itself but not beside the others keeps its last good content as well. */
  private holdBack(file: string, before: FileState | null): void {
    const state = this.files.get(file);
    const faults = this.betweenFaults.filter((fault) => fault.file === file);
    if (!state || !before || before.sha256 === state.sha256 || !hasError(faults)) return;
    this.files.set(file, { sha256: state.sha256, content: { ...before.content, faults: [...state.content.faults, ...faults] } });
  }

  private join(): void {
    const contents = new Map([...this.files].map(([file, state]) => [file, state.content]));
    const seen = new Set<string>();
    const entries = [...contents.values()].flatMap((content) =>
      content.entries.filter((entry) => !seen.has(entry.id) && seen.add(entry.id)),
    );
    const laws = [...contents.values()].flatMap((content) => content.laws ?? []);
    const desks = [...contents.values()].flatMap((content) => content.desks ?? []);
    const layWords = [...contents.values()].flatMap((content) => content.layWords ?? []);
    const offices = [...contents.values()].flatMap((content) => content.offices ?? []);
    const rules: ServiceRules = Object.assign({}, DEFAULT_RULES, ...[...contents.values()].map((content) => content.rules));
    const topics = [...contents.values()].flatMap((content) => content.topics ?? []);
    const notCovered = [...contents.values()].flatMap((content) => content.notCovered ?? []);
    const sayings = [...contents.values()].flatMap((content) => content.sayings ?? []);
    const lpr = [...contents.values()].findLast((content) => content.lpr !== undefined)?.lpr ?? NO_LPR;
    this.current = new Knowledge(entries, laws, desks, layWords, offices, rules, topics, notCovered, sayings, lpr);
    this.betweenFaults = checkBetweenFiles(contents, {
      knowledge: this.current,
      today: this.now().toISOString().slice(0, 10),
      pathExists: (file) => existsSync(path.join(this.folder, file)),
    });
  }
}

/** Official texts below another folder, served as if they lay in `法律原文/`. */
async function listLawTexts(folder: string): Promise<{ file: string; folder: string; name: string }[]> {
  const { readdir } = await import('node:fs/promises');
  const names = (await readdir(folder, { recursive: true })).map((name) => name.split(path.sep).join('/')).sort();
  return names
    .filter((name) => isKnowledgeFile(`${OFFICIAL_TEXT_FOLDER}/${name}`) && !/(?:^|\/)README\.md$/i.test(name))
    .map((name) => ({ file: `${OFFICIAL_TEXT_FOLDER}/${name}`, folder, name }));
}
