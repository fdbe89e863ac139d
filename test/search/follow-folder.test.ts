import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { followFolder } from '../../src/search/follow-folder.ts';

const soon = (check: () => void) => vi.waitFor(check, { timeout: 2_000, interval: 20 });

it('reads everything once, then what changes, and with it what could not be read before', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-follow-'));
  const asked: (readonly string[] | null)[] = [];
  const errors: unknown[] = [];
  const read = async (files: readonly string[] | null) => {
    asked.push(files);
    if (asked.length === 2) throw new Error('the disk is away');
  };
  const following = followFolder(dir, read, ({ error }) => errors.push(error));
  try {
    await soon(() => expect(asked).toEqual([null]));
    await writeFile(path.join(dir, 'a.md'), '一');
    await soon(() => expect(errors).toEqual([null, expect.any(Error)]));
    await writeFile(path.join(dir, 'b.md'), '二');
    await soon(() => expect(asked.slice(1)).toEqual([['a.md'], expect.arrayContaining(['a.md', 'b.md'])]));
    await soon(() => expect(errors.at(-1)).toBeNull());
  } finally {
    await following.close();
    await rm(dir, { recursive: true });
  }
});
