import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockDataFolder } from '../../src/store/data-lock.ts';
import { put, SMALL_FOLDER, writeFolder } from '../small-folder.ts';
import { runCommand } from './run-command.ts';

let dir: string;
let remove: () => Promise<void>;
let dataDir: string;
const variables = () => ({ KNOWLEDGE_DIR: dir, DATA_DIR: dataDir });

beforeAll(async () => {
  ({ dir, remove } = await writeFolder(SMALL_FOLDER));
  dataDir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-data-'));
});
afterAll(async () => {
  await remove();
  await rm(dataDir, { recursive: true, force: true });
});

describe('npm run ask', () => {
  it('prints an answer as JSON', async () => {
    const { code, out } = await runCommand('scripts/ask.ts', ['--json', '老公出轨离婚财产怎么分'], variables());
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      outcome: 'answered',
      text: expect.stringContaining('12348'),
      citations: [{ law: '民法典', article: 1087, title: '离婚时共同财产怎么分', kind: 'digest' }],
      guides: [],
      tookMs: expect.any(Number),
    });
  });

  it('prints a refusal as JSON', async () => {
    const { out } = await runCommand('scripts/ask.ts', ['--json', '今天天气怎么样'], variables());
    expect(JSON.parse(out)).toMatchObject({ outcome: 'declined', why: 'out-of-scope', citations: [] });
  });

  it('answers while a server holds the data folder', async () => {
    const lock = await lockDataFolder(dataDir);
    try {
      const { code, out } = await runCommand('scripts/ask.ts', ['离婚房子怎么分'], variables());
      expect(code).toBe(0);
      expect(out).toContain('《民法典》第1087条');
    } finally {
      await lock.release();
    }
  });

  it('names every bad variable, and a missing folder, without a stack', async () => {
    const bad = await runCommand('scripts/ask.ts', ['问'], { ...variables(), PORT: 'x', DATABASE_URL: 'y' });
    expect([bad.code, bad.out]).toEqual([1, '']);
    expect(bad.err).toMatch(/DATABASE_URL：|PORT：/);
    const missing = await runCommand('scripts/ask.ts', ['问'], { ...variables(), KNOWLEDGE_DIR: '/nowhere' });
    expect([missing.code, missing.err]).toEqual([1, 'the knowledge folder /nowhere does not exist; set KNOWLEDGE_DIR\n']);
  });
});

describe('npm run knowledge:check', () => {
  it('exits 0 on a good folder, and 1 with file and line of each fault', async () => {
    const other = await writeFolder(SMALL_FOLDER);
    const check = () => runCommand('scripts/knowledge-check.ts', ['--json'], { ...variables(), KNOWLEDGE_DIR: other.dir });
    expect((await check()).code).toBe(0);
    await put(other.dir, '民法典/坏.md', '没有头');
    const { code, out } = await check();
    expect(code).toBe(1);
    const { errors, faults } = JSON.parse(out) as { errors: number; faults: unknown[] };
    expect(errors).toBe(1);
    expect(faults).toContainEqual(expect.objectContaining({ file: '民法典/坏.md', line: 1, severity: 'error' }));
    await other.remove();
  });
});

describe('npm run knowledge:list', () => {
  it('prints every entry', async () => {
    const { out } = await runCommand('scripts/knowledge-list.ts', ['--json'], variables());
    const entries = JSON.parse(out) as Record<string, unknown>[];
    expect(entries.map((entry) => entry.id)).toEqual(['民法典第1079条', '民法典第1087条', '办事指南·离婚登记']);
    expect(Object.keys(entries[0] ?? {})).toEqual([
      'id',
      'kind',
      'law',
      'article',
      'title',
      'text',
      'questions',
      'terms',
      'layWords',
      'file',
      'line',
      'inForce',
      'checked',
    ]);
    expect(entries[0]).toMatchObject({ law: '民法典', article: 1079, kind: 'digest' });
  });
});

describe('npm run eval:retrieval', () => {
  it('measures words, vectors and both through the production search', async () => {
    const file = path.join(dataDir, 'questions.jsonl');
    await writeFile(
      file,
      '{"id": 1, "question": "离婚房子怎么分", "articles": [1087]}\n\n{"id": "b", "question": "分居多久可以离", "articles": [1079]}\n',
    );
    const { code, out } = await runCommand('scripts/eval-retrieval.ts', ['--questions', file, '--json'], variables());
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      n: 2,
      mrr10: 1,
      recall5: 1,
      recall10: 1,
      hit1: 1,
      hit5: 1,
      words: { n: 2 },
      vectors: { n: 2 },
    });
  });

  it('names the bad lines of a question file', async () => {
    const file = path.join(dataDir, 'bad.jsonl');
    await writeFile(file, '{"id": 1}\n{"id": "a", "question": "问", "articles": [1]}\nnot json\n');
    const { code, err } = await runCommand('scripts/eval-retrieval.ts', ['--questions', file], variables());
    expect(code).toBe(1);
    expect(err).toContain('第 1、3 行应当是');
  });
});

describe('npm run bench', () => {
  it('prints build, start and search times beside MiniSearch', async () => {
    const { code, out } = await runCommand('scripts/bench.ts', ['--json'], variables());
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(out) as object)).toEqual(
      expect.arrayContaining(['buildMs', 'warmStartMs', 'searchP99Ms', 'miniSearchP99Ms']),
    );
  });
});

describe('npm run trace', () => {
  it('tells how the last question went, with what was found and its scores', async () => {
    await runCommand('scripts/ask.ts', ['离婚房子怎么分'], variables());
    const { code, out } = await runCommand('scripts/trace.ts', ['last'], variables());
    expect(code).toBe(0);
    expect(out).toContain('结果　已回答');
    expect(out).toMatch(/检索　[\d.]+ 毫秒　找到 \d 条，最高 [\d.]+ 分/);
    expect(out).toMatch(/用了　[\d.]+　民法典第1087条/);
    const json = await runCommand('scripts/trace.ts', ['last', '--json'], variables());
    expect(JSON.parse(json.out)).toMatchObject({ question: '离婚房子怎么分', trail: { drafting: null } });
  });
});

describe('npm run gaps', () => {
  it('writes a draft of a group into the knowledge folder, says where, and never writes over it', async () => {
    await runCommand('scripts/ask.ts', ['房东不退押金'], variables());
    expect((await runCommand('scripts/gaps.ts', [], variables())).out).toContain('房东不退押金');
    const written = await runCommand('scripts/gaps.ts', ['--draft', '1'], variables());
    const file = path.join(dir, written.out.trim());
    expect([written.code, written.out]).toEqual([0, expect.stringMatching(/^办事指南\/草稿\/.+\.md\n$/)]);
    await writeFile(file, '工作人员写的');
    const again = await runCommand('scripts/gaps.ts', ['--draft', '1'], variables());
    expect([again.code, again.err]).toEqual([1, `已经有这份草稿，没有动它：${written.out}`]);
    expect(await readFile(file, 'utf8')).toBe('工作人员写的');
    await rm(file);
  });
});
