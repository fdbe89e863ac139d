import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFolderBusyError, lockDataFolder } from '../../src/store/data-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('lockDataFolder', () => {
  it('lets one in, names who holds it, and the next in after release', async () => {
    const lock = await lockDataFolder(folder);
    await expect(lockDataFolder(folder)).rejects.toThrow(DataFolderBusyError);
    await expect(lockDataFolder(folder)).rejects.toThrow(String(process.pid));
    await lock.release();
    await (await lockDataFolder(folder)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('takes over the lock of a killed process', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    const pid = child.pid as number;
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('exit', resolve));
    await writeFile(path.join(folder, 'lock'), JSON.stringify({ pid, started: '1' }));
    await (await lockDataFolder(folder)).release();
  });

  it('takes over the lock of an older process with the number of a living one', async () => {
    await writeFile(path.join(folder, 'lock'), JSON.stringify({ pid: process.pid, started: '1' }));
    await (await lockDataFolder(folder)).release();
  });

  it('takes over a lock that is no lock', async () => {
    await writeFile(path.join(folder, 'lock'), 'rubbish');
    await (await lockDataFolder(folder)).release();
  });

  it('lets exactly one of many in that come at once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockDataFolder(folder)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });
});
