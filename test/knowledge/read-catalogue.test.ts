import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../src/knowledge/read-catalogue.ts';
import { CATALOGUE, DESKS } from '../small-folder.ts';

describe('readCatalogue', () => {
  it('reads laws and what became of repealed ones', () => {
    const { laws } = readCatalogue('词典/a.yaml', CATALOGUE);
    expect(laws?.[0]).toEqual({ name: '中华人民共和国民法典', short: '民法典', aliases: [], articles: 1260, text: [], repealed: null });
    expect(laws?.[1]?.repealed).toEqual({ on: '2021-01-01', successor: '民法典', part: '婚姻家庭编', today: { 32: [1079] } });
  });

  it('reads lay words, and names one that stands twice', () => {
    const pair = '  - { lay: 小三, terms: [与他人同居], domain: 婚姻 }\n';
    const { layWords, faults } = readCatalogue('词典/口语.yaml', `words:\n${pair}${pair}`);
    expect(layWords?.[0]).toEqual({ lay: '小三', terms: ['与他人同居'], domain: '婚姻' });
    expect(faults).toEqual([expect.objectContaining({ severity: 'warning', message: '口语“小三”写了两遍' })]);
  });

  it('reads desks', () => {
    expect(readCatalogue('机构/a.yaml', DESKS).desks).toEqual([
      { name: '12348 公共法律服务热线', phone: '12348', handles: '法律咨询，免费', words: ['押金', '房东'], urgent: [] },
    ]);
  });

  it.each([
    [CATALOGUE.replace('    successor: 民法典\n    part: 婚姻家庭编\n', ''), '第 2 项'],
    [CATALOGUE.replace('articles: 1260', 'articles: 很多'), '第 1 项 articles'],
    [DESKS.replace('phone: 12348', 'phone: 请拨打'), '第 1 项 phone'],
    ['laws:\n  - short: 甲法\n    name: 甲法\n    unknown: 1\n', '第 1 项'],
    ['laws: [*a]\n', 'YAML'],
  ])('leaves a file out and says which item is wrong: %#', (text, place) => {
    const { laws, faults } = readCatalogue('词典/a.yaml', text);
    expect(laws).toBeUndefined();
    expect(faults[0]?.message).toContain(place);
  });
});
