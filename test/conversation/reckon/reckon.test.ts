import { describe, expect, it } from 'vitest';
import { WorkdayCalendar } from '../../../src/calculation/workday-calendar.ts';
import { renderText } from '../../../src/channel/terminal/render-text.ts';
import { readDay, readYuan } from '../../../src/conversation/reckon/read-day.ts';
import { reckon } from '../../../src/conversation/reckon/reckon.ts';

const TODAY = '2026-11-28';
const calendar = new WorkdayCalendar();
const said = (question: string) => {
  const reply = reckon(question, TODAY, calendar);
  return reply === null ? null : renderText(reply);
};

describe('reckon', () => {
  it.each([
    // 60 days from 2 September are 31 October, a Saturday.
    ['9月1日收到处罚决定,最晚哪天申请复议?', '最晚到 2026-11-02', '《行政复议法》第20条'],
    // 15 days from 21 November are 5 December, a Saturday.
    ['11月20日收到判决书，上诉最晚什么时候截止', '最晚到 2026-12-07', '《民事诉讼法》第171条'],
    ['10月9日收到一审裁定，上诉最晚到哪天', '最晚到 2026-10-19', '《民事诉讼法》第171条'],
    ['昨天签收的快递，七天无理由退货最晚哪天', '最晚到 2026-12-04', '《消费者权益保护法》第25条'],
    ['2026年3月2日受伤，公司没报，公司申请工伤认定最晚几号', '最晚到 2026-04-01', '《工伤保险条例》第17条'],
    ['11月2日交了信息公开申请，最晚哪天答复', '最晚到 2026-11-30', '《政府信息公开条例》第33条'],
    ['诉讼费5万元交多少', '案件受理费 1050 元', '《诉讼费用交纳办法》第13条'],
    ['离婚打官司要交多少钱，房子存款一共60万元', '案件受理费 2050 元到 2300 元', '《诉讼费用交纳办法》第13条'],
    // 3 years and 8 months are 4 months of pay (劳动合同法 47); twice as much where the dismissal was unlawful (87).
    ['我干了3年8个月，月工资8000元，公司违法辞退我赔多少', '大约 64000 元', '《劳动合同法》'],
    ['公司裁员，工作5年，月薪6000，补偿多少', '大约 30000 元', '《劳动合同法》'],
    ['我工作12年，年休假几天', '一年有 10 天', '《职工带薪年休假条例》'],
  ])('%s', (question, result, basis) => {
    const text = said(question) ?? '';
    expect(text).toContain(result);
    expect(text).toContain(basis);
    expect(text).toContain('怎么算的');
  });

  it.each(['离婚财产怎么分', '9月1日收到处罚决定', '最晚哪天申请复议', '诉讼费谁出', '年休假怎么请', '2月30日收到判决书，上诉最晚哪天'])(
    'leaves to others: %s',
    (question) => {
      expect(said(question)).toBeNull();
    },
  );

  it('never guesses the holidays of a year that nobody has announced', () => {
    expect(said('2026年11月20日欠款到期，诉讼时效最晚到哪天')).toContain('最晚到 2029-11-20。那一年的放假安排还没有公布');
    expect(said('2026年12月28日收到听证告知书，最晚哪天申请听证')).toContain('工作日数不准');
  });
});

describe('readDay', () => {
  it.each([
    ['2026年9月1日', '2026-09-01'],
    ['2026-09-01', '2026-09-01'],
    ['9月1号', '2026-09-01'],
    ['12月1日', '2025-12-01'],
    ['昨天', '2026-11-27'],
    ['2月30日', null],
    ['上周', null],
  ])('%s', (text, day) => {
    expect(readDay(text, TODAY)).toBe(day);
  });
});

describe('readYuan', () => {
  it.each([
    ['5万', 50_000],
    ['3.5万元', 35_000],
    ['12,000元', 12_000],
    ['八万', null],
  ])('%s', (text, yuan) => {
    expect(readYuan(text)).toBe(yuan);
  });
});
