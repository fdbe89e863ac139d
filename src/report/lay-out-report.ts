import type { CaseFigures } from './case-figures.ts';
import type { NamedCount } from './count-by.ts';
import type { CoverageFigures } from './coverage-figures.ts';
import { DEFINITIONS as HOW } from './definitions.ts';
import { layOutMediation, layOutRatings, layOutReviews, layOutTimes } from './lay-out-handling.ts';
import { layOutQuestions, layOutServices } from './lay-out-services.ts';
import type { AnnualReport } from './report.ts';
import { count, percent, type ReportSheet, type SheetRow } from './report-sheet.ts';

/** The report as sheets, one a topic, in the order in which a bureau reports them. */
export function layOutReport(report: AnnualReport): ReportSheet[] {
  return [
    layOutCoverage(report.coverage),
    layOutCases(report.cases),
    layOutTimes(report.times, report.cases.opened),
    layOutRatings(report.ratings),
    layOutMediation(report.mediation),
    layOutReviews(report.reviews),
    layOutServices(report.services),
    layOutQuestions(report.questions),
  ];
}

function layOutCoverage({ total, byKind, firms }: CoverageFigures): ReportSheet {
  const kinds = [{ kind: '全部', ...total }, ...byKind].map(({ kind, clients, advised, rate }) => ({
    cells: ['服务对象', kind, count(clients), count(advised), percent(rate)],
    definition: HOW.clients,
  }));
  const served = firms.map(({ firm, clients }) => ({
    cells: ['律所服务', firm, count(clients), null, null],
    definition: HOW.firms,
  }));
  return {
    name: '覆盖',
    headings: ['项目', '分类', '户数', '有律所', '覆盖率'],
    rows: [...kinds, ...served],
    nothing: total.clients === 0 && firms.length === 0 ? '还没有登记服务对象和律所' : null,
  };
}

function layOutCases(figures: CaseFigures): ReportSheet {
  const { opened, byKind, byFirm, byOffice, byStreet, byMonth, byStatus } = figures;
  const one = (name: string, value: number, definition: string): SheetRow => ({ cells: [name, '全部', count(value)], definition });
  const each = (name: string, counts: readonly NamedCount[], definition: string): SheetRow[] =>
    counts.map((entry) => ({ cells: [name, entry.name, count(entry.count)], definition }));
  return {
    name: '案件',
    headings: ['项目', '分类', '件（次）数'],
    rows: [
      one('登记', opened, HOW.opened),
      ...each('按类别', byKind, HOW.byKind),
      ...each('按律所', byFirm, HOW.byFirm),
      ...each('按其他单位', byOffice, HOW.byOffice),
      ...each('按街道', byStreet, HOW.byStreet),
      ...each('按月份', byMonth, HOW.byMonth),
      ...each('按现在状态', byStatus, HOW.byStatus),
      one('撤回', figures.withdrawn, HOW.withdrawn),
      one('转派', figures.transferred, HOW.transferred),
      one('回避', figures.recused, HOW.recused),
      one('退回补正', figures.askedBack, HOW.askedBack),
      one('重开', figures.reopened, HOW.reopened),
    ],
    nothing: opened === 0 ? '这段时间没有登记案件' : null,
  };
}
