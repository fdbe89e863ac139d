import { describe, expect, it } from 'vitest';
import { RECKON_WORDING as WORDS } from '../../../src/conversation/reckon/reckon-wording.ts';
import { converse, said } from './say-reckoned.ts';

describe('reckon', () => {
  it.each([
    // 60 days from 2 September are 31 October, a Saturday.
    ['9月1日收到处罚决定,最晚哪天申请复议?', '最晚到 2026-11-02', '《行政复议法》第20条'],
    ['九月一号收到处罚决定，最晚哪天申请复议', '最晚到 2026-11-02', '《行政复议法》第20条'],
    // 15 days from 21 November are 5 December, a Saturday.
    ['11月20日收到判决书，上诉最晚什么时候截止', '最晚到 2026-12-07', '《民事诉讼法》第171条'],
    ['上周五收到判决书，上诉最晚什么时候截止', '最晚到 2026-12-07', '《民事诉讼法》第171条'],
    ['10月9日收到一审裁定，上诉最晚到哪天', '最晚到 2026-10-19', '《民事诉讼法》第171条'],
    ['昨天签收的快递，七天无理由退货最晚哪天', '最晚到 2026-12-04', '《消费者权益保护法》第25条'],
    ['2026年3月2日受伤，公司没报，公司申请工伤认定最晚几号', '最晚到 2026-04-01', '《工伤保险条例》第17条'],
    ['11月2日交了信息公开申请，最晚哪天答复', '最晚到 2026-11-30', '《政府信息公开条例》第33条'],
    ['诉讼费5万元交多少', '案件受理费 1050 元', '《诉讼费用交纳办法》第13条'],
    ['打官司要五万元，诉讼费多少', '案件受理费 1050 元', '《诉讼费用交纳办法》第13条'],
    ['离婚打官司要交多少钱，房子存款一共60万元', '案件受理费 2050 元到 2300 元', '《诉讼费用交纳办法》第13条'],
    ['收到行政处罚决定是2026年3月31日，最晚哪天可以去法院起诉', '最晚到 2026-09-30', '《行政诉讼法》第46条'],
    ['我工作12年，年休假几天', '一年有 10 天', '《职工带薪年休假条例》'],
    ['工作满二十年，年假多少天', '一年有 15 天', '《职工带薪年休假条例》'],
  ])('%s', (question, result, basis) => {
    const text = said(question);
    expect(text).toContain(result);
    expect(text).toContain(basis);
    expect(text).toContain('怎么算的');
  });

  it.each(['离婚财产怎么分', '9月1日收到处罚决定', '最晚哪天申请复议', '诉讼费谁出', '年休假怎么请', '2月30日收到判决书，上诉最晚哪天'])(
    'leaves to others: %s',
    (question) => {
      expect(said(question)).toBe('');
    },
  );

  it('never guesses the holidays of a year that nobody has announced', () => {
    expect(said('2026年11月20日欠款到期，诉讼时效最晚到哪天')).toContain('最晚到 2029-11-20。那一年的放假安排还没有公布');
    expect(said('2026年11月3日申请的离婚登记，什么时候能领证')).toMatch(
      /^2026-12-04 到 2027-01-02 之间[\s\S]*放假安排还没有公布[\s\S]*依据：《民法典》第1077条/,
    );
    expect(said('2026年12月28日收到听证告知书，最晚哪天申请听证')).toContain('工作日数不准');
  });

  it('can do whatever it offers as an example', () => {
    for (const example of WORDS.examples) expect([example, said(example)]).toEqual([example, expect.stringContaining('依据：')]);
  });

  it('takes only an answer for an answer', () => {
    for (const other of ['去年3月我被公司辞退怎么办', '利息没写怎么算', '我想离婚', '朋友不还钱', '6000块的东西坏了能退吗']) {
      expect(converse('年利率24%超过法律上限吗', other)[1]).toBeNull();
      expect(converse('九级伤残一次性补助金几个月工资', other)[1]).toBeNull();
    }
    expect(converse('离婚财产怎么分', '6000')[1]).toBeNull();
  });

  it('lets a new question be one', () => {
    expect(converse('九级伤残一次性补助金几个月工资', '十级伤残一次性补助金几个月工资')[1]).toContain('是 7 个月的本人工资');
  });
});
