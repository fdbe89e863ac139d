import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeText } from '../../src/search/normalize.ts';

describe('normalizeText', () => {
  it.each([
    ['離婚後孩子跟誰', '离婚后孩子跟谁'],
    ['程序違法', '程序违法'],
    ['民法典第１０７９条', '民法典第1079条'],
    ['离\u200b婚\u202e', '离婚'],
    ['  A\u3000B \n', 'a b'],
  ])('makes of %j %j', (before, after) => {
    expect(normalizeText(before)).toBe(after);
  });

  it('changes nothing the second time', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => normalizeText(normalizeText(text)) === normalizeText(text)));
  });
});
