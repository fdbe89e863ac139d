import { Embeddings } from '@langchain/core/embeddings';
import type OpenAI from 'openai';
import type { NamedEmbedder } from './built-in-embedder.ts';

/** An OpenAI-compatible endpoint with the model that makes its vectors. */
export interface EmbeddingEndpoint {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
}

/** A question waits this long for its vector before it is answered by words alone, in milliseconds. */
const QUERY_TIMEOUT_MS = 3_000;

class EndpointEmbeddings extends Embeddings {
  constructor(
    private readonly client: OpenAI,
    private readonly model: string,
  ) {
    super({});
  }

  override async embedQuery(text: string): Promise<number[]> {
    const { data } = await this.client.embeddings.create(
      { model: this.model, input: text, encoding_format: 'float' },
      { timeout: QUERY_TIMEOUT_MS, maxRetries: 0 },
    );
    return data[0]?.embedding ?? [];
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    const { data } = await this.client.embeddings.create({ model: this.model, input: texts, encoding_format: 'float' });
    return [...data].sort((a, b) => a.index - b.index).map((item) => item.embedding);
  }
}

/** Connects to an endpoint and learns its vectors' dimension by a first call; throws when it does not answer. */
export async function connectEmbedder({ baseUrl, apiKey, model }: EmbeddingEndpoint): Promise<NamedEmbedder> {
  const { default: Client } = await import('openai');
  const embeddings = new EndpointEmbeddings(new Client({ baseURL: baseUrl, apiKey }), model);
  const dimension = (await embeddings.embedQuery('法律')).length;
  return { name: `${new URL(baseUrl).host}/${model}`, dimension, embeddings };
}
