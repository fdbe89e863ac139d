import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalculationInputError } from '../../src/calculation/calculation-input-error.ts';
import { interestCap, rateCap } from '../../src/calculation/interest-cap.ts';
import { type LprTable, UnknownLprError } from '../../src/calculation/lpr-table.ts';

const table: LprTable = {
  knownUntil: '2025-10',
  changes: [
    { from: '2019-08-20', rate: 425 },
    { from: '2024-10-21', rate: 310 },
  ],
};
const loan = { principal: 100_000, contractDay: '2024-12-01', term: { count: 365, unit: '天' as const } };

describe('interestCap', () => {
  it('is four times the rate of the contract, with its steps', () => {
    expect(interestCap(loan, table)).toMatchObject({
      lpr: 3.1,
      capRate: 12.4,
      highestInterest: 12_400,
      basis: [{ law: '最高人民法院关于审理民间借贷案件适用法律若干问题的规定', articles: ['第25条', '第28条', '第29条'] }],
      working: ['2024年12月1日的一年期LPR是3.1%', '4倍就是一年12.4%', '100000元×12.4%×365天÷365天＝12400元，不满1分的不算'],
    });
  });

  it.each([
    [12, 12_400],
    [6, 6_200],
    [1, 1_033.33],
    [0, 0],
  ])('for %d months is that many twelfths of a year: %d yuan', (count, yuan) => {
    expect(interestCap({ ...loan, term: { count, unit: '个月' } }, table).highestInterest).toBe(yuan);
  });

  it('is a rate alone where no sum is named', () => {
    expect(rateCap('2024-12-01', table)).toMatchObject({ lpr: 3.1, capRate: 12.4, working: [expect.any(String), '4倍就是一年12.4%'] });
    expect(() => rateCap('2025-11-01', table)).toThrow(UnknownLprError);
  });

  it('warns of the transition before 2020-08-20 only', () => {
    const transition = (contractDay: string) => interestCap({ ...loan, contractDay }, table);
    expect(transition('2020-08-19').notes.at(-1)).toContain('过渡办法');
    expect(transition('2020-08-19').basis[0]?.articles).toEqual(['第25条', '第28条', '第29条', '第31条']);
    expect(transition('2020-08-20').notes.join('')).not.toContain('过渡办法');
  });

  it('never lies above the cap and less than a fen below it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e11 }), fc.nat(36_500), (fen, days) => {
        const { highestInterest } = interestCap({ ...loan, principal: fen / 100, term: { count: days, unit: '天' } }, table);
        const lost = BigInt(fen) * 1240n * BigInt(days) - BigInt(Math.round(highestInterest * 100)) * 3_650_000n;
        expect(lost >= 0n && lost < 3_650_000n).toBe(true);
      }),
    );
  });

  it('refuses what it does not know and what is no loan', () => {
    expect(() => interestCap({ ...loan, contractDay: '2019-08-19' }, table)).toThrow(UnknownLprError);
    expect(() => interestCap({ ...loan, contractDay: '2025-11-01' }, table)).toThrow(UnknownLprError);
    expect(() => interestCap({ ...loan, contractDay: '2025-02-29' }, table)).toThrow(CalculationInputError);
    expect(() => interestCap({ ...loan, term: { count: 1.5, unit: '天' } }, table)).toThrow(
      'term.count must be a whole number from 0 to 36500',
    );
    expect(() => interestCap({ ...loan, principal: -1 }, table)).toThrow('principal must be a sum');
  });
});
