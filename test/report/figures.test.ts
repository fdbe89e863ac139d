import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASE_KINDS } from '../../src/knowledge/office.ts';
import { CASE_STATUSES } from '../../src/legal-case/case-status.ts';
import { caseFigures, reviewFigures } from '../../src/report/case-figures.ts';
import type { NamedCount } from '../../src/report/count-by.ts';
import { coverageFigures } from '../../src/report/coverage-figures.ts';
import { questionFigures } from '../../src/report/question-figures.ts';
import { ratingFigures } from '../../src/report/rating-figures.ts';
import { serviceFigures } from '../../src/report/service-figures.ts';
import { period, reportedCase } from './sample-source.ts';

const NO_DEEDS = { transferred: 0, recused: 0, askedBack: 0, reopened: 0 };
const NO_WARNINGS = { count: 0, recipients: 0, sent: 0, waiting: 0, failed: 0 };
const YEAR = period('2026-01-01', '2026-03-31');
const sum = (counts: readonly NamedCount[]) => counts.reduce((total, { count }) => total + count, 0);

describe('coverageFigures', () => {
  it('has every kind and the whole, with rates', () => {
    const counts = [
      { kind: '企业' as const, clients: 3, advised: 1 },
      { kind: '部门' as const, clients: 1, advised: 1 },
    ];
    expect(coverageFigures(counts, [])).toEqual({
      total: { clients: 4, advised: 2, rate: 50 },
      byKind: [
        { kind: '企业', clients: 3, advised: 1, rate: 33.33 },
        { kind: '个体工商户', clients: 0, advised: 0, rate: null },
        { kind: '部门', clients: 1, advised: 1, rate: 100 },
      ],
      firms: [],
    });
  });
});

describe('caseFigures', () => {
  it('puts residents behind the streets, and names months and statuses without cases', () => {
    const cases = [
      reportedCase({ street: null }),
      reportedCase({ street: '示例一街道', desk: '甲所', deskIsFirm: true, status: '已撤回' }),
      reportedCase({ openedAt: new Date('2026-01-31T16:00:00Z') }),
    ];
    const figures = caseFigures(cases, { ...NO_DEEDS, reopened: 2 }, YEAR);
    expect(figures.byStreet).toEqual([
      { name: '示例一街道', count: 1 },
      { name: '居民', count: 2 },
    ]);
    expect(figures.byMonth).toEqual([
      { name: '2026-01', count: 0 },
      { name: '2026-02', count: 1 },
      { name: '2026-03', count: 2 },
    ]);
    expect(figures.byFirm).toEqual([{ name: '甲所', count: 1 }]);
    expect(figures.byOffice).toEqual([{ name: '值班律师', count: 2 }]);
    expect(figures.byStatus).toContainEqual({ name: '待协调', count: 0 });
    expect(figures).toMatchObject({ opened: 3, withdrawn: 1, reopened: 2 });
  });

  it('has groups that each add up to all cases', () => {
    const anyCase = fc.record({
      kind: fc.constantFrom(...CASE_KINDS),
      status: fc.constantFrom(...CASE_STATUSES),
      deskIsFirm: fc.boolean(),
      street: fc.constantFrom(null, '示例一街道', '示例二街道'),
      openedAt: fc.date({ min: YEAR.start, max: new Date(YEAR.end.getTime() - 1), noInvalidDate: true }),
    });
    fc.assert(
      fc.property(fc.array(anyCase, { maxLength: 30 }), (given) => {
        const { opened, byKind, byFirm, byOffice, byStreet, byMonth, byStatus } = caseFigures(given.map(reportedCase), NO_DEEDS, YEAR);
        for (const group of [byKind, [...byFirm, ...byOffice], byStreet, byMonth, byStatus]) expect(sum(group)).toBe(opened);
        expect(byMonth).toHaveLength(3);
      }),
    );
  });
});

describe('reviewFigures', () => {
  it('counts the three kinds, opened and answered', () => {
    const cases = [
      reportedCase({ kind: '合同审查', answered: true }),
      reportedCase({ kind: '合同审查' }),
      reportedCase({ kind: '调解', answered: true }),
    ];
    expect(reviewFigures(cases)).toEqual([
      { kind: '合法性审查', opened: 0, answered: 0 },
      { kind: '合同审查', opened: 2, answered: 1 },
      { kind: '复议引导', opened: 0, answered: 0 },
    ]);
  });
});

describe('ratingFigures', () => {
  it('counts ratings, their average and the low ones, by desk', () => {
    const cases = [5, 4, 2, null, 1].map((rating, index) => reportedCase({ rating, desk: index < 2 ? '甲所' : '乙所' }));
    expect(ratingFigures(cases)).toEqual({
      overall: { count: 4, average: 3, distribution: [1, 1, 0, 1, 1], low: 2 },
      byDesk: [
        { desk: '甲所', count: 2, average: 4.5, distribution: [0, 0, 0, 1, 1], low: 0 },
        { desk: '乙所', count: 2, average: 1.5, distribution: [1, 1, 0, 0, 0], low: 2 },
      ],
    });
    expect(ratingFigures([reportedCase()]).overall).toMatchObject({ count: 0, average: null });
  });
});

describe('serviceFigures', () => {
  it('adds up by kind and over all', () => {
    const counts = [
      { kind: '讲座' as const, desk: '乙所', count: 1, reached: 100 },
      { kind: '讲座' as const, desk: '甲所', count: 2, reached: 30 },
      { kind: '走访' as const, desk: '甲所', count: 4, reached: 4 },
    ];
    const { count, reached, byKind } = serviceFigures(counts, NO_WARNINGS);
    expect({ count, reached }).toEqual({ count: 7, reached: 134 });
    expect(byKind[1]).toMatchObject({ kind: '讲座', count: 3, reached: 130, byDesk: [{ desk: '甲所' }, { desk: '乙所' }] });
    expect(byKind[4]).toEqual({ kind: '资料', count: 0, reached: 0, byDesk: [] });
  });
});

describe('questionFigures', () => {
  it('names the outcomes and keeps one that is not known here', () => {
    const figures = questionFigures({
      outcomes: [
        { outcome: 'answered', count: 2 },
        { outcome: 'something-new', count: 1 },
      ],
      useful: 3,
      notUseful: 1,
    });
    expect(figures).toMatchObject({ asked: 3, usefulShare: 75, notUsefulShare: 25 });
    expect(figures.outcomes).toContainEqual({ name: '已回答', count: 2, share: 66.67 });
    expect(figures.outcomes).toContainEqual({ name: '系统出错', count: 0, share: 0 });
    expect(figures.outcomes).toContainEqual({ name: 'something-new', count: 1, share: 33.33 });
  });
});
