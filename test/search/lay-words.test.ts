import { describe, expect, it } from 'vitest';
import { LayWords } from '../../src/search/lay-words.ts';
import { Segmenter } from '../../src/search/segmenter.ts';

const segmenter = new Segmenter(['同居', '借款合同', '保证金', '定金']);
const layWords = new LayWords(
  [
    { lay: '小三', terms: ['同居'], domain: '婚姻' },
    { lay: '押金', terms: ['保证金'], domain: '租房' },
    { lay: '押金条', terms: ['借款合同'], domain: '借贷' },
  ],
  segmenter,
);

describe('LayWords', () => {
  it('adds the terms for what was said, not what the law says already', () => {
    expect(layWords.expand('老公找小三', new Set())).toEqual(['同居']);
    expect(layWords.expand('小三同居', new Set(['同居']))).toEqual([]);
    expect(layWords.expand('今天下雨', new Set())).toEqual([]);
  });

  it('takes the longer word where one stands in the other, and traditional characters', () => {
    expect(layWords.expand('押金条丢了', new Set())).not.toContain('保证金');
    expect(layWords.expand('房東不退押金', new Set())).toContain('保证金');
  });
});
