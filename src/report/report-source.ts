import type { CaseKind } from '../knowledge/office.ts';
import type { CaseStatus } from '../legal-case/case-status.ts';
import type { Client } from '../legal-case/client.ts';
import type { Deadline } from '../legal-case/deadline.ts';
import type { MediationResult } from '../legal-case/legal-case.ts';
import type { ServiceKind } from '../legal-case/service-record.ts';
import type { Period } from './period.ts';

/** Clients of one kind that were registered when the period ended, and how many of them a firm advised on its last day. */
export interface CoverageCount {
  readonly kind: Client['kind'];
  readonly clients: number;
  readonly advised: number;
}

/** A firm and the clients it advised on the last day of the period. */
export interface FirmCount {
  readonly firm: string;
  readonly clients: number;
}

/** A case opened in the period, as it stands now: no person, no words, no number. */
export interface ReportedCase {
  readonly kind: CaseKind;
  readonly status: CaseStatus;
  /** The desk that has it now. */
  readonly desk: string;
  readonly deskIsFirm: boolean;
  /** The client's street; null for a resident and for a client without one. */
  readonly street: string | null;
  readonly openedAt: Date;
  /** Whether a desk has ever accepted it (受理). */
  readonly accepted: boolean;
  /** Whether it has ever been answered (答复). */
  readonly answered: boolean;
  readonly rating: number | null;
  readonly result: MediationResult | null;
  /** Yuan. */
  readonly amount: number | null;
  readonly deadlines: readonly Deadline[];
}

/** How often something was done to the cases opened in the period, up to now. */
export interface DeedCounts {
  /** 转派 */
  readonly transferred: number;
  /** 回避 */
  readonly recused: number;
  /** 退回补正 */
  readonly askedBack: number;
  /** 重开: a closed case opened again by a word of its requester. */
  readonly reopened: number;
}

/** Services (服务记录) of one kind and desk. */
export interface ServiceCount {
  readonly kind: ServiceKind;
  readonly desk: string;
  readonly count: number;
  readonly reached: number;
}

/** Risk warnings to many (群发提示), and what became of their messages. */
export interface WarningCounts {
  readonly count: number;
  readonly recipients: number;
  readonly sent: number;
  readonly waiting: number;
  readonly failed: number;
}

/** Questions asked in the period by how they ended, and what people said of the answers. */
export interface QuestionCounts {
  readonly outcomes: readonly { readonly outcome: string; readonly count: number }[];
  readonly useful: number;
  readonly notUseful: number;
}

/** Where the figures come from. Everything is counted, nothing names a person. */
export interface ReportSource {
  coverage(period: Period): Promise<readonly CoverageCount[]>;
  /** Firms that take clients or have any. */
  clientsOfFirms(period: Period): Promise<readonly FirmCount[]>;
  openedCases(period: Period): Promise<readonly ReportedCase[]>;
  deeds(period: Period): Promise<DeedCounts>;
  services(period: Period): Promise<readonly ServiceCount[]>;
  warnings(period: Period): Promise<WarningCounts>;
  /** Steps of a case or a dialogue are no questions. */
  questions(period: Period): Promise<QuestionCounts>;
  /** The deadlines of each case that is neither closed nor withdrawn. */
  waitingCases(): Promise<readonly (readonly Deadline[])[]>;
  /** Messages that were given up and not sent again. */
  undelivered(): Promise<number>;
}
