import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSnapshot } from '../../src/search/snapshot.ts';
import { openFolder, SMALL_FOLDER, writeFolder } from '../small-folder.ts';

let dir: string;
let remove: () => Promise<void>;
let snapshotDir: string;

beforeEach(async () => {
  ({ dir, remove } = await writeFolder({ ...SMALL_FOLDER, '说法/闲话.txt': '讲个笑话\n' }));
  snapshotDir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-index-'));
  await (await openFolder(dir, { snapshotDir })).settled();
});
afterEach(async () => {
  await remove();
  await rm(snapshotDir, { recursive: true, force: true });
});

const current = async () => path.join(snapshotDir, await readFile(path.join(snapshotDir, 'current'), 'utf8'));

describe('readSnapshot', () => {
  it('reads what was written', async () => {
    const snapshot = await readSnapshot(snapshotDir);
    expect(snapshot?.states.size).toBe(5);
    expect(snapshot?.memory.graph.labels.size).toBeGreaterThan(5);
  });

  it('refuses every file with one byte changed, and the next start serves from a new build', async () => {
    for (const file of await readdir(await current())) {
      const full = path.join(await current(), file);
      const bytes = await readFile(full);
      const damaged = Buffer.from(bytes);
      const at = file === 'manifest.json' ? bytes.indexOf('"format":5') + '"format":'.length : Math.floor(bytes.length / 2);
      damaged.writeUInt8((damaged.readUInt8(at) + 1) % 256, at);
      await writeFile(full, damaged);
      expect(await readSnapshot(snapshotDir), file).toBeNull();
      const live = await openFolder(dir, { snapshotDir });
      await live.settled();
      expect((await live.index.search('离婚房子怎么分', 1))[0]?.document.id, file).toBe('民法典第1087条');
    }
  });

  it.each(['', 'nowhere', '../../../etc'])('refuses a pointer to %j', async (pointer) => {
    await writeFile(path.join(snapshotDir, 'current'), pointer);
    expect(await readSnapshot(snapshotDir)).toBeNull();
  });

  it('refuses a graph whose dimension is not the one written down', async () => {
    const manifest = path.join(await current(), 'manifest.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace(/"dimension":\d+/, '"dimension":64'));
    expect(await readSnapshot(snapshotDir)).toBeNull();
  });

  it('keeps one older snapshot at most', async () => {
    for (let round = 0; round < 4; round += 1) {
      await rm(path.join(await current(), 'manifest.json'));
      await (await openFolder(dir, { snapshotDir })).settled();
    }
    expect((await readdir(snapshotDir)).filter((name) => name !== 'current').length).toBeLessThanOrEqual(2);
  });
});
