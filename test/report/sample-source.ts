import { DEFAULT_RULES } from '../../src/knowledge/office.ts';
import { type Deadline, policyOf } from '../../src/legal-case/deadline.ts';
import { type Period, readPeriod } from '../../src/report/period.ts';
import { type AnnualReport, compileReport } from '../../src/report/report.ts';
import type { ReportedCase, ReportSource } from '../../src/report/report-source.ts';

/** 08:30–12:00 and 14:00–17:30 on the built-in calendar. */
export const POLICY = policyOf(DEFAULT_RULES);

/** Wednesday, 25 November 2026, 10:00 in China. */
export const NOW = new Date('2026-11-25T02:00:00Z');

/** The period of two typed days that are right. */
export function period(from: string, to: string): Period {
  const reading = readPeriod(from, to);
  if (reading.kind === 'bad') throw new Error(reading.problem);
  return reading.period;
}

/** A case of a resident, accepted and at work, with what the test is about. */
export function reportedCase(given: Partial<ReportedCase> = {}): ReportedCase {
  return {
    kind: '人工咨询',
    status: '办理中',
    desk: '值班律师',
    deskIsFirm: false,
    street: null,
    openedAt: new Date('2026-03-02T01:00:00Z'),
    accepted: true,
    answered: false,
    rating: null,
    result: null,
    amount: null,
    deadlines: [],
    ...given,
  };
}

/** A met first response of 240 minutes, with what the test is about. */
export function deadline(given: Partial<Deadline> = {}): Deadline {
  return { target: 'first-response', minutes: 240, used: 30, since: null, told: [], metAt: '2026-03-02T02:00:00.000Z', ...given };
}

/** What a source gives; nothing where the test says nothing. */
export interface Happened {
  readonly cases?: readonly ReportedCase[];
  readonly coverage?: Awaited<ReturnType<ReportSource['coverage']>>;
  readonly firms?: Awaited<ReturnType<ReportSource['clientsOfFirms']>>;
  readonly deeds?: Awaited<ReturnType<ReportSource['deeds']>>;
  readonly services?: Awaited<ReturnType<ReportSource['services']>>;
  readonly warnings?: Awaited<ReturnType<ReportSource['warnings']>>;
  readonly questions?: Awaited<ReturnType<ReportSource['questions']>>;
}

/** The report of 2026 on what happened. */
export function reportOn(happened: Happened): Promise<AnnualReport> {
  const source: ReportSource = {
    coverage: async () => happened.coverage ?? [],
    clientsOfFirms: async () => happened.firms ?? [],
    openedCases: async () => happened.cases ?? [],
    deeds: async () => happened.deeds ?? { transferred: 0, recused: 0, askedBack: 0, reopened: 0 },
    services: async () => happened.services ?? [],
    warnings: async () => happened.warnings ?? { count: 0, recipients: 0, sent: 0, waiting: 0, failed: 0 },
    questions: async () => happened.questions ?? { outcomes: [], useful: 0, notUseful: 0 },
    waitingCases: async () => [],
    undelivered: async () => 0,
  };
  return compileReport(source, period('2026-01-01', '2026-12-31'), POLICY, NOW);
}

/** A year in which something of everything happened. */
export const BUSY_YEAR: Happened = {
  coverage: [
    { kind: '企业', clients: 34_611, advised: 34_000 },
    { kind: '部门', clients: 53, advised: 53 },
  ],
  firms: [{ firm: '示例甲律师事务所', clients: 34_053 }],
  deeds: { transferred: 3, recused: 1, askedBack: 2, reopened: 4 },
  cases: [
    reportedCase({ desk: '示例甲律师事务所', deskIsFirm: true, street: '示例一街道', rating: 5, deadlines: [deadline()] }),
    reportedCase({ kind: '合同审查', answered: true, rating: 2, deadlines: [deadline({ used: 300 })] }),
    reportedCase({
      kind: '调解',
      desk: '道路交通事故人民调解委员会',
      result: '成功',
      amount: 1_234_567.89,
      deadlines: [deadline({ used: 90 })],
    }),
    reportedCase({ kind: '调解', desk: '道路交通事故人民调解委员会', result: '不成', deadlines: [deadline({ target: 'answer' })] }),
  ],
  services: [{ kind: '讲座', desk: '示例甲律师事务所', count: 2, reached: 1_180 }],
  warnings: { count: 1, recipients: 900, sent: 880, waiting: 5, failed: 15 },
  questions: {
    outcomes: [
      { outcome: 'answered', count: 2_000 },
      { outcome: 'declined', count: 500 },
    ],
    useful: 2,
    notUseful: 1,
  },
};
