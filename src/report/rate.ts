/**
 * A quotient of two whole numbers, rounded half up to two decimals (四舍五入). Counted in whole numbers, so that no half is lost to
 * binary fractions. Null when there is nothing to divide by.
 */
export function divide(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part * 200 + whole) / (whole * 2)) / 100;
}

/** What share a part is, in per cent with two decimals (19,866 of 22,147: 89.7); null for a share of nothing. */
export function percentOf(part: number, whole: number): number | null {
  return divide(part * 100, whole);
}

/** Yuan (元) as ten thousands of yuan (万元), with two decimals. */
export function inTenThousands(yuan: number): number {
  return divide(Math.round(yuan * 100), 1_000_000) ?? 0;
}
