import type { Knowledge } from '../knowledge/knowledge.ts';
import { builtInEmbedder, type NamedEmbedder, trainBuiltInEmbedder } from './built-in-embedder.ts';
import { SayingClassifiers } from './saying-classifiers.ts';
import { prepareKnowledge, SearchIndex } from './search-index.ts';
import type { EmbedderModel } from './train-embedder.ts';
import { addPassages, emptyGraph, type PassageGraph, passagesOf } from './vector-index.ts';
import { RETRAIN_SHARE } from './weights.ts';

/** What an index leaves for the next one: vectors already made and the model that made them, and what was learned of sayings. */
export interface IndexMemory {
  readonly embedder: string;
  /** Null when the vectors came from a configured endpoint. */
  readonly model: EmbedderModel | null;
  readonly graph: PassageGraph;
  readonly sayings: SayingClassifiers;
}

/** Tells a person how far a build is: which step, and how much of it is done. */
export type BuildProgress = (step: 'read' | 'train' | 'embed', done: number, total: number) => void;

/** Passages sent to an embedder at once. */
const EMBED_BATCH = 64;

/**
 * Builds an index beside the one in service. Vectors in `memory` are used again, so that a changed file costs only its own
 * passages; when too much is new for the old model it is trained again, and other examples are learned again, unless `keepModel`.
 * @param configured the embedder of an endpoint, or null for the built-in one
 */
export async function buildIndex(
  knowledge: Knowledge,
  memory: IndexMemory | null,
  configured: NamedEmbedder | null,
  keepModel: boolean,
  onProgress: BuildProgress,
): Promise<{ index: SearchIndex; memory: IndexMemory }> {
  const { documents, segmenter } = prepareKnowledge(knowledge);
  const passages = [...new Set(documents.flatMap(passagesOf))];
  const usable = memory !== null && (configured ? configured.name === memory.embedder : memory.model !== null);
  const fresh = usable ? passages.filter((passage) => !memory.graph.labels.has(passage)) : passages;
  const reuse = usable && (configured !== null || keepModel || fresh.length <= passages.length * RETRAIN_SHARE) ? memory : null;
  const model = configured
    ? null
    : (reuse?.model ?? trainBuiltInEmbedder(documents, segmenter, (done, total) => onProgress('train', done, total)));
  const embedder = configured ?? builtInEmbedder(model as EmbedderModel, segmenter);
  const graph = reuse?.graph ?? emptyGraph(embedder.dimension, passages.length);
  const missing = reuse ? fresh : passages;
  for (let start = 0; start < missing.length; start += EMBED_BATCH) {
    const batch = missing.slice(start, start + EMBED_BATCH);
    addPassages(batch, await embedder.embeddings.embedDocuments(batch), graph);
    onProgress('embed', Math.min(start + EMBED_BATCH, missing.length), missing.length);
  }
  const sayings = SayingClassifiers.of(knowledge, memory?.sayings ?? null, keepModel);
  const index = new SearchIndex(knowledge, documents, segmenter, embedder, graph, sayings);
  return { index, memory: { embedder: embedder.name, model, graph, sayings } };
}
