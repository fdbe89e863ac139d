import { type FeeScale, feeByScale } from './fee-tiers.ts';
import { cite, type LegalBasis, mergeBases } from './legal-basis.ts';
import { fenOf, partOf, sayYuan, yuanOf } from './money.ts';

/** 诉讼费用交纳办法 13 (1): property cases, by the sum in dispute. */
export const PROPERTY_SCALE: FeeScale = {
  base: 50,
  bands: [
    { above: 10_000, perMille: 25 },
    { above: 100_000, perMille: 20 },
    { above: 200_000, perMille: 15 },
    { above: 500_000, perMille: 10 },
    { above: 1_000_000, perMille: 9 },
    { above: 2_000_000, perMille: 8 },
    { above: 5_000_000, perMille: 7 },
    { above: 10_000_000, perMille: 6 },
    { above: 20_000_000, perMille: 5 },
  ],
};

/** 诉讼费用交纳办法 13 (2) 1: the property divided in a divorce. */
const DIVORCE_SCALE: FeeScale = { base: 0, bands: [{ above: 200_000, perMille: 5 }] };
/** 诉讼费用交纳办法 13 (2) 2: damages for name, portrait, reputation and other rights of personality (人格权). */
const PERSONALITY_SCALE: FeeScale = {
  base: 0,
  bands: [
    { above: 50_000, perMille: 10 },
    { above: 100_000, perMille: 5 },
  ],
};

/** A case before a court of first instance; sums in yuan, 0 where there is nothing to divide or to pay. */
export type CourtCase =
  | { readonly kind: '财产'; readonly amount: number }
  | { readonly kind: '离婚'; readonly property: number }
  | { readonly kind: '人格权'; readonly damages: number }
  | { readonly kind: '其他非财产' }
  /** `amount` null: no sum in dispute. */
  | { readonly kind: '知识产权'; readonly amount: number | null }
  | { readonly kind: '劳动争议' }
  | { readonly kind: '行政'; readonly field: '商标专利海事' | '其他' };

/** Why only half is paid. */
export type HalvedFor = '简易程序' | '调解' | '撤诉';

/** What a court takes, in yuan to the fen; both are the same unless the law leaves a range to the province. */
export interface CourtFee {
  readonly lowest: number;
  readonly highest: number;
  readonly basis: readonly LegalBasis[];
  /** Each step, in Chinese for people. */
  readonly working: readonly string[];
  readonly notes: readonly string[];
}

interface FullFee {
  /** Thousandths of a fen. */
  readonly lowest: bigint;
  readonly highest: bigint;
  readonly working: readonly string[];
}

const THOUSANDTHS_OF_YUAN = 100_000n;

/**
 * The fee for hearing a case (案件受理费, 诉讼费用交纳办法 13): by the sum in dispute, or per case. Half of it when the case
 * is heard in the short procedure (16), ends by mediation or is withdrawn (15); halves do not add up, it is halved once.
 * An appeal in a property case costs the same, by the sum still in dispute (17).
 * Throws CalculationInputError for a sum that is negative or finer than a fen.
 */
export function courtFee(courtCase: CourtCase, halvedFor: readonly HalvedFor[] = []): CourtFee {
  const full = fullFee(courtCase);
  const halves = halvedFor.length > 0 ? 2n : 1n;
  const lowest = partOf(full.lowest, 1n, 1000n * halves);
  const highest = partOf(full.highest, 1n, 1000n * halves);
  const said = lowest === highest ? sayYuan(lowest) : `${sayYuan(lowest)}到${sayYuan(highest)}`;
  const half = halvedFor.length > 0 ? [`${halvedFor.join('、')}：减半，只减一次`] : [];
  const halfBasis = halvedFor.map((reason) => cite('诉讼费用交纳办法', reason === '简易程序' ? 16 : 15));
  return {
    lowest: yuanOf(lowest),
    highest: yuanOf(highest),
    basis: mergeBases([cite('诉讼费用交纳办法', 13), ...halfBasis]),
    working: [...full.working, ...half, `一共${said}`],
    notes: notesOn(courtCase, lowest !== highest),
  };
}

function fullFee(courtCase: CourtCase): FullFee {
  switch (courtCase.kind) {
    case '财产':
      return byScale(courtCase.amount, 'amount', PROPERTY_SCALE);
    case '知识产权':
      return courtCase.amount === null ? perCase(500, 1000) : byScale(courtCase.amount, 'amount', PROPERTY_SCALE);
    case '离婚':
      return plus(perCase(50, 300), byScale(courtCase.property, 'property', DIVORCE_SCALE));
    case '人格权':
      return plus(perCase(100, 500), byScale(courtCase.damages, 'damages', PERSONALITY_SCALE));
    case '其他非财产':
      return perCase(50, 100);
    case '劳动争议':
      return perCase(10, 10);
    case '行政':
      return courtCase.field === '其他' ? perCase(50, 50) : perCase(100, 100);
  }
}

function perCase(lowest: number, highest: number): FullFee {
  const said = lowest === highest ? `每件${lowest}元` : `每件${lowest}元到${highest}元，各省自己定`;
  return { lowest: BigInt(lowest) * THOUSANDTHS_OF_YUAN, highest: BigInt(highest) * THOUSANDTHS_OF_YUAN, working: [said] };
}

function byScale(yuan: number, field: string, scale: FeeScale): FullFee {
  const { thousandths, working } = feeByScale(fenOf(yuan, field), scale);
  return { lowest: thousandths, highest: thousandths, working };
}

function plus(one: FullFee, other: FullFee): FullFee {
  return { lowest: one.lowest + other.lowest, highest: one.highest + other.highest, working: [...one.working, ...other.working] };
}

function notesOn({ kind }: CourtCase, isRange: boolean): string[] {
  return [
    ...(isRange ? ['具体数额由省一级政府在这个幅度里定，以法院的缴费通知为准。'] : []),
    ...(kind === '劳动争议' ? ['讨工资的案件可以先不交。'] : []),
    `起诉的人先交，最后${kind === '离婚' ? '由谁出双方商量，商量不成法院定' : '一般由败诉的人出'}；确有困难的，可以申请缓交、减交或者免交。`,
  ];
}
