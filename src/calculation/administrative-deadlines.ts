import type { DeadlineRule } from './deadline-rule.ts';
import { cite } from './legal-basis.ts';

const REVIEW_COUNTING = [cite('行政复议法', 88), cite('民事诉讼法', 85)];
const SUIT_COUNTING = [cite('行政诉讼法', 101), cite('民事诉讼法', 85)];

/** Deadlines between people and authorities: reconsideration, suits, hearings, open government. Laws as of 2026-11-24. */
export const ADMINISTRATIVE_DEADLINES = {
  行政复议: {
    period: { count: 60, unit: '日' },
    from: '知道这个行政行为',
    rule: '对行政机关的决定不服，要在知道后60天内申请行政复议。',
    basis: cite('行政复议法', 20),
    counting: REVIEW_COUNTING,
    notes: [
      '别的法律写了比60天更长的，按更长的算。',
      '当时没告诉您可以复议、找哪个机关、多长时间的，从知道这些的时候起数，但离知道决定内容最长不过1年。',
      '因为不可抗力等正当理由耽误的，障碍没了以后接着数。',
      '决定作出超过5年（不动产超过20年）的，不再受理（第21条）。',
    ],
  },
  行政诉讼: {
    period: { count: 6, unit: '月' },
    from: '知道这个行政行为',
    rule: '不经过复议、直接告行政机关，要在知道后6个月内起诉。',
    basis: cite('行政诉讼法', 46),
    counting: [...SUIT_COUNTING, cite('民法典', 202)],
    notes: [
      '别的法律另有规定的，按那部法律。',
      '决定作出超过5年（不动产超过20年）的，法院不收。',
      '不是自己原因耽误的时间不算在里面（第48条）。',
      '有的事必须先复议才能起诉，先问清楚。',
    ],
  },
  不服复议决定起诉: {
    period: { count: 15, unit: '日' },
    from: '收到复议决定书',
    rule: '对复议决定不服，要在收到决定书后15天内到法院起诉。',
    basis: cite('行政诉讼法', 45),
    counting: SUIT_COUNTING,
    notes: ['复议机关到期不作决定的，从复议期满那天起数15天。', '别的法律另有规定的，按那部法律。'],
  },
  处罚听证申请: {
    period: { count: 5, unit: '工作日' },
    from: '收到听证告知',
    rule: '要求为行政处罚开听证会，要在被告知后5个工作日内提出。',
    basis: cite('行政处罚法', 64),
    counting: [cite('行政处罚法', 85)],
    notes: ['只有罚得重的几类处罚才能要求听证（第63条），告知书上会写明。'],
  },
  信息公开答复: {
    period: { count: 20, unit: '工作日' },
    from: '行政机关收到申请',
    rule: '能当场答复的当场答复；不能的，行政机关要在收到申请后20个工作日内答复。',
    basis: cite('政府信息公开条例', 33),
    counting: [],
    notes: [
      '哪天算收到看怎么交的：当面交是当天，要签收的邮件是签收那天，网上或者传真是双方确认那天（第31条）。',
      '征求第三方或者别的机关意见的时间不算在内。',
    ],
  },
  信息公开延长答复: {
    period: { count: 40, unit: '工作日' },
    from: '行政机关收到申请',
    rule: '批准延长并且告诉了申请人的，最多再加20个工作日，一共40个工作日。',
    basis: cite('政府信息公开条例', 33),
    counting: [],
    notes: ['没有告诉申请人要延长的，还是20个工作日。', '征求第三方或者别的机关意见的时间不算在内。'],
  },
} as const satisfies Readonly<Record<string, DeadlineRule>>;
