import { CASE_KINDS, type CaseKind } from '../../knowledge/office.ts';
import type { SayingClassifiers } from '../../search/saying-classifiers.ts';

/** What nobody but a department opens. */
const DEPARTMENTS_ONLY: CaseKind = '合法性审查';

/**
 * The kind of case that a message is about when a person is wanted, by the folder's examples; what this kind of person cannot open
 * is passed over. 人工咨询 where nothing was learned.
 * @param who 居民, 企业, 个体工商户 or 部门
 */
export function guessKind(message: string, who: string, sayings: SayingClassifiers): CaseKind {
  const likely = sayings.caseKind(message, who).map(({ label }) => label);
  const possible = likely.filter((label) => label !== DEPARTMENTS_ONLY || who === '部门');
  return CASE_KINDS.find((kind) => kind === possible[0]) ?? '人工咨询';
}
