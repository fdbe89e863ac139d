import { describe, expect, it } from 'vitest';
import { readSide } from '../../src/answer/read-side.ts';

describe('readSide', () => {
  it.each([
    ['那要多久', 'time'],
    ['多久能办好?', 'time'],
    ['什么时候能拿到', 'time'],
    ['收费吗', 'fee'],
    ['要不要钱', 'fee'],
    ['那要带什么材料', 'materials'],
    ['材料呢', 'materials'],
    ['去哪里办', 'where'],
    ['找谁办', 'where'],
  ])('hears in “%s” that only this is asked: %s', (message, side) => {
    expect(readSide(message, 'law')).toBe(side);
  });

  it.each(['离婚要多久', '多久之内要说', '去哪告他', '谁', '什么时候', '这钱能要回来吗', '能要多少钱', '我要赔多少钱'])(
    'hears a question of its own in “%s”',
    (message) => {
      expect(readSide(message, 'procedure')).toBeNull();
    },
  );

  it('takes 多少钱 for the fee where a procedure was shown, and for what one may claim else', () => {
    expect(['procedure', 'both', 'law'].map((about) => readSide('要多少钱', about as 'both'))).toEqual(['fee', 'fee', null]);
    expect(['procedure', 'both', 'law'].map((about) => readSide('多少钱', about as 'both'))).toEqual(['fee', null, null]);
  });
});
