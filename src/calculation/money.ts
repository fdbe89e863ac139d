import { CalculationInputError } from './calculation-input-error.ts';

/** Largest sum taken, in yuan; cents of larger ones are lost in a JavaScript number. */
const MOST_YUAN = 1e12;
/** 0.1 + 0.2 yuan are 30 fen; 1.005 yuan are no sum of money. */
const TOLERANCE_YUAN = 1e-6;

/**
 * A sum of yuan in whole fen (分), so that nothing is lost in decimals.
 * Throws CalculationInputError when it is negative, above 1,000,000,000,000 yuan or finer than a fen.
 */
export function fenOf(yuan: number, field: string): bigint {
  const exact = Number(yuan.toFixed(2));
  if (!(yuan >= 0 && yuan <= MOST_YUAN && Math.abs(exact - yuan) < TOLERANCE_YUAN)) {
    throw new CalculationInputError(field, `a sum from 0 to ${MOST_YUAN} yuan in whole fen`);
  }
  return BigInt(exact.toFixed(2).replace('.', ''));
}

/** Whole fen as yuan with at most two decimals. */
export function yuanOf(fen: bigint): number {
  return Number(fen) / 100;
}

/** numerator/denominator of a sum that is not negative, rounded to the whole unit; half a unit goes up (四舍五入). */
export function partOf(sum: bigint, numerator: bigint, denominator: bigint): bigint {
  return (sum * numerator * 2n + denominator) / (denominator * 2n);
}

/** A sum of fen for people, as 125000元 or 16.67元. */
export function sayYuan(fen: bigint): string {
  return `${sayDecimal(fen, 2)}元`;
}

/** A whole number of 1/10^places as a decimal without zeros at its end: (25, 1) is 2.5. */
export function sayDecimal(value: bigint, places: number): string {
  const digits = value.toString().padStart(places + 1, '0');
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - places);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
