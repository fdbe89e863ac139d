import type { LegalBasis } from './legal-basis.ts';
import type { LegalPeriod } from './legal-period.ts';

/** A deadline (期限) as a law sets it. Texts are for people, in our own words. */
export interface DeadlineRule {
  readonly period: LegalPeriod;
  /** What it is counted from, to be followed by 那天: 收到判决书. */
  readonly from: string;
  /** The rule as one sentence. */
  readonly rule: string;
  /** The article that sets the period. */
  readonly basis: LegalBasis;
  /** The articles that say how to count it; none where the law is silent. */
  readonly counting: readonly LegalBasis[];
  /** What may make the true deadline another one: exceptions, interruptions, what to watch. */
  readonly notes: readonly string[];
}
