import { describe, expect, it } from 'vitest';
import { countMediations, mediationFigures } from '../../src/report/mediation-figures.ts';
import type { ReportedCase } from '../../src/report/report-source.ts';
import { reportedCase } from './sample-source.ts';

/** What the district reported for 2020. */
const REPORT_OF_2020 = { accepted: 22_147, succeeded: 19_866, rate: 89.7, amountInTenThousands: 3012.04 };

const mediation = (given: Partial<ReportedCase> = {}) => reportedCase({ kind: '调解', ...given });

describe('mediation of 2020', () => {
  it('comes to 89.70% and 3,012.04 万元 from the counts', () => {
    expect(mediationFigures({ accepted: 22_147, succeeded: 19_866, amount: 30_120_400 })).toEqual(REPORT_OF_2020);
  });

  it('comes to the same from 22,147 cases with sums in fen', () => {
    const each = 1516.17;
    const last = 30_120_400 - 19_865 * each;
    const cases = Array.from({ length: 22_147 }, (_, index) => {
      if (index >= 19_866) return mediation({ result: '不成', amount: 5000 });
      return mediation({ result: '成功', amount: index === 0 ? Number(last.toFixed(2)) : each });
    });
    expect(countMediations(cases)).toEqual({ accepted: 22_147, succeeded: 19_866, amount: 30_120_400 });
    expect(mediationFigures(countMediations(cases))).toEqual(REPORT_OF_2020);
  });
});

describe('countMediations', () => {
  it('counts what a desk accepted and nobody withdrew', () => {
    const cases = [
      mediation({ result: '成功', amount: 0.01 }),
      mediation({ result: '成功', amount: 0.14 }),
      mediation({ result: '成功', amount: null }),
      mediation({ result: '不成', amount: 100 }),
      mediation(),
      mediation({ accepted: false, status: '已转办' }),
      mediation({ status: '已撤回' }),
      reportedCase({ result: '成功', amount: 7 }),
    ];
    expect(countMediations(cases)).toEqual({ accepted: 5, succeeded: 3, amount: 0.15 });
  });

  it('has no rate where nothing was accepted', () => {
    expect(mediationFigures(countMediations([]))).toEqual({ accepted: 0, succeeded: 0, rate: null, amountInTenThousands: 0 });
  });
});
