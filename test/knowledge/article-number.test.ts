import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareArticles, formatArticle, formatNumeral, parseArticle, parseNumeral } from '../../src/knowledge/article-number.ts';

describe('article numbers', () => {
  it('read back whatever they write', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9999 }), (value) => parseNumeral(formatNumeral(value)) === value));
  });

  it.each([
    ['一千零七十九', 1079],
    ['一〇七九', 1079],
    ['一千二百六十', 1260],
    ['十', 10],
    ['一百二十', 120],
    ['一百零五', 105],
    ['两百', 200],
    ['1079', 1079],
  ])('reads %s as %i', (text, value) => {
    expect(parseNumeral(text)).toBe(value);
  });

  it.each(['', '甲', '12345', '一条'])('does not take %j for a number', (text) => {
    expect(parseNumeral(text)).toBeNull();
  });

  it('tells 第120条 from 第120条之一', () => {
    expect(parseArticle('第一百二十条之一')).toEqual({ number: 120, sub: 1 });
    expect(parseArticle('第120条')).toEqual({ number: 120, sub: 0 });
    expect(formatArticle({ number: 120, sub: 1 })).toBe('第120条之一');
    expect(parseArticle('第0条')).toBeNull();
    expect(parseArticle('第120条第一款')).toBeNull();
  });

  it('sorts 120, 120之一, 121', () => {
    const sorted = [
      { number: 121, sub: 0 },
      { number: 120, sub: 1 },
      { number: 120, sub: 0 },
    ].sort(compareArticles);
    expect(sorted.map(formatArticle)).toEqual(['第120条', '第120条之一', '第121条']);
  });
});
