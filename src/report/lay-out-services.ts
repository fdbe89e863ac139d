import { DEFINITIONS as HOW } from './definitions.ts';
import type { QuestionFigures } from './question-figures.ts';
import { count, percent, type ReportSheet, type SheetRow } from './report-sheet.ts';
import type { ServiceFigures } from './service-figures.ts';

/** What desks did beside cases (服务) and warnings to many (群发提示). */
export function layOutServices({ count: services, reached, byKind, warnings }: ServiceFigures): ReportSheet {
  const kinds = byKind.flatMap((figure): SheetRow[] => [
    { cells: [figure.kind, '全部', count(figure.count), count(figure.reached)], definition: HOW.services },
    ...figure.byDesk.map(({ desk, count: times, reached: people }) => ({
      cells: [figure.kind, desk, count(times), count(people)],
      definition: HOW.servicesByDesk,
    })),
  ]);
  const message = (name: string, value: number, definition: string): SheetRow => ({
    cells: ['群发提示', name, null, count(value)],
    definition,
  });
  return {
    name: '服务',
    headings: ['项目', '分类', '次数', '人（户）数'],
    rows: [
      { cells: ['全部服务', '全部', count(services), count(reached)], definition: HOW.services },
      ...kinds,
      { cells: ['群发提示', '全部', count(warnings.count), count(warnings.recipients)], definition: HOW.warnings },
      message('已送达', warnings.sent, HOW.warningsSent),
      message('未送达', warnings.failed, HOW.warningsFailed),
      message('等待发送', warnings.waiting, HOW.warningsWaiting),
    ],
    nothing: services === 0 && warnings.count === 0 ? '这段时间没有服务记录和群发提示' : null,
  };
}

/** Questions to the bot (咨询). */
export function layOutQuestions({ asked, outcomes, useful, notUseful, usefulShare, notUsefulShare }: QuestionFigures): ReportSheet {
  return {
    name: '咨询',
    headings: ['项目', '分类', '数量', '占比'],
    rows: [
      { cells: ['提问', '全部', count(asked), null], definition: HOW.asked },
      ...outcomes.map(({ name, count: times, share }) => ({
        cells: ['提问', name, count(times), percent(share)],
        definition: HOW.outcomes,
      })),
      { cells: ['评价', '有用', count(useful), percent(usefulShare)], definition: HOW.feedback },
      { cells: ['评价', '没用', count(notUseful), percent(notUsefulShare)], definition: HOW.feedback },
    ],
    nothing: asked === 0 ? '这段时间没有人提问' : null,
  };
}
