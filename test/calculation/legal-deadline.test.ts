import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CalculationInputError } from '../../src/calculation/calculation-input-error.ts';
import { addDays, addMonths } from '../../src/calculation/calendar-day.ts';
import { divorceWindow, divorceWindowBeforeHolidays } from '../../src/calculation/divorce-cooling-off.ts';
import {
  DEADLINE_KINDS,
  type DeadlineKind,
  deadlineBeforeHolidays,
  deadlineRule,
  legalDeadline,
} from '../../src/calculation/legal-deadline.ts';
import { UnknownYearError, WorkdayCalendar, type YearPlan } from '../../src/calculation/workday-calendar.ts';

const calendar = new WorkdayCalendar();
/** Any year can be asked when none has holidays; weekends still move the last day. */
const plans = Array.from({ length: 300 }, (_, index): YearPlan => ({ year: 1900 + index, off: [], work: [] }));
const weekendsOnly = new WorkdayCalendar(plans);
const kind = fc.constantFrom<DeadlineKind>(...DEADLINE_KINDS);
const dayFrom = (first: string, count: number) => fc.nat(count).map((later) => addDays(first, later));

describe('legalDeadline', () => {
  it('says the rule, the steps and where they stand', () => {
    expect(legalDeadline('行政复议', '2026-09-01', calendar)).toEqual({
      kind: '行政复议',
      startDay: '2026-09-02',
      lastDay: '2026-11-02',
      rule: '对行政机关的决定不服，要在知道后60天内申请行政复议。',
      basis: [
        { law: '行政复议法', articles: ['第20条', '第88条'] },
        { law: '民事诉讼法', articles: ['第85条'] },
      ],
      working: ['知道这个行政行为那天（2026年9月1日）不算，从9月2日开始数', '第60天是10月31日，星期六，顺延到下一个工作日11月2日'],
      notes: expect.arrayContaining(['别的法律写了比60天更长的，按更长的算。']),
    });
  });

  it.each<[DeadlineKind, string, string]>([
    ['上诉判决', '2026-12-01', '第15天是12月16日，星期三，是工作日，不用顺延'],
    ['上诉判决', '2026-09-16', '第15天是10月1日，星期四，放假，顺延到下一个工作日10月8日'],
    ['上诉判决', '2026-09-25', '第15天是10月10日，星期六，调休要上班，不用顺延'],
    ['行政诉讼', '2026-03-15', '6个月后的同一天是9月15日，星期二，是工作日，不用顺延'],
    ['行政诉讼', '2025-08-31', '6个月后的那个月没有31日，到月底为止，是2026年2月28日，星期六，调休要上班，不用顺延'],
    ['处罚听证申请', '2026-09-28', '只数工作日，周末和放假的日子跳过，第5个工作日是10月10日，星期六'],
  ])('says the last step of %s from %s', (of, from, step) => {
    expect(legalDeadline(of, from, calendar).working.at(-1)).toBe(step);
  });

  it('moves the end of February 2027 once its holidays are known, and refuses to guess before', () => {
    const knowing = new WorkdayCalendar([{ year: 2027, off: ['2027-03-01'], work: [] }]);
    expect(legalDeadline('行政诉讼', '2026-08-31', knowing).lastDay).toBe('2027-03-02');
    expect(() => legalDeadline('行政诉讼', '2026-08-31', calendar)).toThrow(UnknownYearError);
    expect(() => legalDeadline('行政诉讼', '2026-08-31', calendar)).toThrow(/2027.*机构\/工作时间\.yaml/);
    expect(deadlineBeforeHolidays('行政诉讼', '2026-08-31')).toBe('2027-02-28');
  });

  it('refuses to count working days into an unknown year', () => {
    expect(legalDeadline('信息公开答复', '2026-12-03', calendar).lastDay).toBe('2026-12-31');
    expect(() => legalDeadline('信息公开答复', '2026-12-04', calendar)).toThrow(UnknownYearError);
    expect(deadlineBeforeHolidays('信息公开答复', '2026-12-04')).toBeNull();
  });

  it('refuses a day that does not exist', () => {
    expect(() => legalDeadline('行政复议', '2026-02-30', calendar)).toThrow(CalculationInputError);
    expect(() => deadlineBeforeHolidays('行政复议', '2026-02-30')).toThrow(CalculationInputError);
  });

  it('never ends earlier for a later event, with the real holidays', () => {
    const short = DEADLINE_KINDS.filter((of) => !['诉讼时效', '诉讼时效最长', '撤销合同最长', '申请执行'].includes(of));
    fc.assert(
      fc.property(fc.constantFrom(...short), dayFrom('2004-01-01', 7_800), fc.nat(40), (of, from, later) => {
        expect(legalDeadline(of, addDays(from, later), calendar).lastDay >= legalDeadline(of, from, calendar).lastDay).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('ends on a working day, no earlier than without holidays, and starts the day after', () => {
    fc.assert(
      fc.property(kind, dayFrom('1950-01-01', 70_000), (of, from) => {
        const { startDay, lastDay, working } = legalDeadline(of, from, weekendsOnly);
        const unshifted = deadlineBeforeHolidays(of, from);
        expect(startDay).toBe(addDays(from, 1));
        expect(weekendsOnly.isWorkday(lastDay)).toBe(true);
        expect(working).toHaveLength(2);
        if (unshifted !== null) {
          expect(lastDay >= unshifted && lastDay <= addDays(unshifted, 2)).toBe(true);
          expect(lastDay === unshifted).toBe(weekendsOnly.isWorkday(unshifted));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has exactly as many working days up to the last as the law gives', () => {
    fc.assert(
      fc.property(dayFrom('2004-01-01', 8_000), (from) => {
        const { startDay, lastDay } = legalDeadline('信息公开答复', from, calendar);
        let worked = 0;
        for (let day = startDay; day <= lastDay; day = addDays(day, 1)) worked += calendar.isWorkday(day) ? 1 : 0;
        expect(worked).toBe(20);
      }),
    );
  });
});

describe('divorceWindow', () => {
  it('says when the office is closed on the first day', () => {
    const window = divorceWindow('2026-01-07', calendar);
    expect(window).toMatchObject({ lastCoolingDay: '2026-02-06', firstDay: '2026-02-07' });
    expect(window.working.at(-1)).toBe('2026年2月7日放假，登记处上班后才能去领');
    expect(window.working[0]).toBe('登记处收到离婚申请那天（2026年1月7日）不算，从1月8日开始数');
    expect(divorceWindow('2026-01-05', calendar).working).toHaveLength(4);
  });

  it('opens the day after the thinking ends and stays open 30 to 40 days', () => {
    fc.assert(
      fc.property(dayFrom('2004-01-01', 8_200), (received) => {
        const { lastCoolingDay, firstDay, lastDay } = divorceWindow(received, calendar);
        expect(lastCoolingDay >= addDays(received, 30)).toBe(true);
        expect(firstDay).toBe(addDays(lastCoolingDay, 1));
        expect(lastDay >= addDays(lastCoolingDay, 30) && lastDay <= addDays(lastCoolingDay, 40)).toBe(true);
      }),
    );
  });

  it('is known for every year before holidays move it, and then never later', () => {
    expect(divorceWindowBeforeHolidays('2026-11-03')).toEqual({ firstDay: '2026-12-04', lastDay: '2027-01-02' });
    fc.assert(
      fc.property(dayFrom('2004-01-01', 8_200), (received) => {
        const before = divorceWindowBeforeHolidays(received);
        const { firstDay, lastDay } = divorceWindow(received, calendar);
        expect(before.firstDay <= firstDay && before.lastDay <= lastDay).toBe(true);
      }),
    );
  });

  it('refuses an unknown year', () => {
    expect(() => divorceWindow('2026-11-24', calendar)).toThrow(UnknownYearError);
  });
});

describe('the rules', () => {
  const { laws } = parse(readFileSync('knowledge/词典/法律目录.yaml', 'utf8')) as { laws: { short: string; articles: number }[] };
  const lastArticle = new Map(laws.map(({ short, articles }) => [short, articles]));

  it.each(DEADLINE_KINDS)('%s stands in laws of the catalogue and names its own period', (of) => {
    const { basis, counting, rule, from, period } = deadlineRule(of);
    for (const { law, articles } of [basis, ...counting]) {
      for (const article of articles) expect(Number(/^第(\d+)条$/.exec(article)?.[1])).toBeLessThanOrEqual(lastArticle.get(law) ?? 0);
    }
    expect(basis.articles).toHaveLength(1);
    expect(rule).toContain(`${period.count}${{ 日: '天', 工作日: '个工作日', 月: '个月', 年: '年' }[period.unit]}`);
    expect(from).not.toMatch(/那天|之日|。/);
  });

  it('count months to the same day a year of months later', () => {
    expect(deadlineBeforeHolidays('劳动仲裁', '2031-05-06')).toBe(addMonths('2031-05-06', 12));
    expect(deadlineBeforeHolidays('诉讼时效最长', '2026-11-24')).toBe('2046-11-24');
  });
});
