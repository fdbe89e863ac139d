import { cite, type LegalBasis } from './legal-basis.ts';

/** What an end of employment costs the employer: so many times the months by service, and a month instead of notice. */
export interface GroundRule {
  /** 0 nothing, 1 compensation (经济补偿, N), 2 damages for unlawful dismissal (赔偿金, 2N). */
  readonly multiple: 0 | 1 | 2;
  /** Whether a month's pay stands in for notice (代通知金, N+1). */
  readonly extraMonth: boolean;
  /** The rule as one sentence, in Chinese for people. */
  readonly rule: string;
  readonly basis: readonly LegalBasis[];
}

/** How employment ends (解除、终止), and what is due for it by 劳动合同法 36–41, 44, 46, 48 and 87. */
export const SEVERANCE_GROUNDS = {
  单位有过错劳动者离职: {
    multiple: 1,
    extraMonth: false,
    rule: '单位欠薪、不交社保等有过错，劳动者因此离职的，有经济补偿。',
    basis: [cite('劳动合同法', 38, 46)],
  },
  单位提出协商解除: {
    multiple: 1,
    extraMonth: false,
    rule: '单位先提出、双方谈妥解除的，有经济补偿。',
    basis: [cite('劳动合同法', 36, 46)],
  },
  无过失辞退已提前通知: {
    multiple: 1,
    extraMonth: false,
    rule: '因病、不胜任或者客观情况大变而辞退，提前30天书面通知了的，有经济补偿。',
    basis: [cite('劳动合同法', 40, 46)],
  },
  无过失辞退没有提前通知: {
    multiple: 1,
    extraMonth: true,
    rule: '因病、不胜任或者客观情况大变而辞退，又没提前30天书面通知的，经济补偿之外再加1个月工资。',
    basis: [cite('劳动合同法', 40, 46), cite('劳动合同法实施条例', 20)],
  },
  经济性裁员: {
    multiple: 1,
    extraMonth: false,
    rule: '依法裁员的，有经济补偿。',
    basis: [cite('劳动合同法', 41, 46)],
  },
  合同到期不续: {
    multiple: 1,
    extraMonth: false,
    rule: '固定期限合同到期不续的，有经济补偿；单位按原条件或者更好的条件续、劳动者不肯续的没有。',
    basis: [cite('劳动合同法', 44, 46)],
  },
  任务完成合同终止: {
    multiple: 1,
    extraMonth: false,
    rule: '合同约定干完一项工作为止，活干完而终止的，有经济补偿。',
    basis: [cite('劳动合同法', 46), cite('劳动合同法实施条例', 22)],
  },
  单位破产或者关闭: {
    multiple: 1,
    extraMonth: false,
    rule: '单位破产、被吊销执照、被关闭或者提前解散的，有经济补偿。',
    basis: [cite('劳动合同法', 44, 46)],
  },
  单位违法解除: {
    multiple: 2,
    extraMonth: false,
    rule: '单位违法解除或者终止的，劳动者可以要求继续干；不要求或者干不成的，赔经济补偿的2倍，不再另付经济补偿。',
    basis: [cite('劳动合同法', 48, 87), cite('劳动合同法实施条例', 25)],
  },
  劳动者主动辞职: {
    multiple: 0,
    extraMonth: false,
    rule: '劳动者自己要走、单位没有过错的，没有经济补偿。',
    basis: [cite('劳动合同法', 37, 46)],
  },
  劳动者有过错被辞退: {
    multiple: 0,
    extraMonth: false,
    rule: '劳动者严重违纪等有过错而被依法辞退的，没有经济补偿。',
    basis: [cite('劳动合同法', 39, 46)],
  },
} as const satisfies Readonly<Record<string, GroundRule>>;

/** How employment ends: 单位提出协商解除, 单位违法解除 … */
export type SeveranceGround = keyof typeof SEVERANCE_GROUNDS;
