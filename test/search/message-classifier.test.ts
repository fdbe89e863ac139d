import { describe, expect, it } from 'vitest';
import { MessageClassifier } from '../../src/search/message-classifier.ts';

const EXAMPLES = [
  ...['今天天气怎么样', '明天会下雨吗', '天气预报准不准', '周末天气好不好'].map((text) => ({ label: '闲话', text })),
  ...['离婚财产怎么分', '离婚后孩子归谁', '怎么起诉离婚', '离婚要带什么材料'].map((text) => ({ label: '正常提问', text })),
];

describe('MessageClassifier', () => {
  it('tells messages apart that it has not seen', () => {
    const classifier = MessageClassifier.train(EXAMPLES);
    expect(classifier.classify('后天天气如何')[0]?.label).toBe('闲话');
    expect(classifier.classify('离婚房子归谁')[0]?.label).toBe('正常提问');
  });

  it('gives shares that add up to 1, the likeliest first', () => {
    const shares = MessageClassifier.train(EXAMPLES).classify('离婚');
    expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(shares[0]?.share).toBeGreaterThan(shares[1]?.share ?? 1);
  });

  it('learns the same from the same examples', () => {
    const [one, other] = [MessageClassifier.train(EXAMPLES), MessageClassifier.train(EXAMPLES)];
    expect(one.classify('孩子归谁')).toEqual(other.classify('孩子归谁'));
  });
});
