import type { DeadlineRule } from './deadline-rule.ts';
import { cite } from './legal-basis.ts';

const BY_DAYS = [cite('民法典', 201, 203)];
const BY_YEARS = [cite('民法典', 201, 202, 203)];
const FIXED = '这个期限不会中止、中断或者延长，过了就没有了。';
const FIVE_YEARS = '从这件事发生起满5年没有撤销的，不管知道不知道，都不能再撤销；两个期限哪个先到按哪个。';
const FIXED_YEARS = [cite('民法典', 199), ...BY_YEARS];

/** Deadlines of the Civil Code and of consumers: limitation, voiding, bequests, returns. Laws as of 2026-11-24. */
export const CIVIL_DEADLINES = {
  诉讼时效: {
    period: { count: 3, unit: '年' },
    from: '知道权利受损和该找谁',
    rule: '一般的民事权利，要在知道受损、知道该找谁后3年内主张。',
    basis: cite('民法典', 188),
    counting: BY_YEARS,
    notes: [
      '别的法律另有规定的，按那部法律。',
      '催要过、对方答应过、起诉或者申请仲裁过，从那时起重新数3年（第195条）。',
      '最后6个月里遇到不可抗力等障碍的，障碍没了再过6个月才到期（第194条）。',
      '分期还的同一笔债，从最后一期到期起数（第189条）。',
    ],
  },
  诉讼时效最长: {
    period: { count: 20, unit: '年' },
    from: '权利受到损害',
    rule: '从受损那天起超过20年的，不管知道不知道，法院一般不再保护。',
    basis: cite('民法典', 188),
    counting: BY_YEARS,
    notes: ['有特殊情况的，可以申请法院延长。', '这20年不会中止、中断。'],
  },
  撤销受胁迫婚姻: {
    period: { count: 1, unit: '年' },
    from: '胁迫停止（被关着的，是恢复自由）',
    rule: '被逼结婚的，要在胁迫停止后1年内请求法院撤销婚姻；被关着的，从恢复自由起数。',
    basis: cite('民法典', 1052),
    counting: FIXED_YEARS,
    notes: [FIXED, '没有5年的最长限制。'],
  },
  撤销隐瞒疾病婚姻: {
    period: { count: 1, unit: '年' },
    from: '知道对方婚前瞒着重大疾病',
    rule: '对方婚前瞒着重大疾病的，要在知道后1年内请求法院撤销婚姻。',
    basis: cite('民法典', 1053),
    counting: FIXED_YEARS,
    notes: [FIXED],
  },
  撤销合同: {
    period: { count: 1, unit: '年' },
    from: '知道可以撤销的事由',
    rule: '被骗签的、显失公平的合同，要在知道后1年内请求撤销。',
    basis: cite('民法典', 152),
    counting: FIXED_YEARS,
    notes: [FIXED, FIVE_YEARS, '知道以后表示不撤销，或者用行动表示不撤销的，就不能再撤销。'],
  },
  撤销重大误解合同: {
    period: { count: 90, unit: '日' },
    from: '知道弄错了',
    rule: '因为重大误解签的合同，要在知道弄错后90天内请求撤销。',
    basis: cite('民法典', 152),
    counting: [cite('民法典', 199), ...BY_DAYS],
    notes: [FIXED, FIVE_YEARS],
  },
  撤销受胁迫合同: {
    period: { count: 1, unit: '年' },
    from: '胁迫停止',
    rule: '被逼签的合同，要在胁迫停止后1年内请求撤销。',
    basis: cite('民法典', 152),
    counting: FIXED_YEARS,
    notes: [FIXED, FIVE_YEARS],
  },
  撤销合同最长: {
    period: { count: 5, unit: '年' },
    from: '合同成立或者行为发生',
    rule: '不管知道不知道，从合同成立起满5年没撤销的，不能再撤销。',
    basis: cite('民法典', 152),
    counting: FIXED_YEARS,
    notes: [FIXED],
  },
  接受遗赠: {
    period: { count: 60, unit: '日' },
    from: '知道有遗赠',
    rule: '别人遗嘱里送您东西，要在知道后60天内表示接受；不出声就当不要。',
    basis: cite('民法典', 1124),
    counting: BY_DAYS,
    notes: ['法定继承人正好相反：遗产处理前没有书面说放弃的，就当接受。'],
  },
  七天无理由退货: {
    period: { count: 7, unit: '日' },
    from: '收到商品',
    rule: '网购、电视购物、电话或者邮购的东西，收到后7天内可以不说理由退货。',
    basis: cite('消费者权益保护法', 25),
    counting: BY_DAYS,
    notes: [
      '定做的、容易坏的鲜货、拆封的音像软件或者在线下载的、报纸期刊，还有下单时确认过不宜退的，不在此列。',
      '东西要完好；运费一般自己出。',
      '最后一天放假顺延是民法典的一般规矩，平台可能按7天关掉入口，最好7天内提出来。',
    ],
  },
} as const satisfies Readonly<Record<string, DeadlineRule>>;
