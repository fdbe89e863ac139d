import type { Citation } from '../answer/outcome.ts';

/** Every fixed sentence that people read, in one place. Plain, warm, short. */
export const WORDING = {
  name: '法小二',
  greeting: '您好，我是法小二，帮您查法律、问办事。直接说事情就行。',
  examples: ['老公出轨，离婚财产怎么分', '爸爸走了没留遗嘱，房子归谁', '离婚登记要带什么材料', '民法典第1079条'],
  coverage:
    '我现在能答的：民法典（婚姻、继承、合同、房产、侵权……），劳动、工伤、消费、家暴、公司、行政复议等常用法律，还有十件常办的事（结婚离婚登记、办公司办个体户、行政复议、行政诉讼、劳动仲裁、工伤认定、法律援助、人民调解）。',
  sources: '依据',
  digestLabel: '要旨',
  officialLabel: '原文',
  officialMissing: '原文还没有导入，这里是要旨（通俗说法，不是法条原话）。',
  whatToDo: (title: string) => `怎么办：${title}`,
  authority: (text: string) => `去哪里：${text}`,
  how: (text: string) => `怎么办理：${text}`,
  timeLimit: (text: string) => `多久：${text}`,
  fee: (text: string) => `收费：${text}`,
  materials: '要带的东西',
  related: '您可能还想问',
  disclaimer: (checked: string | null) =>
    `以上是法律信息，不是律师意见${checked === null ? '' : `（${checked} 核对）`}。拿不准就打 12348，免费。`,
  urgent: (desks: string) => `先保护好自己，马上找人帮忙：${desks}。`,
  repealed: (law: string, on: string, successor: string) => `《${law}》已经在 ${on} 废止，现在看《${successor}》。`,
  repealedArticle: (law: string, article: string, on: string, today: string) =>
    `《${law}》${article}已经在 ${on} 废止，现在由${today}规定：`,
  repealedArticleUnknown: (law: string, article: string, on: string, successor: string) =>
    `《${law}》${article}已经在 ${on} 废止，现在看《${successor}》；具体是哪一条，我这里还没有对照好。`,
  noSuchArticle: (label: string, law: string, last: number | null) =>
    last === null ? `没有查到${label}。` : `没有${label}：《${law}》一共 ${last} 条。`,
  notCovered: (label: string) => `${label}我这里还没有收录，不能凭印象回答。`,
  noSource: '这件事我手头没有可靠的依据，不敢乱说。可以问：',
  outOfScope: '这个我帮不上，我只懂法律和办事。',
  desk: (name: string, handles: string) => `${name}（${handles}）`,
  empty: '请用一两句话说说您的事情。',
  tooLong: (limit: number) => `内容有点长，请用 ${limit} 个字以内说说最想问的那件事。事情复杂就点下面，登记的时候可以发文件。`,
  failed: '刚才出了点问题，没能答上来。请再发一次，或者打 12348。',
  useful: '有用',
  notUseful: '没用',
  thanks: '谢谢，记下了。',
  onlyText: '我现在只看得懂文字，请打字说说您的事。',
  voice: '我听不了语音。请按手机键盘上的话筒，把话变成字再发给我。',
  sticker: '收到您的表情了。有法律上的事，直接打字告诉我。',
  media: '视频、位置、名片这些我看不了。请打字说说您的事；材料请发照片、PDF 或者 Word。',
  tooFast: '您发得太快了，这一句我没有收下。请歇一分钟再发。',
  crowded: '现在问的人太多了，这一句我没有收下。请过一会儿再发；着急就打 12348。',
  blocked: '这里暂时不能为您服务。法律问题请打 12348，有危险请打 110。',
  unknownCommand: (meant: string | null) =>
    meant === null ? '没有这个命令。直接打字说事就行，也可以看看帮助：' : `没有这个命令，您是不是想发 ${meant}？`,
  whichScript: '您想看简体字还是繁體字？',
  scripts: ['简体字', '繁體字'],
  scriptChosen: { simplified: '好，以后用简体字。', traditional: '好，以后用繁体字。' },
  attachment: '附件',
  attach: '发文件',
  tooOld: '这条找不到了，请再问一次。',
  terminalHints: '（输入“原文 1”看第 1 条依据，输入“退出”结束）',
  nothingToOpen: '没有可以打开的依据，先问一个问题吧。',
  tryAsking: '可以这样问我',
  menu: {
    help: '能问什么',
    case: '找律师、办事',
    cases: '我的案件',
    bind: '我代表哪家单位',
    me: '我是谁',
    lang: '简体字 / 繁體字',
    desk: '手上的案件',
    deskchat: '案件发到这个群',
    undelivered: '没有送到的消息',
  },
  web: {
    subtitle: '问法律 问办事',
    you: '您',
    callLabel: '拨打 12348 公共法律服务热线',
    logLabel: '对话',
    inputLabel: '您的问题',
    placeholder: '说说您的事',
    send: '发送',
    thinking: '正在查…',
    offline: '没有发出去，网络好像断了。',
    retry: '再发一次',
    noScript: '请打开浏览器的 JavaScript，或者直接拨打 12348。',
  },
} as const;

/** An article as every channel names it: 《民法典》第1079条 起诉离婚怎样才判离. */
export function nameCitation({ law, label, title }: Pick<Citation, 'law' | 'label' | 'title'>): string {
  return `《${law}》${label.slice(law.length)} ${title}`.trim();
}
