import { inTenThousands, percentOf } from './rate.ts';
import type { ReportedCase } from './report-source.ts';

/** Mediations (调解) counted: accepted, of these succeeded, and the sum of the succeeded ones in yuan. */
export interface MediationCounts {
  readonly accepted: number;
  readonly succeeded: number;
  readonly amount: number;
}

/** Mediation as the annual report states it: the rate in per cent, the sum in ten thousands of yuan (万元), two decimals each. */
export interface MediationFigures {
  readonly accepted: number;
  readonly succeeded: number;
  /** Null where nothing was accepted. */
  readonly rate: number | null;
  readonly amountInTenThousands: number;
}

/** Counts the mediations that a desk accepted and nobody withdrew. Sums are added in fen, so that no cent is lost. */
export function countMediations(cases: readonly ReportedCase[]): MediationCounts {
  const accepted = cases.filter(({ kind, accepted, status }) => kind === '调解' && accepted && status !== '已撤回');
  const succeeded = accepted.filter(({ result }) => result === '成功');
  const fen = succeeded.reduce((sum, { amount }) => sum + Math.round((amount ?? 0) * 100), 0);
  return { accepted: accepted.length, succeeded: succeeded.length, amount: fen / 100 };
}

/** The figures of these counts: 22,147 accepted and 19,866 succeeded are 89.70%. */
export function mediationFigures({ accepted, succeeded, amount }: MediationCounts): MediationFigures {
  return { accepted, succeeded, rate: percentOf(succeeded, accepted), amountInTenThousands: inTenThousands(amount) };
}
