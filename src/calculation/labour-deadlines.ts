import type { DeadlineRule } from './deadline-rule.ts';
import { cite } from './legal-basis.ts';

const BY_DAYS = [cite('民法典', 201, 203)];
const BY_YEARS = [cite('民法典', 201, 202, 203)];
const INTERRUPTED = '期间里向单位讨过、向有关部门投诉过、或者单位答应过，就从那时起重新数1年。';
const SILENT = '条例没写最后一天遇到放假怎么办，这里照民法典顺延；稳妥起见，请在顺延之前办。';

/** Deadlines of workers and employers: arbitration, suits after it, recognition of work injuries. Laws as of 2026-11-24. */
export const LABOUR_DEADLINES = {
  劳动仲裁: {
    period: { count: 1, unit: '年' },
    from: '知道权利受到侵害',
    rule: '劳动争议要在知道或者应当知道吃亏后1年内申请仲裁。',
    basis: cite('劳动争议调解仲裁法', 27),
    counting: BY_YEARS,
    notes: [INTERRUPTED, '还在单位上班时讨欠薪的，不受这1年限制。', '因为不可抗力等正当理由不能申请的，暂停不数，原因没了接着数。'],
  },
  离职后讨薪仲裁: {
    period: { count: 1, unit: '年' },
    from: '劳动关系结束',
    rule: '讨被拖欠的工资，离开单位后1年内要申请仲裁。',
    basis: cite('劳动争议调解仲裁法', 27),
    counting: BY_YEARS,
    notes: [INTERRUPTED],
  },
  不服劳动裁决起诉: {
    period: { count: 15, unit: '日' },
    from: '收到裁决书',
    rule: '对劳动仲裁裁决不服，要在收到裁决书后15天内到法院起诉。',
    basis: cite('劳动争议调解仲裁法', 50),
    counting: [cite('民事诉讼法', 85)],
    notes: [
      '到期不起诉，裁决就生效。',
      '终局裁决（小额讨薪等）劳动者照样可以在15天内起诉（第48条）；单位不能起诉，只能30天内向中级法院申请撤销（第49条）。',
    ],
  },
  单位申请工伤认定: {
    period: { count: 30, unit: '日' },
    from: '出事故或者被诊断、鉴定为职业病',
    rule: '单位要在出事或者确诊职业病后30天内申请工伤认定。',
    basis: cite('工伤保险条例', 17),
    counting: BY_DAYS,
    notes: ['有特殊情况的，社保行政部门同意后可以延长。', '单位没按时申请的，这段时间的工伤待遇由单位出。', SILENT],
  },
  本人申请工伤认定: {
    period: { count: 1, unit: '年' },
    from: '出事故或者被诊断、鉴定为职业病',
    rule: '单位没申请的，本人、近亲属或者工会1年内可以自己去申请工伤认定。',
    basis: cite('工伤保险条例', 17),
    counting: BY_YEARS,
    notes: [SILENT],
  },
} as const satisfies Readonly<Record<string, DeadlineRule>>;
