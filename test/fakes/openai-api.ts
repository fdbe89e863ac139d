import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The embeddings endpoint of an OpenAI-compatible service on loopback: vectors of letter counts, so that likeness means something. */
export interface FakeOpenAi {
  readonly baseUrl: string;
  /** Texts asked for, a list a request. */
  readonly requests: string[][];
  /** While set, every request is answered with this status. */
  failWith: number | null;
  readonly stop: () => Promise<void>;
}

export async function startFakeOpenAi(dimension = 64): Promise<FakeOpenAi> {
  const requests: string[][] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await readText(request)) as { input: string | string[]; model: string };
    const authorized = request.headers.authorization === 'Bearer test-key';
    const status = fake.failWith ?? (!authorized ? 401 : request.url === '/v1/embeddings' ? 200 : 404);
    response.writeHead(status, { 'content-type': 'application/json' });
    if (status !== 200) {
      response.end(JSON.stringify({ error: { message: 'refused', type: 'error' } }));
      return;
    }
    const inputs = [body.input].flat();
    requests.push(inputs);
    const data = inputs.map((text, index) => ({ object: 'embedding', index, embedding: letterCounts(text, dimension) })).reverse();
    response.end(JSON.stringify({ object: 'list', model: body.model, data, usage: { prompt_tokens: 1, total_tokens: 1 } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeOpenAi = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    failWith: null,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

function letterCounts(text: string, dimension: number): number[] {
  const vector = new Array<number>(dimension).fill(0);
  for (const character of text) {
    const place = (character.codePointAt(0) ?? 0) % dimension;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  return vector;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
