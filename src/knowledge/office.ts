import type { YearPlan } from '../calculation/workday-calendar.ts';
import type { DaySpan } from '../calculation/working-time.ts';

/** What a case may be about (案件类别). */
export const CASE_KINDS = [
  '法律顾问咨询',
  '合同审查',
  '合法性审查',
  '调解',
  '公平竞争投诉',
  '知识产权',
  '复议引导',
  '法律援助',
  '人工咨询',
] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** An office of the district that takes cases (承办单位); law firms are in the registry, not here. */
export interface Office {
  readonly name: string;
  readonly takes: readonly CaseKind[];
  /** The bureau's coordinator (协调岗): held cases, escalations and low ratings go there. */
  readonly coordinator: boolean;
  /** Industries, and words of a dispute, by which a mediation committee is chosen; [] for a general one. */
  readonly industries: readonly string[];
  readonly words: readonly string[];
  /** Streets it serves; [] for the whole district. */
  readonly streets: readonly string[];
  /** Other names people use for it. */
  readonly aliases: readonly string[];
  /** What it does, as one sentence; '' where staff have not said. */
  readonly duties: string;
  /** Filled in by staff; '' until then, and never invented. */
  readonly address: string;
  readonly phone: string;
  readonly open: string;
}

/** Time allowed for cases, as staff write it: working hours and working days. */
export interface LimitRule {
  /** Null: the general rule. */
  readonly kind: CaseKind | null;
  readonly firstResponseHours: number;
  readonly answerDays: number;
}

/** What staff lay down about hours and limits (工作时间、办理时限). */
export interface ServiceRules {
  readonly spans: readonly DaySpan[];
  readonly years: readonly YearPlan[];
  readonly limits: readonly LimitRule[];
}

/** Rules where the folder has none: 08:30–12:00 and 14:00–17:30; 4 working hours and 3 working days. */
export const DEFAULT_RULES: ServiceRules = {
  spans: [
    { from: 510, to: 720 },
    { from: 840, to: 1050 },
  ],
  years: [],
  limits: [{ kind: null, firstResponseHours: 4, answerDays: 3 }],
};
