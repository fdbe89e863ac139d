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
    ['laws:\n  - short: 甲法\n    name: 甲法\n    unknown: 1\n', 4, 'laws 第 1 项：不认识的名称“unknown”，核对有没有写错'],
    ['# 目录\nlaws:\n  - name: 甲法\n', 3, 'laws 第 1 项 short：没有写'],
    ['laws:\n  - { short: 甲法, name: 甲法, articles: 很多 }\n', 2, 'laws 第 1 项 articles：应当是数字'],
    ['laws: 甲法\n', 1, 'laws：应当是列表，像 [甲, 乙]'],
    ['words:\n  - lay: 小\n    terms: [甲乙]\n    domain: 婚姻\n', 2, 'words 第 1 项 lay：最少 2 个字'],
    ['words:\n  - lay: 小三\n    terms: []\n    domain: 婚姻\n', 3, 'words 第 1 项 terms：最少 1 项'],
    ['desks:\n  - name: 热线\n    phone: [1]\n    handles: 咨询\n', 3, 'desks 第 1 项 phone：应当是文字或者数字'],
    ['laws: []\nlawz: []\n', 2, '不认识的名称“lawz”，核对有没有写错'],
    ['laws: []\nlaws: []\n', 2, 'YAML 格式不对：同一个名称写了两遍'],
    ['laws:\n\t- short: 甲\n', 2, 'YAML 格式不对：缩进用了 Tab，请改成空格'],
    ['laws:\n  - short: "甲法\n', 3, 'YAML 格式不对：少了引号、括号、逗号或者冒号'],
    ['\n\n- 甲\n', 3, '应当是“名称: 内容”的格式'],
    ['a: &a 1\nlaws:\n  - *a\n', 3, '不允许使用 YAML 引用（& 和 *）'],
  ])('says in Chinese and by line what is wrong in %j', (text, line, message) => {
    expect(readCatalogue('词典/a.yaml', text).faults[0]).toEqual({ file: '词典/a.yaml', line, severity: 'error', message });
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
