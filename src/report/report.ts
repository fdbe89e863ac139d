import type { DeadlinePolicy } from '../legal-case/deadline.ts';
import { type CaseFigures, caseFigures, type ReviewFigure, reviewFigures } from './case-figures.ts';
import { type CoverageFigures, coverageFigures } from './coverage-figures.ts';
import { countMediations, type MediationFigures, mediationFigures } from './mediation-figures.ts';
import type { Period } from './period.ts';
import { type QuestionFigures, questionFigures } from './question-figures.ts';
import { type RatingFigures, ratingFigures } from './rating-figures.ts';
import type { ReportSource } from './report-source.ts';
import { type ServiceFigures, serviceFigures } from './service-figures.ts';
import { type TimeFigures, timeFigures } from './time-figures.ts';

/** The figures a district justice bureau reports each year (年度数据), by topic. No person, no words of anybody. */
export interface AnnualReport {
  /** YYYY-MM-DD, both days counted. */
  readonly from: string;
  readonly to: string;
  /** When it was made: cases are counted as they stood then. */
  readonly madeAt: Date;
  /** Whether the period was over by then; otherwise the figures will still change. */
  readonly complete: boolean;
  readonly coverage: CoverageFigures;
  readonly cases: CaseFigures;
  readonly times: TimeFigures;
  readonly ratings: RatingFigures;
  readonly mediation: MediationFigures;
  readonly reviews: readonly ReviewFigure[];
  readonly services: ServiceFigures;
  readonly questions: QuestionFigures;
}

/** Reads what happened in the period and works the figures out. For a report that agrees with itself the source reads one snapshot. */
export async function compileReport(source: ReportSource, period: Period, policy: DeadlinePolicy, now: Date): Promise<AnnualReport> {
  const cases = await source.openedCases(period);
  return {
    from: period.from,
    to: period.to,
    madeAt: now,
    complete: now >= period.end,
    coverage: coverageFigures(await source.coverage(period), await source.clientsOfFirms(period)),
    cases: caseFigures(cases, await source.deeds(period), period),
    times: timeFigures(cases, now, policy),
    ratings: ratingFigures(cases),
    mediation: mediationFigures(countMediations(cases)),
    reviews: reviewFigures(cases),
    services: serviceFigures(await source.services(period), await source.warnings(period)),
    questions: questionFigures(await source.questions(period)),
  };
}
