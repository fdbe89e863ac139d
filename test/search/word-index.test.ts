import { describe, expect, it } from 'vitest';
import { FIELDS, type SearchDocument } from '../../src/search/search-document.ts';
import { Segmenter } from '../../src/search/segmenter.ts';
import { WordIndex } from '../../src/search/word-index.ts';

const segmenter = new Segmenter([]);
const document = (id: string, fields: Partial<SearchDocument['fields']>): SearchDocument => {
  const empty = Object.fromEntries(FIELDS.map((field) => [field, []])) as unknown as SearchDocument['fields'];
  return { id, digest: null, official: null, guide: null, fields: { ...empty, ...fields } };
};
const once = (words: readonly string[]) => new Map(words.map((word) => [word, 1]));
const order = (documents: readonly SearchDocument[], words: readonly string[]) =>
  new WordIndex(documents, segmenter).search(once(words), 10).map((scored) => documents[scored.document]?.id);

describe('WordIndex', () => {
  it('puts a word in the title before the same word in the digest', () => {
    expect(order([document('digest', { digest: ['合同 生效'] }), document('title', { title: ['合同 生效'] })], ['合同'])).toEqual([
      'title',
      'digest',
    ]);
  });

  it('puts a rare word before a common one', () => {
    const documents = [
      document('common', { digest: ['合同'] }),
      document('rare', { digest: ['遗嘱'] }),
      document('other', { digest: ['合同'] }),
    ];
    expect(order(documents, ['合同', '遗嘱'])[0]).toBe('rare');
  });

  it('puts a short text before a long one with the same word', () => {
    const long = document('long', { digest: ['遗嘱 房屋 车辆 存款 股票 家具 古董 首饰 土地 商铺'] });
    expect(order([long, document('short', { digest: ['遗嘱'] })], ['遗嘱'])).toEqual(['short', 'long']);
  });

  it('counts a word by its weight, and leaves out documents without any', () => {
    const index = new WordIndex([document('a', { digest: ['遗嘱'] }), document('b', { digest: ['合同'] })], segmenter);
    const [full] = index.search(once(['遗嘱']), 10);
    const [half, ...others] = index.search(new Map([['遗嘱', 0.5]]), 10);
    expect(half?.score).toBeCloseTo((full?.score ?? 0) / 2);
    expect(others).toEqual([]);
  });
});
