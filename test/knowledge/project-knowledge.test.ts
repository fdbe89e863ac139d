import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkDigests } from '../../src/knowledge/check-digest.ts';
import { formatFault } from '../../src/knowledge/fault.ts';
import { KnowledgeFolder } from '../../src/knowledge/knowledge-folder.ts';
import { TODAY } from '../small-folder.ts';

const LAWS = '../shared/laws';
let folder: KnowledgeFolder;

beforeAll(async () => {
  folder = new KnowledgeFolder('knowledge', existsSync(LAWS) ? LAWS : null, () => TODAY);
  await folder.load(new Map());
});

describe('the folder knowledge/', () => {
  it('has no fault, and digests that agree with the official texts where these are at hand', () => {
    expect([...folder.faults, ...checkDigests(folder.knowledge, true)].map(formatFault)).toEqual([]);
  });

  it('holds 婚姻家庭编 and 继承编 complete', () => {
    const missing = Array.from({ length: 1163 - 1040 + 1 }, (_, index) => `民法典第${1040 + index}条`).filter(
      (id) => !folder.knowledge.digests.has(id),
    );
    expect(missing).toEqual([]);
  });

  it.each([
    '离婚登记',
    '结婚登记',
    '企业设立登记',
    '个体工商户登记',
    '行政复议申请',
    '行政诉讼立案',
    '劳动仲裁',
    '法律援助申请',
    '人民调解申请',
    '工伤认定',
  ])('holds the guide %s', (title) => {
    expect(folder.knowledge.guides.map((guide) => guide.title)).toContain(title);
  });

  it('names each of the nine repealed laws with its successor', () => {
    for (const name of ['婚姻法', '继承法', '合同法', '物权法', '侵权责任法', '担保法', '收养法', '民法总则', '民法通则']) {
      expect(folder.knowledge.law(name)?.repealed).toMatchObject({ on: '2021-01-01', successor: '民法典' });
    }
  });

  it('maps repealed articles only to articles that exist', () => {
    const targets = [...new Set(folder.knowledge.laws.values())].flatMap((law) => Object.values(law.repealed?.today ?? {}).flat());
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((article) => article > 1260)).toEqual([]);
  });
});
