import type { ReviewFigure } from './case-figures.ts';
import { DEFINITIONS as HOW } from './definitions.ts';
import type { MediationFigures } from './mediation-figures.ts';
import type { RatingFigure, RatingFigures } from './rating-figures.ts';
import { count, countOrNothing, decimal, percent, type ReportSheet, type SheetRow } from './report-sheet.ts';
import type { TargetFigures, TimeFigure, TimeFigures } from './time-figures.ts';

/** How fast cases were handled (时效); `opened` is how many there were. */
export function layOutTimes({ firstResponse, answer }: TimeFigures, opened: number): ReportSheet {
  return {
    name: '时效',
    headings: ['时限', '承办单位', '按时', '超时', '未计入', '按时率', '中位数/分', 'P90/分'],
    rows: [...timeRows('首次响应', firstResponse, HOW.firstResponse), ...timeRows('答复', answer, HOW.answer)],
    nothing: opened === 0 ? '这段时间没有登记案件' : null,
  };
}

function timeRows(target: string, { overall, byDesk }: TargetFigures, definition: string): SheetRow[] {
  const row = (desk: string, figure: TimeFigure, how: string): SheetRow => {
    const counts = [count(figure.onTime), count(figure.late), count(figure.notCounted), percent(figure.rate)];
    return { cells: [target, desk, ...counts, countOrNothing(figure.median), countOrNothing(figure.p90)], definition: how };
  };
  return [row('全部', overall, definition), ...byDesk.map((figure) => row(figure.desk, figure, HOW.timesByDesk))];
}

/** What requesters thought of it (评价). */
export function layOutRatings({ overall, byDesk }: RatingFigures): ReportSheet {
  const row = (desk: string, figure: RatingFigure, definition: string): SheetRow => ({
    cells: [desk, count(figure.count), decimal(figure.average), ...figure.distribution.map(count), count(figure.low)],
    definition,
  });
  return {
    name: '评价',
    headings: ['承办单位', '评价数', '平均分', '1分', '2分', '3分', '4分', '5分', '低分'],
    rows: [row('全部', overall, HOW.ratings), ...byDesk.map((figure) => row(figure.desk, figure, HOW.ratingsByDesk))],
    nothing: overall.count === 0 ? '这段时间登记的案件还没有评价' : null,
  };
}

/** Mediation (调解). */
export function layOutMediation({ accepted, succeeded, rate, amountInTenThousands }: MediationFigures): ReportSheet {
  return {
    name: '调解',
    headings: ['项目', '数值', '单位'],
    rows: [
      { cells: ['受理', count(accepted), '件'], definition: HOW.mediationAccepted },
      { cells: ['调解成功', count(succeeded), '件'], definition: HOW.mediationSucceeded },
      { cells: ['成功率', percent(rate), ''], definition: HOW.mediationRate },
      { cells: ['涉案金额', decimal(amountInTenThousands), '万元'], definition: HOW.mediationAmount },
    ],
    nothing: accepted === 0 ? '这段时间没有受理调解' : null,
  };
}

/** Reviews and guidance to reconsideration (审查与复议). */
export function layOutReviews(figures: readonly ReviewFigure[]): ReportSheet {
  return {
    name: '审查与复议',
    headings: ['类别', '登记', '已答复'],
    rows: figures.map(({ kind, opened, answered }) => ({ cells: [kind, count(opened), count(answered)], definition: HOW.reviews })),
    nothing: figures.every(({ opened }) => opened === 0) ? '这段时间没有审查和复议引导' : null,
  };
}
