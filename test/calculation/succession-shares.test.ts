import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalculationInputError } from '../../src/calculation/calculation-input-error.ts';
import type { Descendant, Family } from '../../src/calculation/family.ts';
import type { Fraction } from '../../src/calculation/fraction.ts';
import { successionShares } from '../../src/calculation/succession-shares.ts';
import { dead, living, NOBODY } from './worked-successions.ts';

/** A branch of so many generations. */
function branchOf(depth: number): fc.Arbitrary<Descendant> {
  const children = depth === 0 ? fc.constant([]) : fc.array(branchOf(depth - 1), { maxLength: 3 });
  return fc.record({ isAlive: fc.boolean(), children });
}
const count = fc.nat(3);
const family: fc.Arbitrary<Family> = fc.record({
  hasSpouse: fc.boolean(),
  children: fc.array(branchOf(3), { maxLength: 4 }),
  unborn: fc.nat(1),
  parents: fc.nat(2),
  supportingInLaws: fc.nat(1),
  siblings: fc.array(fc.record({ isAlive: fc.boolean(), livingChildren: count }), { maxLength: 4 }),
  grandparents: fc.nat(4),
});

/** Adds without the code under test. */
function sumOf(shares: readonly Fraction[]): [bigint, bigint] {
  return shares.reduce<[bigint, bigint]>(
    ([top, bottom], { numerator, denominator }) => [top * BigInt(denominator) + BigInt(numerator) * bottom, bottom * BigInt(denominator)],
    [0n, 1n],
  );
}

describe('successionShares', () => {
  it('takes the spouse’s half off first and shows its steps', () => {
    const { heirs, ...rest } = successionShares({ ...NOBODY, hasSpouse: true, children: living(2) }, { common: 1_200_000, own: 300_000 });
    expect(heirs.map(({ who, amount }) => [who, amount])).toEqual([
      ['配偶', 300_000],
      ['第1个子女', 300_000],
      ['第2个子女', 300_000],
    ]);
    expect(heirs.map(({ ofCommon }) => ofCommon)).toEqual([
      { numerator: 2, denominator: 3 },
      { numerator: 1, denominator: 6 },
      { numerator: 1, denominator: 6 },
    ]);
    expect(rest).toMatchObject({
      order: '第一顺序',
      spouseHalf: 600_000,
      estate: 900_000,
      working: [
        '共同财产先分一半给配偶：600000元，剩下的900000元是遗产',
        '由第一顺序的人继承，3份，每份一样多',
        '配偶：1/3，300000元',
        '第1个子女：1/3，300000元',
        '第2个子女：1/3，300000元',
      ],
    });
  });

  it('names who stands for whom', () => {
    const { heirs } = successionShares({ ...NOBODY, children: [...living(1), dead(...living(1), dead(...living(1)))] }, null);
    expect(heirs.map(({ who, isRepresenting }) => [who, isRepresenting])).toEqual([
      ['第1个子女', false],
      ['第2个子女的第1个孩子', true],
      ['第2个子女的第2个孩子的第1个孩子', true],
    ]);
  });

  it('gives a nobody’s estate to the public', () => {
    const none = successionShares({ ...NOBODY, children: [dead()] }, { common: 0, own: 100 });
    expect(none).toMatchObject({ order: null, heirs: [], estate: 100 });
    expect(none.working.at(-1)).toContain('没有法定继承人');
  });

  it('has shares that add up to exactly 1, all above 0', () => {
    fc.assert(
      fc.property(family, (given) => {
        const { heirs, order } = successionShares(given, null);
        const [top, bottom] = sumOf(heirs.map(({ share }) => share));
        expect(heirs.every(({ share }) => share.numerator > 0)).toBe(true);
        expect(top).toBe(order === null ? 0n : bottom);
      }),
    );
  });

  it('divides the common property without a rest, half of it to the spouse', () => {
    fc.assert(
      fc.property(family, (given) => {
        const { heirs } = successionShares({ ...given, hasSpouse: true }, null);
        const [top, bottom] = sumOf(heirs.map(({ ofCommon }) => ofCommon ?? { numerator: 0, denominator: 1 }));
        expect(top).toBe(bottom);
        const spouse = heirs[0]?.ofCommon;
        expect(spouse && spouse.numerator * 2 > spouse.denominator).toBe(true);
      }),
    );
  });

  it('divides every fen, and nobody is a fen off', () => {
    const fen = fc.integer({ min: 0, max: 1e11 });
    fc.assert(
      fc.property(family, fen, fen, (given, common, own) => {
        const { heirs, estate, spouseHalf } = successionShares(given, { common: given.hasSpouse ? common / 100 : 0, own: own / 100 });
        const fenOf = (yuan: number | null) => BigInt(Math.round((yuan ?? Number.NaN) * 100));
        const sum = heirs.reduce((all, { amount }) => all + fenOf(amount), 0n);
        expect(sum).toBe(heirs.length === 0 ? 0n : fenOf(estate));
        expect(fenOf(estate) + fenOf(spouseHalf)).toBe(BigInt((given.hasSpouse ? common : 0) + own));
        for (const { amount, share } of heirs) {
          const off = fenOf(amount) * BigInt(share.denominator) - fenOf(estate) * BigInt(share.numerator);
          expect(off < BigInt(share.denominator) && -off < BigInt(share.denominator)).toBe(true);
        }
      }),
    );
  });

  it('lets the second order in only where the first is empty', () => {
    fc.assert(
      fc.property(family, (given) => {
        const first = successionShares({ ...given, siblings: [], grandparents: 0 }, null);
        const all = successionShares(given, null);
        expect(all.heirs).toEqual(first.order === null ? all.heirs : first.heirs);
        expect(all.order === '第二顺序' && first.order !== null).toBe(false);
      }),
    );
  });

  it('refuses common property without a spouse and people that cannot be counted', () => {
    expect(() => successionShares(NOBODY, { common: 1, own: 0 })).toThrow('common must be 0 where there is no spouse');
    for (const wrong of [{ parents: -1 }, { grandparents: 1.5 }, { unborn: 51 }, { supportingInLaws: Number.NaN }]) {
      expect(() => successionShares({ ...NOBODY, ...wrong }, null)).toThrow(CalculationInputError);
    }
  });
});
