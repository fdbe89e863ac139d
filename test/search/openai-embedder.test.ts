import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectEmbedder } from '../../src/search/openai-embedder.ts';
import { type FakeOpenAi, startFakeOpenAi } from '../fakes/openai-api.ts';
import { ARTICLE_1079, ARTICLE_1087, openFolder, put, SMALL_FOLDER, statute, writeFolder } from '../small-folder.ts';

let endpoint: FakeOpenAi;
beforeEach(async () => {
  endpoint = await startFakeOpenAi();
});
afterEach(() => endpoint.stop());

const connect = (apiKey = 'test-key') => connectEmbedder({ baseUrl: endpoint.baseUrl, apiKey, model: 'letters' });

describe('connectEmbedder', () => {
  it('learns the dimension and names the embedder by host and model, without the key', async () => {
    const { dimension, name } = await connect();
    expect(dimension).toBe(64);
    expect(name).toBe(`${new URL(endpoint.baseUrl).host}/letters`);
  });

  it('gives vectors in the order of the texts, whatever order they come in', async () => {
    const { embeddings } = await connect();
    const [first, second] = await embeddings.embedDocuments(['甲甲', '乙']);
    expect(first).toEqual(await embeddings.embedQuery('甲甲'));
    expect(second).toEqual(await embeddings.embedQuery('乙'));
  });

  it('throws for a key that is refused', async () => {
    await expect(connect('wrong')).rejects.toThrow('401');
  });

  it('serves the index: vectors kept in the snapshot, only new passages asked for, words alone while it fails', async () => {
    const { dir, remove } = await writeFolder(SMALL_FOLDER);
    const snapshotDir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-index-'));
    try {
      const embedder = await connect();
      const first = await openFolder(dir, { embedder, snapshotDir });
      await first.settled();
      expect((await first.index.search('离婚房子怎么分', 1, 'vectors'))[0]?.document.id).toBe('民法典第1087条');
      endpoint.requests.length = 0;
      await put(dir, '民法典/婚姻家庭编/第四章离婚.md', statute(ARTICLE_1079, ARTICLE_1087.replace('离婚房子怎么分', '离婚车子怎么分')));
      const second = await openFolder(dir, { embedder, snapshotDir });
      expect(endpoint.requests).toEqual([['离婚车子怎么分']]);
      endpoint.failWith = 500;
      expect((await second.index.search('离婚车子怎么分', 1))[0]?.document.id).toBe('民法典第1087条');
    } finally {
      await remove();
      await rm(snapshotDir, { recursive: true, force: true });
    }
  });
});
