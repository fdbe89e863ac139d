import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divide, inTenThousands, percentOf } from '../../src/report/rate.ts';

describe('percentOf', () => {
  it('rounds half up, where binary fractions would round down', () => {
    expect(percentOf(1, 3)).toBe(33.33);
    expect(percentOf(2, 3)).toBe(66.67);
    expect(percentOf(201, 20_000)).toBe(1.01);
    expect(percentOf(0, 7)).toBe(0);
    expect(percentOf(7, 7)).toBe(100);
  });

  it('is null for a share of nothing', () => {
    expect(percentOf(0, 0)).toBeNull();
  });
});

describe('divide', () => {
  it('is the nearest hundredth, the upper one of two as near', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.integer({ min: 1, max: 10_000_000 }), (part, whole) => {
        const hundredths = BigInt(Math.round((divide(part, whole) ?? Number.NaN) * 100));
        const twiceTheError = 2n * (100n * BigInt(part) - hundredths * BigInt(whole));
        expect(twiceTheError).toBeLessThan(BigInt(whole));
        expect(twiceTheError).toBeGreaterThanOrEqual(-BigInt(whole));
      }),
    );
  });
});

describe('inTenThousands', () => {
  it('keeps two decimals of 万元, half up', () => {
    expect(inTenThousands(30_120_400)).toBe(3012.04);
    expect(inTenThousands(49.99)).toBe(0);
    expect(inTenThousands(50)).toBe(0.01);
    expect(inTenThousands(1_234_550)).toBe(123.46);
  });
});
