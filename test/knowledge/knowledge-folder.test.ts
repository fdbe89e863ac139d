import { randomBytes } from 'node:crypto';
import { chmod, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { KnowledgeFolder } from '../../src/knowledge/knowledge-folder.ts';
import { ARTICLE_1079, ARTICLE_1087, GUIDE, put, SMALL_FOLDER, statute, TODAY, writeFolder } from '../small-folder.ts';

const FILE = '民法典/婚姻家庭编/第四章离婚.md';
const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of removals.splice(0)) await remove();
});

async function open(files: Readonly<Record<string, string | Uint8Array>>, now = TODAY) {
  const { dir, remove } = await writeFolder(files);
  removals.push(remove);
  const folder = new KnowledgeFolder(dir, null, () => now);
  await folder.load(new Map());
  return { dir, folder };
}

const messages = (folder: KnowledgeFolder) => folder.faults.map((fault) => `${fault.file}:${fault.line} ${fault.message}`);

const INSIDE = statute('## 第1088条 家务补偿怎么要\n\n做家务多的一方，离婚时有权要求补偿。\n\n- 问：全职主妇离婚能要补偿吗');

describe('KnowledgeFolder', () => {
  it('reads a good folder without a fault', async () => {
    const { folder } = await open(SMALL_FOLDER);
    expect(folder.faults).toEqual([]);
    expect(folder.knowledge.entries.map((entry) => entry.id)).toEqual(['办事指南·离婚登记', '民法典第1079条', '民法典第1087条']);
  });

  it('reports random bytes, a huge file, a YAML bomb and a link out of the folder, and serves the rest', async () => {
    const { dir, folder } = await open({
      ...SMALL_FOLDER,
      '民法典/乱码.md': randomBytes(4096),
      '民法典/大.md': Buffer.alloc(20 * 1024 * 1024, 'a'),
      '民法典/炸弹.md': `---\na: &a [x,x]\nb: &b [*a,*a]\n---\n`,
      '法律原文/坏.docx': randomBytes(4096),
    });
    await symlink('/etc/passwd', path.join(dir, '民法典', '外面.md'));
    await folder.load(new Map());
    expect(messages(folder)).toEqual([
      '民法典/乱码.md:1 文件读不出来，请另存为 UTF-8 文本（TypeError）',
      '民法典/外面.md:1 这是指向文件夹之外（或断掉）的链接，没有读取；请把文件本身放进来',
      '民法典/大.md:1 文件太大，最多 4 MB，请拆成几个文件',
      '民法典/炸弹.md:3 不允许使用 YAML 引用（& 和 *）',
      '法律原文/坏.docx:1 Word 文件打不开，请重新另存为 .docx',
    ]);
    expect(folder.knowledge.entries).toHaveLength(3);
  });

  it('reports what it may not read, and serves the rest', async () => {
    const { dir, folder: before } = await open({ ...SMALL_FOLDER, '民法典/锁着/里面.md': INSIDE });
    await chmod(dir, 0o755);
    const guide = '办事指南/婚姻家庭/离婚登记.md';
    await chmod(path.join(dir, guide), 0);
    const folder = new KnowledgeFolder(dir, null, () => TODAY);
    await chmod(path.join(dir, '民法典/锁着'), 0);
    // Everything is open to root.
    const root = process.geteuid?.() === 0;
    if (root) process.seteuid?.(65_534);
    try {
      await folder.load(before.states);
    } finally {
      if (root) process.seteuid?.(0);
      await chmod(path.join(dir, '民法典/锁着'), 0o755);
    }
    expect(messages(folder)).toEqual([
      `${guide}:1 打不开，没有读取；请检查它的读取权限`,
      '民法典/锁着:1 打不开，没有读取；请检查它的读取权限',
    ]);
    expect(folder.knowledge.entries).toHaveLength(4);
  });

  it('reports what only shows between files', async () => {
    const { folder } = await open({
      ...SMALL_FOLDER,
      '民法典/另一份.md': statute(
        ARTICLE_1087,
        '## 第1088条 家务补偿怎么要\n\n见[指南](没有.md)和[坏的](%)。\n\n- 另见：第1261条、合同法第1条、没听过法第1条',
      ),
      '办事指南/b.md': GUIDE.replace('title: 离婚登记', 'title: 别的').replace('第1079条', '第1999条').replace('2026-11-24', '2025-11-01'),
    });
    expect(messages(folder)).toEqual(
      [
        '办事指南/b.md:1 basis 里的民法典第1999条不存在',
        '办事指南/b.md:1 上次核对是 2025-11-01，已超过一年，请对照现行规定再核一遍',
        `民法典/婚姻家庭编/第四章离婚.md:20 民法典第1087条重复，民法典/另一份.md 里已经有了`,
        '民法典/另一份.md:19 另见 里的民法典第1261条不存在',
        '民法典/另一份.md:19 另见 里的合同法第1条所属的法律已于 2021-01-01 废止',
        '民法典/另一份.md:19 另见 里的没听过法第1条：没有登记这部法律，核对名称，或在 词典/法律目录.yaml 里补上',
        '民法典/另一份.md:21 链接“没有.md”指向的文件不存在',
        '民法典/另一份.md:21 链接“%”写错了：百分号后面要有两位数字或字母',
      ].sort((a, b) =>
        (a.split(':')[0] as string) < (b.split(':')[0] as string) ? -1 : (a.split(':')[0] as string) > (b.split(':')[0] as string) ? 1 : 0,
      ),
    );
  });

  it('reports a digest behind the last article of its law, and one of a law that the catalogue does not know', async () => {
    const strange = (short: string, article: number) =>
      statute(ARTICLE_1079.replace('1079', String(article)).replace('- 另见：第1087条', '')).replace('short: 民法典', `short: ${short}`);
    const { folder } = await open({
      ...SMALL_FOLDER,
      '民法典/末条.md': strange('民法典', 1260),
      '民法典/多了.md': strange('民法典', 1261),
      '解释与特别法/别名.md': strange('中华人民共和国民法典', 1088),
      '解释与特别法/没有.md': strange('没听过法', 1),
    });
    expect(messages(folder)).toEqual([
      '民法典/多了.md:10 没有民法典第1261条：词典/法律目录.yaml 里《民法典》一共 1260 条，核对条号或者目录',
      '解释与特别法/别名.md:10 词典/法律目录.yaml 里没有 short 是“中华人民共和国民法典”的法律，核对 short，或者在那里登记',
      '解释与特别法/没有.md:10 词典/法律目录.yaml 里没有 short 是“没听过法”的法律，核对 short，或者在那里登记',
    ]);
  });

  it('reports a choice of a topic whose sources are not there', async () => {
    const choice = (label: string, source: string) => `      - { label: ${label}, question: 怎么离婚, says: 这样离。${source} }\n`;
    const choices = choice('谈好了', ', basis: [民法典第1079条, 民法典第1999条]') + choice('没谈好', ', guide: 没有的指南');
    const topics = `topics:\n  - words: [离婚]\n    questions: [怎么离婚]\n    choices:\n`;
    const { folder } = await open({ ...SMALL_FOLDER, '词典/话题.yaml': topics + choices });
    expect(messages(folder)).toEqual([
      '词典/话题.yaml:1 话题“离婚”的“谈好了”：basis 里的民法典第1999条不存在',
      '词典/话题.yaml:1 话题“离婚”的“没谈好”：没有办事指南“没有的指南”',
    ]);
    const { folder: unsourced } = await open({ ...SMALL_FOLDER, '词典/话题.yaml': topics + choice('谈好了', '') });
    expect(messages(unsourced)[0]).toContain('says 要有出处');
  });

  it('keeps the last good content of a file that breaks, until it is mended', async () => {
    const { dir, folder } = await open(SMALL_FOLDER);
    await put(dir, FILE, statute(ARTICLE_1079.replace('满2年', '满3年'), '## 坏标题'));
    await folder.refresh([FILE]);
    expect(folder.faults).toHaveLength(1);
    expect(folder.knowledge.digests.get('民法典第1079条')?.text).toContain('满2年');
    expect(folder.knowledge.digests.has('民法典第1087条')).toBe(true);
    await put(dir, FILE, statute(ARTICLE_1079.replace('满2年', '满3年')));
    await folder.refresh([FILE]);
    expect(folder.knowledge.digests.get('民法典第1079条')?.text).toContain('满3年');
  });

  it('keeps the last good content of a file that is good by itself but not beside the others', async () => {
    const { dir, folder } = await open(SMALL_FOLDER);
    await put(dir, FILE, statute(ARTICLE_1079.replace('另见：第1087条', '另见：第9999条').replace('满2年', '满3年'), ARTICLE_1087));
    await folder.refresh([FILE]);
    expect(messages(folder)).toEqual([`${FILE}:10 另见 里的民法典第9999条不存在`]);
    expect(folder.knowledge.digests.get('民法典第1079条')?.text).toContain('满2年');
  });

  it('keeps the last good LPR of a table that breaks, and says the line', async () => {
    const table = (rate: string) => `known-until: 2025-10\nrates:\n  - { from: 2025-05-20, rate: ${rate} }\n`;
    const { dir, folder } = await open({ ...SMALL_FOLDER, '计算/LPR.yaml': table('3.00'), '计算/税.yaml': 'a: 1\n' });
    expect(folder.knowledge.lpr).toEqual({ knownUntil: '2025-10', changes: [{ from: '2025-05-20', rate: 300 }] });
    expect(messages(folder)).toEqual(['计算/税.yaml:1 这个文件夹里只认 计算/LPR.yaml']);
    await put(dir, '计算/LPR.yaml', table('345'));
    await folder.refresh(['计算/LPR.yaml']);
    expect(folder.knowledge.lpr.changes).toEqual([{ from: '2025-05-20', rate: 300 }]);
    expect(messages(folder)[0]).toMatch(/^计算\/LPR\.yaml:3 .*太高/);
  });

  it('reads only what changed, and forgets what is gone', async () => {
    const { dir, folder } = await open(SMALL_FOLDER);
    const before = folder.states.get('办事指南/婚姻家庭/离婚登记.md');
    expect(await folder.refresh([FILE])).toBe(false);
    await put(dir, FILE, statute(ARTICLE_1087));
    expect(await folder.refresh([FILE])).toBe(true);
    expect(folder.states.get('办事指南/婚姻家庭/离婚登记.md')).toBe(before);
    expect(folder.knowledge.digests.has('民法典第1079条')).toBe(false);
  });
});
