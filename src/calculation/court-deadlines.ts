import type { DeadlineRule } from './deadline-rule.ts';
import { cite } from './legal-basis.ts';

const BY_DAYS = [cite('民事诉讼法', 85)];
const BY_MONTHS = [...BY_DAYS, cite('民法典', 202)];
const POSTED = '期满前把材料交邮的，不算过期；路上的时间不算。';

/** Deadlines of civil procedure: appeal, retrial, enforcement, payment order. Laws as of 2026-11-24. */
export const COURT_DEADLINES = {
  上诉判决: {
    period: { count: 15, unit: '日' },
    from: '收到判决书',
    rule: '对一审民事判决不服，要在收到判决书后15天内上诉。',
    basis: cite('民事诉讼法', 171),
    counting: BY_DAYS,
    notes: [POSTED, '各方收到的日子不同的，各算各的。'],
  },
  上诉裁定: {
    period: { count: 10, unit: '日' },
    from: '收到裁定书',
    rule: '对一审民事裁定不服，要在收到裁定书后10天内上诉。',
    basis: cite('民事诉讼法', 171),
    counting: BY_DAYS,
    notes: [POSTED, '只有不予受理、管辖权异议、驳回起诉这几种裁定可以上诉。'],
  },
  申请再审: {
    period: { count: 6, unit: '月' },
    from: '判决或者裁定生效',
    rule: '认为生效的民事裁判错了，要在生效后6个月内申请再审。',
    basis: cite('民事诉讼法', 216),
    counting: BY_MONTHS,
    notes: [
      '有新证据、主要证据是伪造的、所依据的文书被撤销或者变更、法官枉法的，从知道这件事那天起数6个月。',
      '已经判离或者调解离婚的，离婚这一项不能申请再审（第213条）。',
    ],
  },
  申请执行: {
    period: { count: 2, unit: '年' },
    from: '文书写明的履行期最后一天',
    rule: '对方不照生效文书办，要在履行期满后2年内申请强制执行。',
    basis: cite('民事诉讼法', 250),
    counting: BY_MONTHS,
    notes: ['分期履行的，从最后一期到期起数；没写履行期的，从文书生效起数。', '这2年可以中止、中断，比如对方又还了一部分。'],
  },
  支付令异议: {
    period: { count: 15, unit: '日' },
    from: '收到支付令',
    rule: '收到支付令后15天内，要么还钱，要么书面提出异议。',
    basis: cite('民事诉讼法', 227),
    counting: BY_DAYS,
    notes: ['过了15天不还也不提异议的，对方可以申请强制执行。', POSTED],
  },
} as const satisfies Readonly<Record<string, DeadlineRule>>;
