import { createHash } from 'node:crypto';
import { Embeddings } from '@langchain/core/embeddings';
import type { SearchDocument } from './search-document.ts';
import type { Segmenter } from './segmenter.ts';
import { textFeatures } from './text-features.ts';
import { type EmbedderModel, embed, toSparse, trainEmbedder } from './train-embedder.ts';
import { passagesOf } from './vector-index.ts';

/** An embedder with the name by which a snapshot knows it. */
export interface NamedEmbedder {
  /** Changes whenever vectors of two embedders must not be mixed. */
  readonly name: string;
  readonly dimension: number;
  readonly embeddings: Embeddings;
}

/** The embedder that needs no network: trained on the folder itself when the index is built. */
class BuiltInEmbeddings extends Embeddings {
  constructor(
    readonly model: EmbedderModel,
    private readonly segmenter: Segmenter,
  ) {
    super({});
  }

  override async embedQuery(text: string): Promise<number[]> {
    return Array.from(embed(toSparse(textFeatures(text, this.segmenter), this.model), this.model));
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    return Promise.all(texts.map((text) => this.embedQuery(text)));
  }
}

/** Trains the built-in embedder on the documents' own questions and digests. */
export function trainBuiltInEmbedder(
  documents: readonly SearchDocument[],
  segmenter: Segmenter,
  onProgress: (done: number, total: number) => void,
): EmbedderModel {
  const groups = documents.map((document) => passagesOf(document).map((text) => textFeatures(text, segmenter)));
  return trainEmbedder(groups, onProgress);
}

/** Puts a model into service; its name tells models with other contents apart. */
export function builtInEmbedder(model: EmbedderModel, segmenter: Segmenter): NamedEmbedder {
  const digest = createHash('sha256').update(model.rows).digest('hex').slice(0, 16);
  return { name: `built-in-${digest}`, dimension: model.dimension, embeddings: new BuiltInEmbeddings(model, segmenter) };
}
