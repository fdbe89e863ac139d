import { describe, expect, it } from 'vitest';
import { embed, toSparse, trainEmbedder } from '../../src/search/train-embedder.ts';

const counts = (text: string) => new Map(text.split(' ').map((word) => [word, 1]));
const GROUPS = [
  ['小三 破坏 婚姻', '与他人同居 忠实 义务', '小三 怎么 告'],
  ['欠条 还钱', '借款 合同 清偿', '欠条 借款'],
  ['押金 房东 退', '租赁 合同 保证金', '押金 租赁'],
].map((group) => group.map(counts));

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

describe('trainEmbedder', () => {
  it('brings what people say near what the law calls it, which random rows do not', () => {
    const model = trainEmbedder(GROUPS, () => {});
    const vector = (text: string) => embed(toSparse(counts(text), model), model);
    const near = cosine(vector('小三'), vector('忠实 义务'));
    expect(near).toBeGreaterThan(cosine(vector('小三'), vector('租赁 保证金')));
    expect(near).toBeGreaterThan(0.1);
  });

  it('gives the same model for the same input', () => {
    expect(trainEmbedder(GROUPS, () => {}).rows).toEqual(trainEmbedder(GROUPS, () => {}).rows);
  });

  it('makes unit vectors, and zeros of what it does not know', () => {
    const model = trainEmbedder(GROUPS, () => {});
    const length = (text: string) =>
      Math.sqrt(cosine(embed(toSparse(counts(text), model), model), embed(toSparse(counts(text), model), model)));
    expect(length('欠条 还钱')).toBeCloseTo(1, 5);
    expect(length('量子')).toBe(0);
  });
});
