import { type CourtFee, PROPERTY_SCALE } from './court-fee.ts';
import { type FeeScale, feeByScale } from './fee-tiers.ts';
import { cite } from './legal-basis.ts';
import { fenOf, partOf, sayYuan, yuanOf } from './money.ts';

/** 诉讼费用交纳办法 14 (1): enforcement, by the sum to be enforced. */
const ENFORCEMENT_SCALE: FeeScale = {
  base: 50,
  bands: [
    { above: 10_000, perMille: 15 },
    { above: 500_000, perMille: 10 },
    { above: 5_000_000, perMille: 5 },
    { above: 10_000_000, perMille: 1 },
  ],
};
/** 诉讼费用交纳办法 14 (2): preservation, by the property preserved. */
const PRESERVATION_SCALE: FeeScale = {
  base: 30,
  bands: [
    { above: 1_000, perMille: 10 },
    { above: 100_000, perMille: 5 },
  ],
};
/** The most that preservation costs, in yuan. */
const PRESERVATION_CEILING = 5_000;
/** The most that a bankruptcy costs, in yuan (14 (6)). */
const BANKRUPTCY_CEILING = 300_000;

/** Something asked of a court besides a judgment; sums in yuan, null where no sum is at stake. */
export type CourtApplication =
  | { readonly kind: '执行'; readonly amount: number | null }
  | { readonly kind: '保全'; readonly amount: number | null }
  | { readonly kind: '支付令'; readonly amount: number }
  | { readonly kind: '破产'; readonly amount: number }
  | { readonly kind: '公示催告' }
  | { readonly kind: '撤销仲裁裁决' };

/**
 * The fee for an application (申请费, 诉讼费用交纳办法 14): enforcement and preservation by their own scales, a payment order
 * (支付令) a third and a bankruptcy half of what a property case costs, the others per case. It is not halved further.
 * Throws CalculationInputError for a sum that is negative or finer than a fen.
 */
export function courtApplicationFee(application: CourtApplication): CourtFee {
  switch (application.kind) {
    case '执行':
      return application.amount === null
        ? fee(5_000n, 50_000n, ['没有执行金额，每件50元到500元'], NOTES.执行)
        : scaled(application.amount, ENFORCEMENT_SCALE, 1n, null, NOTES.执行);
    case '保全':
      return scaled(application.amount ?? 0, PRESERVATION_SCALE, 1n, PRESERVATION_CEILING, NOTES.保全);
    case '支付令':
      return scaled(application.amount, PROPERTY_SCALE, 3n, null, NOTES.支付令);
    case '破产':
      return scaled(application.amount, PROPERTY_SCALE, 2n, BANKRUPTCY_CEILING, NOTES.破产);
    case '公示催告':
      return fee(10_000n, 10_000n, ['每件100元'], []);
    case '撤销仲裁裁决':
      return fee(40_000n, 40_000n, ['每件400元'], []);
  }
}

const NOTES = {
  执行: ['不用先交，执行到钱以后由被执行的人出。'],
  保全: ['申请的人先交，起诉时可以一并要求对方承担。'],
  支付令: ['对方不提异议的由对方出；提了异议、程序终结的由申请的人出，再起诉时可以一并要求。'],
  破产: ['清算后从破产财产里付。'],
} as const;

function scaled(yuan: number, scale: FeeScale, divisor: bigint, ceiling: number | null, notes: readonly string[]): CourtFee {
  const { thousandths, working } = feeByScale(fenOf(yuan, 'amount'), scale);
  const whole = partOf(thousandths, 1n, 1000n * divisor);
  const most = ceiling === null ? null : BigInt(ceiling) * 100n;
  const share = divisor === 1n ? [] : [`合计按${divisor === 2n ? '一半' : '三分之一'}收：${sayYuan(whole)}`];
  if (most === null || whole <= most) return fee(whole, whole, [...working, ...share], notes);
  return fee(most, most, [...working, ...share, `最多收${ceiling}元`], notes);
}

function fee(lowest: bigint, highest: bigint, working: readonly string[], notes: readonly string[]): CourtFee {
  const said = lowest === highest ? sayYuan(lowest) : `${sayYuan(lowest)}到${sayYuan(highest)}`;
  return {
    lowest: yuanOf(lowest),
    highest: yuanOf(highest),
    basis: [cite('诉讼费用交纳办法', 14)],
    working: [...working, `一共${said}`],
    notes,
  };
}
