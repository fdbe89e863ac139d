import { mkdtemp, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KnowledgeFolderMissingError, type LiveIndex } from '../../src/search/live-index.ts';
import { ARTICLE_1079, ARTICLE_1087, openFolder, put, SMALL_FOLDER, statute, writeFolder } from '../small-folder.ts';

const FILE = '民法典/婚姻家庭编/第四章离婚.md';
let dir: string;
let remove: () => Promise<void>;
let snapshotDir: string;

beforeEach(async () => {
  ({ dir, remove } = await writeFolder(SMALL_FOLDER));
  snapshotDir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-index-'));
});
afterEach(async () => {
  await remove();
  await rm(snapshotDir, { recursive: true, force: true });
});

const digest = (live: LiveIndex, id = '民法典第1079条') => live.index.document(id)?.digest?.text ?? null;
const within2s = (check: () => void) => vi.waitFor(check, { timeout: 2_000, interval: 20 });

describe('LiveIndex', () => {
  it('serves a changed, a new and a deleted file within two seconds, and a broken one not at all', async () => {
    const live = await openFolder(dir);
    const changes: unknown[] = [];
    const watching = live.watch((change) => changes.push(change.error));
    await new Promise((resolve) => setTimeout(resolve, 300));
    try {
      await put(dir, FILE, statute(ARTICLE_1079.replace('满2年', '满3年'), ARTICLE_1087));
      await within2s(() => expect(digest(live)).toContain('满3年'));
      await put(dir, FILE, '---\nlaw: 坏了\n');
      await within2s(() => expect(live.faults.map((fault) => fault.file)).toEqual([FILE]));
      expect(digest(live)).toContain('满3年');
      await put(
        dir,
        '民法典/婚姻家庭编/新的.md',
        statute('## 第1088条 家务补偿怎么要\n\n做家务多的一方，离婚时有权要求补偿。\n\n- 问：全职主妇离婚能要补偿吗'),
      );
      await within2s(() => expect(digest(live, '民法典第1088条')).toContain('补偿'));
      expect((await live.index.search('全职太太离婚补偿', 1))[0]?.document.id).toBe('民法典第1088条');
      await unlink(path.join(dir, '民法典/婚姻家庭编/新的.md'));
      await within2s(() => expect(digest(live, '民法典第1088条')).toBeNull());
      expect(changes.every((error) => error === null)).toBe(true);
    } finally {
      await watching.close();
    }
  });

  it('takes in what changed while it was built, before anybody watched', async () => {
    const live = await openFolder(dir);
    await put(dir, FILE, statute(ARTICLE_1079.replace('满2年', '满3年')));
    const watching = live.watch(() => {});
    await within2s(() => expect(digest(live)).toContain('满3年'));
    expect(digest(live, '民法典第1087条')).toBeNull();
    await watching.close();
  });

  it('swaps the index as a whole: a search that began keeps its own', async () => {
    const live = await openFolder(dir);
    const before = live.index;
    await put(dir, FILE, statute(ARTICLE_1087));
    await live.refresh([FILE]);
    expect(live.index).not.toBe(before);
    expect((await before.search('老公不同意离婚怎么办', 1))[0]?.document.id).toBe('民法典第1079条');
  });

  it('starts from its snapshot without training again, and takes in what changed meanwhile', async () => {
    const first = await openFolder(dir, { snapshotDir });
    await first.settled();
    const steps: string[] = [];
    const same = await openFolder(dir, { snapshotDir, onProgress: (step) => steps.push(step) });
    expect(steps).not.toContain('train');
    expect(same.index.embedder.name).toBe(first.index.embedder.name);
    expect((await same.index.search('分居多久可以离', 3)).map((hit) => hit.score)).toEqual(
      (await first.index.search('分居多久可以离', 3)).map((hit) => hit.score),
    );
    await put(dir, FILE, statute(ARTICLE_1079.replace('满2年', '满3年'), ARTICLE_1087));
    expect(digest(await openFolder(dir, { snapshotDir }))).toContain('满3年');
  });

  it('learns from sayings once: not for a changed article, from the snapshot after a restart, anew for other examples', async () => {
    await put(dir, '说法/闲话.txt', '讲个笑话\n今天天气怎么样\n');
    await put(dir, '说法/危险-轻生.txt', '我不想活了\n活着没意思\n');
    const first = await openFolder(dir, { snapshotDir });
    const { sayings } = first.index;
    expect(sayings.danger('真的不想活了')).toBe('轻生');
    const again = await openFolder(dir, { snapshotDir });
    expect(again.index.sayings).toEqual(sayings);
    await put(dir, FILE, statute(ARTICLE_1079.replace('老公不同意离婚怎么办', '她不肯离怎么办'), ARTICLE_1087));
    await again.refresh([FILE]);
    expect(again.index.sayings.origin).toEqual(sayings.origin);
    await put(dir, '说法/危险-火险.txt', '着火了\n闻到煤气味\n');
    await again.refresh(['说法/危险-火险.txt']);
    expect(again.index.sayings.danger('厨房着火了')).toBe('火险');
    await again.settled();
    expect((await openFolder(dir, { snapshotDir })).index.sayings.danger('厨房着火了')).toBe('火险');
  });

  it('keeps a broken file’s last good content over a restart', async () => {
    await (await openFolder(dir, { snapshotDir })).settled();
    await put(dir, FILE, 'kaputt');
    const live = await openFolder(dir, { snapshotDir });
    expect(digest(live)).toContain('满2年');
    expect(live.faults).toHaveLength(1);
  });

  it('serves when the snapshot cannot be written, and says so', async () => {
    const errors: unknown[] = [];
    const live = await openFolder(dir, { snapshotDir: path.join(dir, FILE, 'index'), onSaveError: (error) => errors.push(error) });
    await live.settled();
    expect(errors).toHaveLength(1);
    expect(digest(live)).toContain('满2年');
  });

  it('says which folder is missing', async () => {
    await expect(openFolder(path.join(dir, 'nowhere'))).rejects.toThrow(KnowledgeFolderMissingError);
  });
});
