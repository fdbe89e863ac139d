import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileLostError } from '../../src/legal-case/stored-file.ts';
import { DiskFiles } from '../../src/store/disk-files.ts';
import { KeyRing } from '../../src/store/key-ring.ts';
import { TEST_KEYS } from './test-keys.ts';

const CONTENT = new Uint8Array(Array.from({ length: 256 }, (_, byte) => byte));

let parent: string;
let dir: string;
let files: DiskFiles;
beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-disk-'));
  dir = path.join(parent, 'data', 'files');
  files = new DiskFiles(dir, TEST_KEYS);
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const modeOf = async (place: string) => (await stat(place)).mode & 0o777;

describe('DiskFiles', () => {
  it('gives back every byte, under the id and nothing else', async () => {
    const id = randomUUID();
    await files.save(id, CONTENT);
    expect(new Uint8Array(await files.read(id))).toEqual(CONTENT);
    expect(await readdir(dir)).toEqual([id]);
  });

  it('lets only its own user read, and nobody execute', async () => {
    const id = randomUUID();
    await files.save(id, CONTENT);
    expect(await modeOf(path.join(dir, id))).toBe(0o600);
    expect(await modeOf(dir)).toBe(0o700);
  });

  it('keeps a file whole while it is written anew', async () => {
    const id = randomUUID();
    const [one, two] = [new Uint8Array(1_000_000).fill(1), new Uint8Array(1_000_000).fill(2)];
    await files.save(id, one);
    const saving = files.save(id, two);
    let done = false;
    void saving.finally(() => {
      done = true;
    });
    while (!done) {
      const content = await files.read(id);
      expect([content.length, new Set(content).size]).toEqual([1_000_000, 1]);
    }
    await saving;
    expect((await files.read(id))[0]).toBe(2);
  });

  it('has nothing under an id, and throws, when the content cannot be written', async () => {
    const id = randomUUID();
    await mkdir(path.dirname(dir), { recursive: true });
    await writeFile(dir, 'a file where the folder should be');
    await expect(files.save(id, CONTENT)).rejects.toThrow();
    await expect(files.read(id)).rejects.toThrow();
    expect(await readFile(dir, 'utf8')).toBe('a file where the folder should be');
  });

  it.each([
    ['something is in its place', randomUUID()],
    ['its id is none', '../secret'],
  ])('leaves no part of a file behind when %s', async (_, id) => {
    await mkdir(dir, { recursive: true });
    if (id !== '../secret') await mkdir(path.join(dir, id, 'in the way'), { recursive: true });
    const before = await readdir(dir);
    await expect(files.save(id, CONTENT)).rejects.toThrow();
    expect(await readdir(dir)).toEqual(before);
  });

  it('shows nothing on disk of what is in a file, and reads those from before there were keys', async () => {
    const [id, old] = [randomUUID(), randomUUID()];
    await files.save(id, Buffer.from('王小明的合同'));
    expect(await readFile(path.join(dir, id), 'utf8')).not.toContain('王小明');
    await writeFile(path.join(dir, old), CONTENT);
    expect(new Uint8Array(await files.read(old))).toEqual(CONTENT);
  });

  it('gives back no file that was changed, lies in the place of another or was sealed with another key', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await files.save(one, CONTENT);
    const kept = await readFile(path.join(dir, one));
    await writeFile(path.join(dir, two), kept);
    await expect(files.read(two)).rejects.toMatchObject({ name: 'FileLostError', cause: { name: 'SealError', place: `file/${two}` } });
    const others = new DiskFiles(dir, new KeyRing([Buffer.alloc(32, 'x')]));
    await expect(others.read(one)).rejects.toMatchObject({ name: 'SealError', why: 'no-key' });
    kept.writeUInt8(kept.readUInt8(100) ^ 1, 100);
    await writeFile(path.join(dir, one), kept);
    await expect(files.read(one)).rejects.toThrow(FileLostError);
  });

  it('throws for an id that it does not have', async () => {
    await expect(files.read(randomUUID())).rejects.toThrow(FileLostError);
  });

  it.each([
    '',
    '.',
    '..',
    '../secret',
    '/etc/passwd',
    `../${'a'.repeat(33)}`,
    `${'a'.repeat(35)}/`,
    `${'a'.repeat(36)}\n`,
    `${'a'.repeat(35)}\u0000`,
    `${randomUUID()}.part`,
    randomUUID().toUpperCase().replace(/^./, 'A'),
  ])('takes no path for an id: %j', async (id) => {
    await mkdir(dir, { recursive: true });
    await writeFile(path.join(dir, '..', 'secret'), 'secret');
    await expect(async () => files.read(id)).rejects.toThrow('not the id of a file');
    await expect(files.save(id, CONTENT)).rejects.toThrow('not the id of a file');
    expect(await readdir(path.join(dir, '..'))).toEqual(['files', 'secret']);
    expect(await readFile(path.join(dir, '..', 'secret'), 'utf8')).toBe('secret');
  });
});
