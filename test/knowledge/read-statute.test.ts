import { describe, expect, it } from 'vitest';
import { readStatute } from '../../src/knowledge/read-statute.ts';
import { ARTICLE_1079, ARTICLE_1087, statute } from '../small-folder.ts';

describe('readStatute', () => {
  it('reads each article with its questions, terms, lay words and references', () => {
    const { entries, faults } = readStatute('民法典/a.md', statute(ARTICLE_1079, ARTICLE_1087));
    expect(faults).toEqual([]);
    expect(entries[0]).toMatchObject({
      id: '民法典第1079条',
      kind: 'digest',
      article: { number: 1079, sub: 0 },
      title: '起诉离婚怎样才判离',
      questions: ['老公不同意离婚怎么办', '分居多久可以起诉离婚'],
      terms: ['诉讼离婚', '感情确已破裂', '分居'],
      layWords: ['打离婚官司', '对方不肯离'],
      seeAlso: [{ law: '民法典', article: { number: 1087, sub: 0 } }],
      file: '民法典/a.md',
      line: 10,
      inForce: '2021-01-01',
      checked: '2026-11-24',
    });
    expect(entries).toHaveLength(2);
  });

  it('reads a Chinese number and a 之一, a reference to another law, and a note on figures', () => {
    const text = '## 第一百二十条之一 标题四个\n\n要旨。\n<!-- 数字：原文的数字在别处 -->\n- 问：问\n- 另见：劳动合同法第38条、第2条';
    const [entry] = readStatute('民法典/a.md', statute(text)).entries;
    expect(entry).toMatchObject({
      id: '民法典第120条之一',
      figureNote: '原文的数字在别处',
      seeAlso: [
        { law: '劳动合同法', article: { number: 38 } },
        { law: '民法典', article: { number: 2 } },
      ],
    });
  });

  it.each([
    ['## 第1079条 标题\n- 问：有吗', 10, '没有要旨'],
    ['## 第1079条\n要旨。', 10, '没有标题'],
    ['## 第1079条 标题\n要旨。\n- 问：', 12, '“问”后面是空的'],
    ['## 第1079条 标题\n要旨。\n- 别的：x', 12, '只能是 问、用语、口语、另见'],
    ['## 第1079条 标题\n要旨。\n- 另见：民法典', 12, '不是“第N条”'],
    ['## 一千零七十九条 标题\n要旨。', 10, '标题应当写成'],
    ['不属于任何条', 10, '不属于任何一条'],
  ])('reports %j with its line', (article, line, message) => {
    const { faults } = readStatute('民法典/a.md', statute(article));
    expect(faults).toContainEqual(expect.objectContaining({ line, severity: 'error', message: expect.stringContaining(message) }));
  });

  it('keeps the first of two articles with one number', () => {
    const { entries, faults } = readStatute('民法典/a.md', statute(ARTICLE_1079, ARTICLE_1079));
    expect(entries).toHaveLength(1);
    expect(faults[0]?.message).toBe('民法典第1079条重复，第 10 行已经有了');
  });

  it('leaves a file out whose head lacks a field, and names it', () => {
    const { entries, faults } = readStatute('民法典/a.md', statute(ARTICLE_1079).replace('short: 民法典\n', ''));
    expect(entries).toEqual([]);
    expect(faults.map((fault) => fault.message)).toEqual(['缺少“short”']);
  });
});
