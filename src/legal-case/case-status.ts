/** Where a case stands (案件状态). */
export const CASE_STATUSES = ['已提交', '待协调', '已转办', '已受理', '办理中', '退回补正', '已答复', '已办结', '已撤回'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** Who does something to a case: the person who asked, the desk that has it, the bureau's coordinator, or the clock. */
export type CaseSide = 'requester' | 'desk' | 'coordinator' | 'system';

/**
 * What can be done to a case. 转办 route · 待协调 hold · 受理 accept · 去信 work (a word of the desk) · 退回补正 ask-back ·
 * 答复 answer · 转派 transfer · 回避 recuse · 来信 supplement (a word of the requester) · 撤回 withdraw · 确认 confirm ·
 * 到期办结 expire.
 */
export type CaseAction =
  | 'route'
  | 'hold'
  | 'accept'
  | 'work'
  | 'ask-back'
  | 'answer'
  | 'transfer'
  | 'recuse'
  | 'supplement'
  | 'withdraw'
  | 'confirm'
  | 'expire';

interface Transition {
  readonly by: readonly CaseSide[];
  /** From a status to the next; a status not named refuses the action. */
  readonly steps: Readonly<Partial<Record<CaseStatus, CaseStatus>>>;
}

/** Every legal change; nothing else changes a status. */
const TRANSITIONS: Readonly<Record<CaseAction, Transition>> = {
  route: { by: ['system'], steps: { 已提交: '已转办' } },
  hold: { by: ['system'], steps: { 已提交: '待协调', 已转办: '待协调', 已受理: '待协调', 办理中: '待协调', 退回补正: '待协调' } },
  accept: { by: ['desk'], steps: { 已转办: '已受理' } },
  work: { by: ['desk'], steps: { 已受理: '办理中', 办理中: '办理中', 退回补正: '退回补正', 已答复: '已答复' } },
  'ask-back': { by: ['desk'], steps: { 已受理: '退回补正', 办理中: '退回补正' } },
  answer: { by: ['desk'], steps: { 已受理: '已答复', 办理中: '已答复', 退回补正: '已答复' } },
  transfer: {
    by: ['desk', 'coordinator'],
    steps: { 待协调: '已转办', 已转办: '已转办', 已受理: '已转办', 办理中: '已转办', 退回补正: '已转办' },
  },
  recuse: { by: ['desk'], steps: { 已转办: '已转办', 已受理: '已转办', 办理中: '已转办', 退回补正: '已转办' } },
  supplement: {
    by: ['requester'],
    steps: {
      待协调: '待协调',
      已转办: '已转办',
      已受理: '已受理',
      办理中: '办理中',
      退回补正: '办理中',
      已答复: '办理中',
      已办结: '办理中',
    },
  },
  withdraw: {
    by: ['requester'],
    steps: { 待协调: '已撤回', 已转办: '已撤回', 已受理: '已撤回', 办理中: '已撤回', 退回补正: '已撤回' },
  },
  confirm: { by: ['requester'], steps: { 已答复: '已办结' } },
  expire: { by: ['system'], steps: { 已答复: '已办结' } },
};

/** Why an action is refused: it is not this side's to do, or the case does not stand where it can be done. */
export type Refusal = { readonly kind: 'not-yours' } | { readonly kind: 'wrong-status'; readonly status: CaseStatus };

/** The status after an action, or why it may not be done. */
export function nextStatus(status: CaseStatus, action: CaseAction, side: CaseSide): CaseStatus | Refusal {
  const { by, steps } = TRANSITIONS[action];
  if (!by.includes(side)) return { kind: 'not-yours' };
  return steps[status] ?? { kind: 'wrong-status', status };
}

/** Whether somebody still works on it; a closed or withdrawn case has no deadlines. */
export function isOpen(status: CaseStatus): boolean {
  return status !== '已办结' && status !== '已撤回';
}
