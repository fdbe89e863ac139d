import { sayDecimal, sayYuan } from './money.ts';

/** A band of a progressive scale (分段累计): what lies above `above` yuan, up to the next band, costs `perMille` ‰. */
interface FeeBand {
  readonly above: number;
  readonly perMille: number;
}

/** A scale of fees; up to the first band it costs `base` yuan, however small the sum. Bands rise. */
export interface FeeScale {
  readonly base: number;
  readonly bands: readonly FeeBand[];
}

/** A fee in thousandths of a fen, so that no band is rounded by itself. */
export interface ScaledFee {
  readonly thousandths: bigint;
  /** One line for each band that the sum reaches, in Chinese for people. */
  readonly working: readonly string[];
}

/** The fee for a sum in fen: the base, and of each band the part that the sum reaches. It rises without a jump. */
export function feeByScale(sum: bigint, { base, bands }: FeeScale): ScaledFee {
  const start = bands[0]?.above ?? 0;
  const working = base > 0 ? [`不超过${sayBorder(start)}的部分：${base}元`] : [`不超过${sayBorder(start)}的部分不另收`];
  let thousandths = BigInt(base) * 100_000n;
  for (const [index, { above, perMille }] of bands.entries()) {
    const from = fenOfYuan(above);
    if (sum <= from) break;
    const next = bands[index + 1];
    const to = next && sum > fenOfYuan(next.above) ? fenOfYuan(next.above) : sum;
    const part = (to - from) * BigInt(perMille);
    thousandths += part;
    const reach = next ? `超过${sayBorder(above)}至${sayBorder(next.above)}` : `超过${sayBorder(above)}`;
    working.push(`${reach}的部分：${sayYuan(to - from)}×${sayDecimal(BigInt(perMille), 1)}%＝${sayDecimal(part, 5)}元`);
  }
  return { thousandths, working };
}

function fenOfYuan(yuan: number): bigint {
  return BigInt(yuan) * 100n;
}

function sayBorder(yuan: number): string {
  return yuan % 10_000 === 0 ? `${yuan / 10_000}万元` : `${yuan}元`;
}
