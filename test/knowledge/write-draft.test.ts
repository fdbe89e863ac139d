import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isKnowledgeFile } from '../../src/knowledge/read-file.ts';
import { writeDraft } from '../../src/knowledge/write-draft.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-drafts-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));
const files = async () => (await readdir(dir, { recursive: true })).filter((name) => name.endsWith('.md'));

describe('writeDraft', () => {
  it('writes where the folder is read, so that what is still missing is told', async () => {
    const { kind, file } = await writeDraft(dir, '接近办事指南·离婚登记', '草稿');
    expect([kind, file]).toEqual(['written', '办事指南/草稿/接近办事指南-离婚登记.md']);
    expect(await readFile(path.join(dir, file), 'utf8')).toBe('草稿');
    expect(isKnowledgeFile(file)).toBe(true);
  });

  it('leaves a file alone that is there', async () => {
    const { file } = await writeDraft(dir, '民法典第1条', '第一份');
    expect(await writeDraft(dir, '民法典第1条', '第二份')).toEqual({ kind: 'exists', file });
    expect(await readFile(path.join(dir, file), 'utf8')).toBe('第一份');
  });

  it.each([
    '../../逃出去',
    '/etc/别处',
    '.藏起来',
    '~别人的',
    `${'很长'.repeat(200)}`,
    'a\0b',
    '最高人民法院关于《民法典》的解释（一）第87条',
  ])('stays within the folder of drafts and is read from there: %j', async (name) => {
    const { kind, file } = await writeDraft(dir, name, '草稿');
    expect(kind).toBe('written');
    expect(await files()).toEqual([file]);
    expect(path.dirname(file)).toBe('办事指南/草稿');
    expect(isKnowledgeFile(file)).toBe(true);
  });

  it.skipIf(process.getuid?.() === 0)('says so where the folder may not be written to', async () => {
    await chmod(dir, 0o500);
    expect((await writeDraft(dir, '民法典第1条', '草稿')).kind).toBe('refused');
    await chmod(dir, 0o700);
  });
});
