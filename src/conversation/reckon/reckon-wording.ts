/** Every fixed sentence of what is reckoned (计算). Plain, short, a line a thought. */
export const RECKON_WORDING = {
  working: '怎么算的：',
  canReckon: '我会算这些，照着说就行：',
  examples: [
    '去年3月借钱约定月息3分，超过上限了吗',
    '借10万，一年利息最多多少',
    '老人去世留下120万，有老伴和两个孩子，怎么分',
    '入职8个月没签合同，双倍工资赔几个月，月薪6000',
    '工伤九级伤残，一次性补助金几个月工资',
    '干了3年8个月，月薪8000，公司违法辞退赔多少',
    '9月1日收到处罚决定，最晚哪天申请复议',
    '9月1日申请离婚登记，什么时候能领离婚证',
    '打官司要5万元，诉讼费多少',
    '工作满12年，年休假几天',
  ],
  lastDay: (day: string) => `最晚到 ${day}，那天之内都算。`,
  notLater: (day: string) => `最晚到 ${day}。那一年的放假安排还没有公布，遇到放假可能顺延；先按这一天准备，只早不晚。`,
  unknownYear: '那一年的放假安排还没有公布，工作日数不准，请早点办，或者打 12348 问。',
  maybeShifted: '那时的放假安排还没有公布，遇到放假可能顺延几天，去之前先打电话问登记处。',
  between: (first: string, last: string) => `${first} 到 ${last} 之间，两个人一起去领证。`,
  fee: (lowest: number, highest: number) =>
    lowest === highest ? `案件受理费 ${lowest} 元。` : `案件受理费 ${lowest} 元到 ${highest} 元。`,
  leave: (days: number) => `一年有 ${days} 天带薪年休假。`,
  askWage: '您一个月的工资多少？告诉我，我接着算出钱数。',
  wage: (yuan: number) => `月薪${yuan}元`,
  severance: {
    amount: (amount: number, months: number) =>
      months === 0 ? '这种情形一般没有经济补偿。' : `大约 ${amount} 元（按 ${months} 个月工资算）。`,
    months: (months: number, times: 1 | 2, extra: boolean) =>
      `按 ${months} 个月工资算${times === 2 ? `，再乘 2，一共 ${months * 2} 个月工资` : ''}${extra ? '，另外加 1 个月工资' : ''}。`,
    serviceWorking: (years: number, months: number, counted: number) =>
      `干了${years > 0 ? `${years}年` : ''}${months > 0 ? `${months}个月` : ''}，算${counted}个月工资；满半年不满1年的算1年，不满半年的算半个月工资`,
  },
  lending: {
    over: (said: string, cap: string) => `超过上限了：约定的是${said}，上限是${cap}。超过的部分，法院不支持。`,
    within: (said: string, cap: string) => `没有超过上限：约定的是${said}，上限是${cap}。`,
    depends: (said: string, cap: string) => `要看哪天签的合同：约定的是${said}，上限是${cap}。`,
    cap: (cap: string) => `利息上限是${cap}。`,
    most: (principal: string, term: string, least: number, most: number) =>
      `借${principal}、${term}，利息最多 ${least === most ? most : `${least} 元或者 ${most}`} 元。`,
    yearly: (percents: readonly number[]) =>
      percents.length === 1 ? `一年${percents[0]}%` : `一年${percents.join('%或者')}%（看哪天签的合同）`,
    rule: '民间借贷的利息，最多是签合同时一年期LPR（贷款市场报价利率）的4倍。',
    oneYear: '没有说借多久，按借1年算。',
    newest: (month: string) => `没有说哪年哪月签的合同，先按我这里最新的${month}算。`,
    understood: (said: string) => `把约定的利息理解成${said}。`,
    askMonth: '合同是哪年哪月签的（借的）？告诉我，我按那个月再算。',
    askMonthOf: (year: number) => `${year}年几月借的？每个月的LPR可能不一样，告诉我，我接着算。`,
    askDay: '那个月的LPR变过。具体是哪一天签的合同？',
    unknown: (month: string, known: string) => `${month}的LPR我这里还没有录入（只到${known}），不能猜，所以这个月的上限还算不出来。`,
    askLpr: '请到中国人民银行网站查那个月的一年期LPR，把数字发给我，比如“3.0”，我接着算。',
    beforeLpr: '2019年8月20日以前还没有LPR，不能用签合同那个月的LPR去算。',
    beforeLprRule: '2020年8月20日以前签的合同有过渡办法：那天以前的利息可以按老规定，那天以后的按起诉时的标准，请问律师。',
    given: (lpr: number) => `一年期LPR用的是您说的 ${lpr}%，请再核对一下。`,
    signed: (day: string) => `${day}签的合同`,
    lpr: (percent: string) => `LPR是${percent}%`,
  },
  injury: {
    lumpSum: (grade: number, months: number, yuan: number | null) =>
      yuan === null
        ? `工伤${grade}级：一次性伤残补助金是 ${months} 个月的本人工资。`
        : `工伤${grade}级：一次性伤残补助金 ${yuan} 元（${months} 个月的本人工资）。`,
    allowance: (percent: number, yuan: number | null) =>
      yuan === null ? `伤残津贴每月是本人工资的 ${percent}%。` : `伤残津贴每月 ${yuan} 元（本人工资的 ${percent}%）。`,
    rule: '这里的工资是受伤前12个月的平均缴费工资；低于当地平均工资60%的按60%算，高于3倍的按3倍算。',
    askGrade: '鉴定是几级伤残？告诉我，我接着算。',
    grade: (grade: string) => `${grade}级`,
  },
  doubleWage: {
    amount: (months: number, yuan: number | null) =>
      yuan === null ? `能多要 ${months} 个月工资。` : `能多要 ${months} 个月工资，一共 ${yuan} 元（平时发的工资之外）。`,
    none: '还没有到能要双倍工资的时候。',
    rule: '上班满1个月还没签书面合同的，从第2个月起每月付双倍工资，最多算11个月。',
    untilToday: '按一直干到今天算；已经离开的，算到离开那天。',
    fromFirst: (month: string) => `没有说哪天，按${month}1日开始上班算。`,
    askSpan: '您哪天开始上班的，或者干了几个月？告诉我，我接着算。',
    start: (day: string) => `${day}入职`,
    span: (months: number, days: number) => `干了${months}个${days > 0 ? '半' : ''}月`,
  },
  succession: {
    each: (heirs: number, money: string) => `${heirs} 个人继承，每人${money}。`,
    eachShare: (heirs: number, share: string) => `${heirs} 个人继承，每人 ${share}。`,
    alone: (who: string) => `全部由${who}继承。`,
    ifOwn: (money: string, each: string) => `要是${money}全是去世的人自己的：${each}`,
    ifCommon: (half: string, estate: string, each: string) =>
      `要是夫妻共同的：先分一半${half}给老伴（配偶），剩下的${estate}才是遗产，${each}`,
    halfFirst: '夫妻共同的财产，先分一半给老伴（配偶），另一半才是遗产。',
    rule: '没有遗嘱的，配偶、子女、父母是第一顺序，一般一人一份。',
    assumed: '按没有遗嘱、没有欠债、没有先去世的子女算。',
    noParents: '没有说去世的人的父母，按都不在了算；还在的，也各有一份。',
    askSpouse: '去世的人，老伴（配偶）还在吗？',
    askChildren: '去世的人有几个孩子？',
    askParents: '去世的人的父母还在吗？在的有几位？',
    askWhose: '这些钱是夫妻共同的，还是去世的人自己的？告诉我，我给您一个准数。',
    spouse: { yes: '配偶还在', no: '没有配偶' },
    children: (count: number) => (count === 0 ? '没有孩子' : `${count}个孩子`),
    parents: (count: number) => `父母还在${count}位`,
    whose: { common: '是夫妻共同财产', own: '是个人财产' },
  },
} as const;
