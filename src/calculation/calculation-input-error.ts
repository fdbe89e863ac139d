/**
 * A value handed to a calculation is none that the law knows: a day that does not exist, a negative sum, an eleventh grade.
 * Callers check what people write before they calculate, so this is a fault of the caller. The message names the field and
 * what is allowed, never the value.
 */
export class CalculationInputError extends Error {
  override readonly name = 'CalculationInputError';

  /** @param field name of the field, as in the input's type */
  constructor(
    readonly field: string,
    allowed: string,
  ) {
    super(`${field} must be ${allowed}`);
  }
}

/** The number itself when it is whole and lies between both bounds; throws CalculationInputError otherwise. */
export function wholeNumber(value: number, field: string, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new CalculationInputError(field, `a whole number from ${least} to ${most}`);
  }
  return value;
}
