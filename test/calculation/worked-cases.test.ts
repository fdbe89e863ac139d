import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { courtApplicationFee } from '../../src/calculation/court-application-fee.ts';
import { courtFee } from '../../src/calculation/court-fee.ts';
import { divorceWindow } from '../../src/calculation/divorce-cooling-off.ts';
import { interestCap } from '../../src/calculation/interest-cap.ts';
import type { LegalBasis } from '../../src/calculation/legal-basis.ts';
import { DEADLINE_KINDS, legalDeadline } from '../../src/calculation/legal-deadline.ts';
import { LPR_FILE, NO_LPR } from '../../src/calculation/lpr-table.ts';
import { severance } from '../../src/calculation/severance.ts';
import { successionShares } from '../../src/calculation/succession-shares.ts';
import { disabilityBenefit } from '../../src/calculation/work-injury.ts';
import { WorkdayCalendar } from '../../src/calculation/workday-calendar.ts';
import { readLpr } from '../../src/knowledge/read-lpr.ts';
import { WORKED_DEADLINES, WORKED_DIVORCES } from './worked-deadlines.ts';
import { NOBODY, WORKED_SUCCESSIONS } from './worked-successions.ts';
import { WORKED_APPLICATION_FEES, WORKED_COURT_FEES, WORKED_DISABILITIES, WORKED_INTEREST, WORKED_SEVERANCES } from './worked-sums.ts';

const calendar = new WorkdayCalendar();
const lpr = readLpr(LPR_FILE, readFileSync('knowledge/计算/LPR.yaml', 'utf8')).lpr ?? NO_LPR;
const named = (basis: readonly LegalBasis[]) => basis.flatMap(({ law, articles }) => articles.map((article) => law + article));

describe('cases worked by hand', () => {
  it.each(WORKED_DEADLINES)('%s from %s ends on %s (%s: %s)', (kind, from, lastDay, article) => {
    const deadline = legalDeadline(kind, from, calendar);
    expect(deadline.lastDay).toBe(lastDay);
    expect(named(deadline.basis)[0]).toBe(article);
  });

  it('hold every kind of deadline', () => {
    expect(new Set(WORKED_DEADLINES.map(([kind]) => kind))).toEqual(new Set(DEADLINE_KINDS));
  });

  it.each(WORKED_DIVORCES)(
    'a divorce received on %s can be withdrawn until %s and collected from %s to %s',
    (day, cooling, first, last) => {
      const window = divorceWindow(day, calendar);
      expect(window).toMatchObject({ lastCoolingDay: cooling, firstDay: first, lastDay: last });
      expect(named(window.basis)).toContain('民法典第1077条');
    },
  );

  it.each(WORKED_COURT_FEES)('a case %j halved for %j costs %d to %d yuan', (courtCase, halvedFor, lowest, highest) => {
    const fee = courtFee(courtCase, halvedFor);
    expect(fee).toMatchObject({ lowest, highest });
    expect(named(fee.basis)).toContain('诉讼费用交纳办法第13条');
  });

  it.each(WORKED_APPLICATION_FEES)('an application %j costs %d to %d yuan', (application, lowest, highest) => {
    const fee = courtApplicationFee(application);
    expect(fee).toMatchObject({ lowest, highest });
    expect(named(fee.basis)).toEqual(['诉讼费用交纳办法第14条']);
  });

  it.each(WORKED_SEVERANCES)(
    '%s after %j with %d (last %j, city %j, minimum %j) is %d months, %d yuan (%s)',
    (ground, days, averageWage, lastMonthWage, localAverageWage, localMinimumWage, months, amount, article) => {
      const [startDay, endDay] = days;
      const due = severance({ ground, startDay, endDay, averageWage, lastMonthWage, localAverageWage, localMinimumWage });
      expect(due).toMatchObject({ months, amount });
      expect(named(due.basis)).toContain(article);
    },
  );

  it.each(WORKED_INTEREST)(
    'a loan of %s over %d yuan for %d days bears %d%% and %d yuan at most',
    (contractDay, principal, days, capRate, most) => {
      expect(interestCap({ contractDay, principal, term: { count: days, unit: '天' } }, lpr)).toMatchObject({
        capRate,
        highestInterest: most,
      });
    },
  );

  it.each(WORKED_DISABILITIES)(
    'grade %d with %d (district %d, minimum %d) is %d yuan at once and %j a month',
    (grade, ownWage, localAverageWage, localMinimumWage, lumpSum, allowance) => {
      const benefit = disabilityBenefit({ grade, ownWage, localAverageWage, localMinimumWage });
      expect(benefit).toMatchObject({ lumpSum, allowance, unknown: [] });
      expect(named(benefit.basis)).toContain(`工伤保险条例第${grade <= 4 ? 35 : grade <= 6 ? 36 : 37}条`);
    },
  );

  it.each(WORKED_SUCCESSIONS)('divides an estate among %s', (_, family, shares, article) => {
    const { heirs, basis } = successionShares({ ...NOBODY, ...family }, null);
    expect(heirs.map(({ share }) => `${share.numerator}/${share.denominator}`)).toEqual(shares);
    expect(named(basis)).toContain(`民法典${article}`);
  });
});
