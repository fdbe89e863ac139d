import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterWrongCode, type CodeTries, createCode, hashCode, plainPhone, readCode } from '../../src/legal-case/binding.ts';

const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const plainCode = fc
  .string({ unit: fc.constantFrom(...ALPHABET), minLength: 12, maxLength: 12 })
  .filter((code) => /\d/.test(code) && /[A-Z]/.test(code));
const fullWidth = (text: string) => [...text].map((character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0)).join('');

/** A code as somebody may type it: in parts, in small letters, in full-width characters. */
const spelling = fc
  .record({
    code: plainCode,
    small: fc.boolean(),
    wide: fc.boolean(),
    gap: fc.constantFrom('', '-', ' ', ' - ', '－', '\u3000', '\n', '\u00a0'),
    around: fc.constantFrom('', ' ', '\n', '\u3000'),
  })
  .map(({ code, small, wide, gap, around }) => {
    const cased = small ? code.toLowerCase() : code;
    const parts = [cased.slice(0, 4), cased.slice(4, 8), cased.slice(8)].map((part) => (wide ? fullWidth(part) : part));
    return { code, typed: around + parts.join(gap) + around };
  });

describe('createCode', () => {
  const codes = Array.from({ length: 2_000 }, createCode);

  it('is three groups of four characters that nobody mistakes for another', () => {
    for (const code of codes) expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){2}$/);
  });

  it('uses every character about equally, in every place', () => {
    expect([...new Set(codes.join('').replaceAll('-', ''))].sort().join('')).toBe(ALPHABET);
    for (let place = 0; place < 12; place += 1) {
      const counts = new Map<string, number>();
      for (const code of codes) {
        const character = code.replaceAll('-', '')[place] ?? '';
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
      expect(counts.size).toBe(32);
      // 62 of 2,000 are expected; 120 is more than seven standard deviations away.
      expect(Math.max(...counts.values())).toBeLessThan(120);
    }
  });

  it('is never the same twice, and reads back', () => {
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(readCode(code)).toBe(code.replaceAll('-', ''));
  });
});

describe('readCode', () => {
  it('reads a code however it is spaced, cased and wide', () => {
    fc.assert(
      fc.property(spelling, ({ code, typed }) => {
        expect(readCode(typed)).toBe(code);
      }),
    );
  });

  it.each([
    'ABCD-2345-EFG',
    'ABCD-2345-EFGHJ',
    'ABCD-2345-EFG0',
    'ABCD-2345-EFG1',
    'ABCD-2345-EFGI',
    'ABCD-2345-EFGO',
    'ABCD.2345.EFGH',
    'heartbreaker',
    'c5d9adff-0469-40f2-94b1-e3c94cb47cf2',
    '',
    '----',
    '一二三四五六七八九十甲乙',
    '13800138000',
  ])('finds none in %j', (text) => {
    expect(readCode(text)).toBeNull();
  });
});

describe('readCode among words', () => {
  it.each(['我的验证码是 ABCD-2345-EFGH', 'abcd-2345-efgh，对吗'])('finds the hyphenated one in %j', (text) => {
    expect(readCode(text)).toBe('ABCD2345EFGH');
  });
});

describe('hashCode', () => {
  it('is one SHA-256 for all spellings of a code', () => {
    expect(hashCode('ABCD-2345-EFGH')).toBe('051b058e42b48b1287414506ce03203567d8505b82b28e0b4d7906f43cde8114');
    fc.assert(
      fc.property(spelling, ({ code, typed }) => {
        expect(hashCode(typed)).toBe(hashCode(code));
      }),
    );
  });

  it('differs for different codes', () => {
    fc.assert(
      fc.property(plainCode, fc.nat(11), fc.constantFrom(...ALPHABET), (code, place, character) => {
        const other = code.slice(0, place) + character + code.slice(place + 1);
        fc.pre(other !== code && readCode(other) !== null);
        expect(hashCode(other)).not.toBe(hashCode(code));
      }),
    );
  });
});

describe('afterWrongCode', () => {
  it('lets a person try four times and pauses for a quarter of an hour after the fifth', () => {
    const now = new Date('2026-11-24T01:00:00Z');
    const tries: CodeTries[] = [{ failures: 0, pausedUntil: null }];
    for (let count = 0; count < 6; count += 1) tries.push(afterWrongCode(tries.at(-1) as CodeTries, now));
    expect(tries.slice(1)).toEqual([
      { failures: 1, pausedUntil: null },
      { failures: 2, pausedUntil: null },
      { failures: 3, pausedUntil: null },
      { failures: 4, pausedUntil: null },
      { failures: 0, pausedUntil: new Date('2026-11-24T01:15:00Z') },
      { failures: 1, pausedUntil: null },
    ]);
  });
});

describe('plainPhone', () => {
  it.each([
    ['13800138000', '13800138000'],
    ['+86 138 0013 8000', '13800138000'],
    ['8613800138000', '13800138000'],
    ['(86)138-0013-8000', '13800138000'],
    ['0571-8765 4321', '057187654321'],
    ['86-0571-87654321', '057187654321'],
    ['8612345', '8612345'],
    ['86123456789', '86123456789'],
    ['', ''],
    ['无', ''],
  ])('keeps of %j the digits %j', (phone, digits) => {
    expect(plainPhone(phone)).toBe(digits);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789 -+()'), maxLength: 13 }), (phone) => {
        const plain = plainPhone(phone);
        expect(plain).toMatch(/^\d*$/);
        expect(plainPhone(plain)).toBe(plain);
      }),
    );
  });
});
