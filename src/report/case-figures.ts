import { CASE_KINDS, type CaseKind } from '../knowledge/office.ts';
import { CASE_STATUSES } from '../legal-case/case-status.ts';
import { countBy, type NamedCount } from './count-by.ts';
import { monthOf, monthsOf, type Period } from './period.ts';
import type { DeedCounts, ReportedCase } from './report-source.ts';

/** What stands for the street of those who have none. */
const RESIDENT = '居民';
/** Kinds reported by themselves: legality reviews, contract reviews, guidance to reconsideration. */
const REVIEW_KINDS: readonly CaseKind[] = ['合法性审查', '合同审查', '复议引导'];

/** Cases opened in the period (登记的案件), each group adding up to all of them. */
export interface CaseFigures extends DeedCounts {
  readonly opened: number;
  readonly byKind: readonly NamedCount[];
  readonly byFirm: readonly NamedCount[];
  readonly byOffice: readonly NamedCount[];
  readonly byStreet: readonly NamedCount[];
  readonly byMonth: readonly NamedCount[];
  readonly byStatus: readonly NamedCount[];
  readonly withdrawn: number;
}

/** Counts the cases. Kinds, statuses and months are all there, also those with none; residents stand behind the streets. */
export function caseFigures(cases: readonly ReportedCase[], deeds: DeedCounts, period: Period): CaseFigures {
  const streets = countBy(cases, ({ street }) => street ?? RESIDENT);
  return {
    opened: cases.length,
    byKind: countBy(cases, ({ kind }) => kind, CASE_KINDS),
    byFirm: countBy(
      cases.filter(({ deskIsFirm }) => deskIsFirm),
      ({ desk }) => desk,
    ),
    byOffice: countBy(
      cases.filter(({ deskIsFirm }) => !deskIsFirm),
      ({ desk }) => desk,
    ),
    byStreet: [...streets.filter(({ name }) => name !== RESIDENT), ...streets.filter(({ name }) => name === RESIDENT)],
    byMonth: countBy(cases, ({ openedAt }) => monthOf(openedAt), monthsOf(period)),
    byStatus: countBy(cases, ({ status }) => status, CASE_STATUSES),
    withdrawn: cases.filter(({ status }) => status === '已撤回').length,
    ...deeds,
  };
}

/** Reviews and guidance of one kind: opened, and of these answered. */
export interface ReviewFigure {
  readonly kind: CaseKind;
  readonly opened: number;
  readonly answered: number;
}

/** Counts reviews and guidance (审查与复议); each kind is there, also with none. */
export function reviewFigures(cases: readonly ReportedCase[]): ReviewFigure[] {
  return REVIEW_KINDS.map((kind) => {
    const ofKind = cases.filter((one) => one.kind === kind);
    return { kind, opened: ofKind.length, answered: ofKind.filter(({ answered }) => answered).length };
  });
}
