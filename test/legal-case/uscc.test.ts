import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacter, isUscc, normalizeUscc } from '../../src/legal-case/uscc.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const first17 = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 17, maxLength: 17 });

describe('isUscc', () => {
  it('accepts a code by its check character alone', () => {
    fc.assert(
      fc.property(first17, fc.constantFrom(...alphabet), (start, last) => {
        expect(isUscc(start + last)).toBe(last === checkCharacter(start));
      }),
    );
  });

  it('notices any one character mistyped', () => {
    fc.assert(
      fc.property(first17, fc.nat(16), fc.constantFrom(...alphabet), (start, place, other) => {
        fc.pre(start[place] !== other);
        expect(isUscc(start.slice(0, place) + other + start.slice(place + 1) + checkCharacter(start))).toBe(false);
      }),
    );
  });

  it.each(['91330100799655058B', '9144030071526726XG', '914403001922038216'])('accepts the registered code %s', (code) => {
    expect(isUscc(code)).toBe(true);
  });

  it.each(['', '1234', `${'0'.repeat(17)}I`, '91330103MA2ABCDE1', '91330103MA2ABCDE1ZZ'])('refuses %j', (text) => {
    expect(isUscc(text)).toBe(false);
  });

  it('reads codes as people write them', () => {
    expect(normalizeUscc(' 9133-0103 ma2ｘ ')).toBe('91330103MA2X');
  });
});
