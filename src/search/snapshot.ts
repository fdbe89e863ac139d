import { createHash, randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import hnswlib from 'hnswlib-node';
import type { FileState } from '../knowledge/knowledge-folder.ts';
import type { IndexMemory } from './build-index.ts';
import { MessageClassifier } from './message-classifier.ts';
import { CLASSIFIERS, type Classifiers, type Origin, SayingClassifiers } from './saying-classifiers.ts';
import type { EmbedderModel } from './train-embedder.ts';
import { HNSW } from './weights.ts';

/** Raised when what a snapshot holds changes its form; older ones are then rebuilt. */
const FORMAT = 5;
const FILES = ['states.json', 'passages.json', 'vectors.hnsw', 'vocabulary.json', 'model.bin', 'sayings.json', 'sayings.bin'] as const;

/** The index on disk: the files as read, and the vectors with the model that made them. */
export interface Snapshot {
  readonly states: ReadonlyMap<string, FileState>;
  readonly memory: IndexMemory;
}

interface Manifest {
  readonly format: number;
  readonly embedder: string;
  readonly dimension: number;
  readonly builtIn: boolean;
  readonly sha256: Readonly<Record<string, string>>;
}

/** Writes a snapshot into a folder of its own and then points `current` at it, so that a reader sees the old one or the new one. */
export async function writeSnapshot(folder: string, { states, memory }: Snapshot): Promise<void> {
  const name = `${Date.now()}-${randomUUID()}`;
  const target = path.join(folder, name);
  await fs.mkdir(target, { recursive: true });
  const { model, graph, sayings } = memory;
  // In one go: while this waits, a changed file may add passages to the same graph.
  graph.graph.writeIndexSync(path.join(target, 'vectors.hnsw'));
  const passages = JSON.stringify([...graph.labels.keys()]);
  await fs.writeFile(path.join(target, 'passages.json'), passages);
  await fs.writeFile(path.join(target, 'states.json'), JSON.stringify([...states]));
  await fs.writeFile(path.join(target, 'vocabulary.json'), JSON.stringify(model ? [...model.vocabulary.keys()] : []));
  await fs.writeFile(path.join(target, 'model.bin'), model ? Buffer.concat([asBytes(model.idf), asBytes(model.rows)]) : Buffer.alloc(0));
  await fs.writeFile(path.join(target, 'sayings.json'), JSON.stringify({ origin: sayings.origin, labels: labelsOf(sayings.classifiers) }));
  await fs.writeFile(path.join(target, 'sayings.bin'), Buffer.concat(weightsOf(sayings.classifiers).map(asBytes)));
  const sha256: Record<string, string> = {};
  for (const file of FILES) sha256[file] = hash(await fs.readFile(path.join(target, file)));
  const manifest: Manifest = { format: FORMAT, embedder: memory.embedder, dimension: graph.dimension, builtIn: model !== null, sha256 };
  await fs.writeFile(path.join(target, 'manifest.json'), JSON.stringify(manifest));
  const pointer = path.join(folder, `current.${randomUUID()}`);
  await fs.writeFile(pointer, name);
  await fs.rename(pointer, path.join(folder, 'current'));
  await removeOthers(folder, name);
}

/**
 * Reads the current snapshot. Null when there is none, or when anything about it is not as it was written: a wrong
 * checksum, another format or dimension, a missing file. It is then rebuilt; vectors are never loaded unchecked.
 */
export async function readSnapshot(folder: string): Promise<Snapshot | null> {
  try {
    const name = await fs.readFile(path.join(folder, 'current'), 'utf8');
    const source = path.join(folder, path.basename(name));
    const manifest = JSON.parse(await fs.readFile(path.join(source, 'manifest.json'), 'utf8')) as Manifest;
    if (manifest.format !== FORMAT) return null;
    const contents = new Map<string, Buffer>();
    for (const file of FILES) {
      const bytes = await fs.readFile(path.join(source, file));
      if (hash(bytes) !== manifest.sha256[file]) return null;
      contents.set(file, bytes);
    }
    const json = <T>(file: (typeof FILES)[number]) => JSON.parse((contents.get(file) as Buffer).toString('utf8')) as T;
    const model = manifest.builtIn
      ? readModel(json<string[]>('vocabulary.json'), contents.get('model.bin') as Buffer, manifest.dimension)
      : null;
    const passages = json<string[]>('passages.json');
    const graph = new hnswlib.HierarchicalNSW('cosine', manifest.dimension);
    graph.readIndexSync(path.join(source, 'vectors.hnsw'));
    graph.setEf(HNSW.efSearch);
    if (graph.getNumDimensions() !== manifest.dimension || graph.getCurrentCount() !== passages.length) return null;
    const labels = new Map(passages.map((passage, label) => [passage, label]));
    const sayings = readSayings(json<KeptSayings>('sayings.json'), contents.get('sayings.bin') as Buffer);
    const memory = { embedder: manifest.embedder, model, graph: { dimension: manifest.dimension, labels, graph }, sayings };
    return { states: new Map(json<[string, FileState][]>('states.json')), memory };
  } catch {
    return null;
  }
}

function readModel(vocabulary: readonly string[], bytes: Buffer, dimension: number): EmbedderModel {
  const numbers = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  if (numbers.length !== vocabulary.length * (dimension + 1)) throw new Error('model size does not fit its vocabulary');
  return {
    dimension,
    vocabulary: new Map(vocabulary.map((feature, index) => [feature, index])),
    idf: numbers.slice(0, vocabulary.length),
    rows: numbers.slice(vocabulary.length),
  };
}

/** What is kept of classifiers as JSON: their classes by name. */
interface KeptSayings {
  readonly origin: Origin;
  readonly labels: Readonly<Record<string, readonly string[] | null>>;
}

function labelsOf(classifiers: Classifiers): KeptSayings['labels'] {
  return Object.fromEntries(CLASSIFIERS.map((name) => [name, classifiers[name]?.labels ?? null]));
}

function weightsOf(classifiers: Classifiers): Float32Array[] {
  return CLASSIFIERS.flatMap((name) => classifiers[name]?.weights ?? []);
}

function readSayings({ origin, labels }: KeptSayings, bytes: Buffer): SayingClassifiers {
  const weights = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const classes = CLASSIFIERS.reduce((sum, name) => sum + (labels[name]?.length ?? 0), 0);
  const size = classes === 0 ? 0 : weights.length / classes;
  let start = 0;
  const next = (known: readonly string[] | null): MessageClassifier | null => {
    if (known === null) return null;
    start += size * known.length;
    return new MessageClassifier(known, weights.slice(start - size * known.length, start));
  };
  const classifiers = Object.fromEntries(CLASSIFIERS.map((name) => [name, next(labels[name] ?? null)]));
  return new SayingClassifiers(classifiers as Classifiers, origin);
}

async function removeOthers(folder: string, keep: string): Promise<void> {
  const names = (await fs.readdir(folder)).filter((name) => /^\d+-/.test(name)).sort();
  const previous = names.filter((name) => name < keep).at(-1);
  for (const name of names) {
    if (name !== previous && name < keep) await fs.rm(path.join(folder, name), { recursive: true, force: true });
  }
}

function asBytes(numbers: Float32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
