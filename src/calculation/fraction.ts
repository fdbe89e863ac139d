/** An exact part of a whole (份额), in lowest terms; the denominator is above 0. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** The fraction in lowest terms. Throws RangeError when it is none of whole numbers that a JavaScript number holds exactly. */
export function fraction(numerator: number, denominator: number): Fraction {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0 || numerator < 0) {
    throw new RangeError('a fraction needs exact whole numbers, the lower one above 0');
  }
  const divisor = greatestDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** The whole divided into `count` equal parts. Throws RangeError as `fraction`. */
export function divide({ numerator, denominator }: Fraction, count: number): Fraction {
  return fraction(numerator, denominator * count);
}

/** Both parts together. Throws RangeError as `fraction`. */
export function add(one: Fraction, other: Fraction): Fraction {
  return fraction(one.numerator * other.denominator + other.numerator * one.denominator, one.denominator * other.denominator);
}

/** A fraction for people, as 1/3; 全部 for the whole. */
export function sayFraction({ numerator, denominator }: Fraction): string {
  return numerator === denominator ? '全部' : `${numerator}/${denominator}`;
}

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other);
}
