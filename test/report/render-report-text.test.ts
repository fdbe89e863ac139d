import { describe, expect, it } from 'vitest';
import { renderReportText } from '../../src/report/render-report-text.ts';
import { widthOf } from '../../src/report/text-table.ts';
import { BUSY_YEAR, reportedCase, reportOn } from './sample-source.ts';

describe('renderReportText', () => {
  it('says so when nothing happened, and still shows who is served', async () => {
    const text = renderReportText(await reportOn({ coverage: [{ kind: '企业', clients: 10, advised: 9 }] }));
    expect(text).toContain('这段时间什么都没有发生');
    expect(text).toMatch(/服务对象\s+全部\s+10\s+9\s+90\.00%/);
    expect(text).not.toContain('【案件】');
  });

  it('says of each topic when it is empty', async () => {
    const text = renderReportText(await reportOn({ cases: [reportedCase()] }));
    expect(text).toContain('【调解】这段时间没有受理调解');
    expect(text).toContain('【咨询】这段时间没有人提问');
    expect(text).toMatch(/登记\s+全部\s+1\n/);
    expect(text).not.toContain('什么都没有发生');
  });

  it('says when the period is not over', async () => {
    const text = renderReportText(await reportOn(BUSY_YEAR));
    expect(text).toContain('生成于 2026-11-25 10:00（北京时间），期间还没有结束');
  });

  it('fits into 80 columns', async () => {
    const lines = renderReportText(await reportOn(BUSY_YEAR)).split('\n');
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(80);
    expect(lines.some((line) => line.includes('道路交通事故人民调解委员会'))).toBe(true);
  });
});
