/** Words that say the same in a statute and at the kitchen table, a group a line, the word they become first. */
const GROUPS = `
夫妻 两口子 小两口 夫妻俩 夫妻两个
丈夫 老公 男方
妻子 老婆 女方 媳妇
子女 孩子 小孩 娃 儿女 儿子 女儿 小朋友 熊孩子
父母 爸妈 爹妈 家长
父亲 爸爸
母亲 妈妈
法院 法官 人民法院
起诉 打官司 告状 打离婚官司
出租人 房东
承租人 租客 租户
单位 公司 用人单位 老板 雇主 企业 用工单位
劳动者 员工 职工 雇员 工人
经营者 商家 店家 卖家 销售者
生产者 厂家 厂商
工资 薪水 工钱 劳动报酬 报酬
抚养费 抚养的钱
赔偿 赔 赔钱
支付 付 给钱 掏钱 交钱 出钱 缴 交
归还 还 返还 退还 还钱 退回 要回
要求 请求 主张 索要
承担 负责 担 负
终止 结束
申请 提出申请
同意 答应 点头 愿意 自愿 肯
撤回 收回
通知 告诉 告知 打招呼 说一声
解除 辞退 开除 解聘
协商 商量 协议 谈 谈妥 谈好
继承 分到遗产
遗产 留下的财产
去世 死亡 死了 走了 过世
监护人 法定代理人
物业服务人 物业公司 物业
登记 过户
证明 举证 拿出证据
查看 看
处罚 罚
意愿 想法
尊重 听
姓名 名字 取名 改名
占有 霸占
受遗赠人 得遗赠的人
误工费 误工
民政局 登记机关 婚姻登记处 登记处 婚姻登记机关
结婚证 领证
重新 再次 再
延长 推迟
损害 受损 受伤 伤
有效 算数 生效 有效力
保护 受保护
购买 买
出售 卖
提出 提
还债 清偿 还清 偿还 清偿责任
撤销 取消
限制 受限
借款人 借钱的人
出借人 债主 贷款人 债权人
`;

const CANONICAL = new Map(
  GROUPS.trim()
    .split('\n')
    .flatMap((line) => {
      const [first = '', ...rest] = line.split(' ');
      return rest.map((word) => [word, first] as const);
    }),
);
const LONG = [...CANONICAL.keys()].filter((word) => word.length > 1).sort((a, b) => b.length - a.length);
const ANY = new RegExp(LONG.join('|'), 'g');

/** A text with everyday words replaced by the statute's, so that both can be compared; single characters are left. */
export function inStatuteWords(text: string): string {
  return text.replace(ANY, (word) => CANONICAL.get(word) ?? word);
}

/** The statute's word for one everyday word; the word itself where there is none. */
export function statuteWord(word: string): string {
  return CANONICAL.get(word) ?? word;
}
