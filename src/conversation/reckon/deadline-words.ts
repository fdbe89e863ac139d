import type { DeadlineKind } from '../../calculation/legal-deadline.ts';

/** Words by which people mean a deadline, the more particular first; each expression of a row must be there. */
export const DEADLINE_WORDS: readonly { readonly kind: DeadlineKind; readonly words: readonly RegExp[] }[] = [
  { kind: '不服复议决定起诉', words: [/复议(?:决定|结果)/, /起诉|诉讼|法院|告/] },
  { kind: '行政复议', words: [/复议/] },
  { kind: '处罚听证申请', words: [/听证/] },
  { kind: '行政诉讼', words: [/行政诉讼|(?:处罚|罚款|城管|市监|交警|政府|局).{0,40}(?:起诉|告到?法院|打官司)/] },
  { kind: '信息公开延长答复', words: [/信息公开|公开申请/, /延长/] },
  { kind: '信息公开答复', words: [/信息公开|公开申请/] },
  { kind: '上诉裁定', words: [/上诉/, /裁定/] },
  { kind: '上诉判决', words: [/上诉/] },
  { kind: '申请再审', words: [/再审/] },
  { kind: '申请执行', words: [/(?:申请)?(?:强制)?执行/] },
  { kind: '支付令异议', words: [/支付令/] },
  { kind: '不服劳动裁决起诉', words: [/仲裁裁决|裁决书|仲裁结果|劳动裁决/, /起诉|不服|法院/] },
  {
    kind: '离职后讨薪仲裁',
    words: [/(?:离职|走了?|辞职).{0,14}(?:工资|欠薪|讨薪)|(?:工资|欠薪).{0,14}(?:离职|辞职)/, /仲裁|最晚|期限|时效/],
  },
  { kind: '劳动仲裁', words: [/劳动仲裁|申请仲裁/] },
  { kind: '单位申请工伤认定', words: [/(?:单位|公司|厂).{0,12}工伤|工伤.{0,12}(?:单位|公司|厂)/] },
  { kind: '本人申请工伤认定', words: [/工伤/] },
  { kind: '撤销隐瞒疾病婚姻', words: [/撤销.{0,6}婚姻|婚姻.{0,6}撤销/, /病/] },
  { kind: '撤销受胁迫婚姻', words: [/撤销.{0,6}婚姻|婚姻.{0,6}撤销/] },
  { kind: '撤销重大误解合同', words: [/撤销/, /误解/] },
  { kind: '撤销受胁迫合同', words: [/撤销/, /胁迫|逼|威胁/] },
  { kind: '撤销合同', words: [/撤销.{0,6}(?:合同|协议)|(?:合同|协议).{0,8}撤销/] },
  { kind: '接受遗赠', words: [/遗赠/] },
  { kind: '七天无理由退货', words: [/七天|7天|无理由/, /退/] },
  { kind: '诉讼时效', words: [/时效|(?:还款|欠款|借条|借款|到期).{0,20}(?:起诉|最晚|期限)/] },
];

/** Somebody wants to know until when. */
export const ASKS_UNTIL =
  /最晚|最迟|哪天|哪一天|几号|什么时候(?:前|之前|到期|截止|为止)|截止|期限到|到期日|还来得及|过期|超期|来得及|多久(?:之)?内|到什么时候|算.{0,4}(?:期限|时间|日期)/;
