import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { put, SMALL_FOLDER, writeFolder } from '../small-folder.ts';
import { runCommand } from './run-command.ts';

const CATALOGUE =
  'laws:\n  - short: 某法\n    name: 中华人民共和国某法\n    articles: 3\n    text: ["民法/某法 上.md", "民法/某法 下.md"]\n';
const FIRST = '# 中华人民共和国某法\n\n## 第一章 总则\n第一条 甲。\n第二条 乙。\n';
const SECOND = '# 中华人民共和国某法\n\n## 第二章 附则\n第三条 丙。\n';

let files: Record<string, string>;
let server: Server;
let dir: string;
let remove: () => Promise<void>;

beforeEach(async () => {
  files = { '/民法/某法 上.md': FIRST, '/民法/某法 下.md': SECOND };
  server = createServer((request, response) => {
    const file = files[decodeURIComponent(request.url ?? '')];
    response.writeHead(file === undefined ? 404 : 200);
    response.end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ dir, remove } = await writeFolder({ ...SMALL_FOLDER, '词典/某法.yaml': CATALOGUE }));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await remove();
});

const fetchLaw = (name: string) =>
  runCommand('scripts/laws-fetch.ts', [name], {
    KNOWLEDGE_DIR: dir,
    LAWS_MIRROR: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
  });
const kept = () => readFile(path.join(dir, '法律原文/某法.md'), 'utf8');

describe('npm run laws:fetch', () => {
  it('joins the files of a law and puts the text beside the digests', async () => {
    const { code, out } = await fetchLaw('某法');
    expect([code, out]).toEqual([0, '某法：3 条，已放进 法律原文/某法.md\n']);
    expect(await kept()).toContain('第三条 丙。');
    expect(await readdir(path.join(dir, '法律原文'))).toEqual(['某法.md']);
  });

  it.each([
    ['a file is missing', () => delete files['/民法/某法 下.md'], 'HTTP 404'],
    ['an article is missing', () => (files['/民法/某法 上.md'] = FIRST.replace('第二条 乙。\n', '')), '缺少第 2 条'],
    [
      'it is another law',
      () => Object.assign(files, { '/民法/某法 上.md': FIRST.replace('某法', '别法'), '/民法/某法 下.md': '' }),
      '不完整',
    ],
    ['it is no text', () => (files['/民法/某法 上.md'] = '<html>请登录</html>'), '不完整'],
  ])('leaves what is there when %s', async (_, spoil, message) => {
    await put(dir, '法律原文/某法.md', '中华人民共和国某法\n第一条 旧的。');
    spoil();
    const { code, err } = await fetchLaw('某法');
    expect(code).toBe(1);
    expect(err).toContain(message);
    expect(await kept()).toContain('旧的');
  });

  it('says where to write down a law it does not know', async () => {
    expect((await fetchLaw('没听过法')).err).toContain('词典/法律目录.yaml');
  });
});
