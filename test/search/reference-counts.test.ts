import { describe, expect, it } from 'vitest';
import { Knowledge } from '../../src/knowledge/knowledge.ts';
import { readStatute } from '../../src/knowledge/read-statute.ts';
import { ReferenceCounts } from '../../src/search/reference-counts.ts';
import { toDocuments } from '../../src/search/search-document.ts';
import { statute } from '../small-folder.ts';

const article = (number: number, seeAlso: string) =>
  `## 第${number}条 标题\n\n要旨。\n\n- 问：问${number}\n${seeAlso === '' ? '' : `- 另见：${seeAlso}`}`;

describe('ReferenceCounts', () => {
  it('puts the article that most others refer to at 1 and the one that nobody refers to at 0', () => {
    const text = statute(article(1, ''), article(2, '第1条、第3条'), article(3, '第1条'), article(4, '第1条'));
    const documents = toDocuments(new Knowledge(readStatute('民法典/a.md', text).entries, [], []));
    const counts = new ReferenceCounts(documents);
    expect(documents.map((_, index) => counts.share(index))).toEqual([1, 0, Math.log1p(1) / Math.log1p(3), 0]);
  });
});
