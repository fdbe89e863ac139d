import { describe, expect, it } from 'vitest';
import { readGuide } from '../../src/knowledge/read-guide.ts';
import { GUIDE } from '../small-folder.ts';

describe('readGuide', () => {
  it('reads head and sections', () => {
    const { entries, faults } = readGuide('办事指南/a.md', GUIDE.replace('audience: 居民', 'audience: [居民, 企业]'));
    expect(faults).toEqual([]);
    expect(entries[0]).toMatchObject({
      id: '办事指南·离婚登记',
      kind: 'guide',
      audience: ['居民', '企业'],
      timeLimit: '冷静期30天',
      basis: [{ law: '民法典', article: { number: 1079, sub: 0 } }],
      materials: ['身份证', '结婚证'],
      steps: ['两人一起到登记处申请。', '冷静期满后一起去领证。'],
      faq: [{ question: '一个人去行吗？', answer: '不行，两个人都要到场。' }],
      notes: ['冷静期里可以撤回。'],
    });
  });

  it.each([
    ['fee: 免费\n', '', 1, '缺少“fee”'],
    ['authority: 婚姻登记处', 'authority: 待写', 5, '“authority”还没有写'],
    ['sources:\n  - 民法典', 'sources:\n  - 待写（最接近的是：民法典第1079条）', 14, '“sources”还没有写'],
    ['audience: 居民', 'audience: 游客', 3, '只能是 居民、企业、部门'],
    ['  - 民法典第1079条', '  - 民法典', 9, '应当写成“民法典第1076条”'],
    ['## 注意', '## 提醒', 37, '小标题只能是'],
    ['- 身份证\n- 结婚证\n', '', 1, '缺少“## 准备材料”或者它是空的'],
    ['不行，两个人都要到场。\n', '', 34, '这个问题没有回答'],
  ])('reports %j turned into %j', (before, after, line, message) => {
    const { entries, faults } = readGuide('办事指南/a.md', GUIDE.replace(before, after));
    expect(entries).toEqual([]);
    expect(faults).toContainEqual(expect.objectContaining({ message: expect.stringContaining(message) }));
    expect(faults.map((fault) => fault.line)).toContain(line);
  });
});
