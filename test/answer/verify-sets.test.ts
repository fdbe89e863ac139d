import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runCommand } from '../scripts/run-command.ts';
import { copyKnowledgeIndex } from './open-knowledge.ts';

it('npm run eval:verify catches at least 97 of 100 corrupted answers and drops at most 3 of 100 faithful ones', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-verify-'));
  try {
    await copyKnowledgeIndex(dataDir);
    const { code, out, err } = await runCommand('scripts/eval-verify.ts', ['--json'], { DATA_DIR: dataDir });
    expect(err).toBe('');
    expect(code).toBe(0);
    const { caught, dropped } = JSON.parse(out) as { caught: number; dropped: number };
    expect(caught).toBeGreaterThanOrEqual(0.97);
    expect(dropped).toBeLessThanOrEqual(0.03);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}, 300_000);
