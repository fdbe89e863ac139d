import type { DraftFailure } from '../answer/language-model.ts';
import type { Screen } from '../answer/screen-message.ts';
import type { AskTrail, Trail } from '../answer/trail.ts';
import type { Verdict } from '../answer/verify-answer.ts';
import type { OutcomeKind } from '../conversation/traced-turn.ts';

/** How a turn ended. */
export const OUTCOME_NAMES: Readonly<Record<OutcomeKind, string>> = {
  answered: '已回答',
  declined: '没有回答',
  'needs-detail': '请对方说清楚',
  failed: '系统出错',
  conversed: '直接回复',
};

/** Why it ended so. */
export const WHY_NAMES: Readonly<Record<string, string>> = {
  'no-source': '没有依据',
  'out-of-scope': '不是法律和办事的事',
  empty: '没有写字',
  'too-long': '太长',
  internal: '程序出错，看日志',
};

/** What a message was besides a question. */
export const SCREEN_NAMES: Readonly<Record<Screen, string>> = {
  crisis: '有危险，先给求助电话',
  injection: '想套话',
  'illegal-help': '想做违法的事',
  insult: '骂人',
  'legal-advice-demand': '要打包票',
  pii: '带了个人信息，已遮住',
  none: '正常提问',
};

/** The steps of the road, in their order. */
export const STEP_NAMES = {
  screen: '看是什么话',
  rewrite: '补成完整的问题',
  lookup: '查点名的法条',
  search: '检索',
  compose: '挑依据、写回答',
  model: '模型改写',
  verify: '逐句核对',
} as const;

type DropReason = Extract<Verdict, { kept: false }>['why'];

/** What became of one of the things asked in a long message. */
export const ASK_RESULTS: Readonly<Record<AskTrail['result'], string>> = { answered: '答了', open: '点了名，没展开', unanswered: '没答上' };

/** Why a sentence of a model's did not leave. */
export const DROP_NAMES: Readonly<Record<DropReason, string>> = {
  'unknown-source': '编造的出处',
  'not-retrieved': '出处不在这次找到的里面',
  'not-in-force': '出处已经失效',
  'wrong-article': '条号不对',
  figure: '数字和出处不一样',
  negation: '“应当、可以、不得”说反了',
  quote: '引用的话出处里没有',
  unsupported: '出处里没有这个意思',
  'not-checked': '没能核对',
};

type DraftingResult = NonNullable<Trail['drafting']>['result'];

const FAILURES: Readonly<Record<DraftFailure, string>> = {
  slow: '太慢',
  unreachable: '连不上',
  busy: '模型忙',
  refused: '模型拒绝',
  'cut-off': '话没说完',
  unreadable: '格式不对',
  budget: '今天的用量用完了',
  paused: '刚才错得太多，先停一停',
};

/** What became of a model's draft. */
export const DRAFTING_NAMES: Readonly<Record<DraftingResult, string>> = {
  ...FAILURES,
  answered: '用了模型写的',
  'no-answer': '模型说答不了，用条目原话',
  dropped: '去掉的句子太多，用条目原话',
};

/** Fixed sentences of a trace. */
export const TRACE_WORDING = {
  id: '编号',
  at: '时间',
  question: '原话',
  asked: '当成',
  outcome: '结果',
  useful: '评价',
  isUseful: '有用',
  notUseful: '没用',
  sameWords: '照原话',
  named: (count: number) => (count === 0 ? '没有点名' : `点名 ${count} 条`),
  searched: (count: number, best: string) => (count === 0 ? '没有找到' : `找到 ${count} 条，最高 ${best} 分`),
  chosen: (count: number) => `选了 ${count} 条作依据`,
  judged: (confidence: string, likeness: string, same: string) =>
    `把握 ${confidence}（到 0 才答），和条目里的问法像 ${likeness}（到 ${same} 也答）`,
  checked: (kept: number, dropped: number) => `留下 ${kept} 句，去掉 ${dropped} 句`,
  ms: (milliseconds: number) => `${milliseconds.toFixed(1)} 毫秒`,
  byName: '点名',
  steps: '每一步',
  asks: '拆开的几问',
  askedAs: (asked: string, sure: string, found: string) => `当成“${asked}”；把握 ${sure}；依据 ${found}`,
  found: '找到的条目',
  kept: '用了',
  rejected: '没用上',
  sentences: '模型写的句子',
  sentenceKept: '留下',
  answer: '回答',
  nothing: '没有',
} as const;

/** Fixed sentences of the console's pages. */
export const CONSOLE_WORDING = {
  name: '工作台',
  nav: { home: '首页', turns: '对话记录', gaps: '知识缺口', knowledge: '知识库', letters: '未送达' },
  closed: {
    title: '这里是工作人员的页面',
    how: [
      '您如果是司法局协调岗的工作人员，绑定一下就能进来：',
      '1. 向管理员或者同事要一个验证码（像 ABCD-2345-EFGH）。',
      '2. 用这个浏览器打开聊天页，发“绑定”，再把验证码发过去。',
      '3. 回到这里，再打开一次。',
    ],
    others: '想咨询法律、想看自己的案件，到聊天页就行。',
    chat: '去聊天页',
    again: '已经绑定了，再打开一次',
  },
  notFound: '没有这一页，或者已经删了。',
  broken: '刚才出了点问题，请再试一次。',
  today: '今天',
  asked: '提问',
  answered: '已回答',
  declined: '没有回答',
  openCases: '在办案件',
  overdue: '其中超时',
  undelivered: '未送达的消息',
  errors: '知识库的错误',
  caseHint: '案件在聊天里办：发“我的案件”。',
  model: '大模型',
  noModel: '没有接大模型，回答都是条目原话。',
  modelUse: (calls: number, prompt: number, completion: number) =>
    `这台服务器今天用了 ${calls} 次，问 ${prompt} 词元，答 ${completion} 词元`,
  modelCost: (yuan: number) => `，约 ${yuan.toFixed(2)} 元`,
  all: '全部',
  noTurns: '没有记录。',
  earlier: '更早的',
  masked: '身份证号、手机号这些已经遮住；不显示是谁问的。',
  days: (days: number) => `最近 ${days} 天`,
  noGaps: '这些天没有没答上来的问题。',
  near: (nearest: string) => (nearest === '' ? '没有接近的条目' : `最接近：${nearest}`),
  counts: (declined: number, disliked: number) => `没答上 ${declined} 次，点“没用” ${disliked} 次`,
  theyWrote: '大家写的：',
  draft: '写一份草稿',
  draftWritten: (file: string) => `草稿写好了：${file}。把“待写”的地方写完、保存，两秒内生效；没写完之前不会拿来回答。`,
  draftExists: (file: string) => `已经有这份草稿：${file}，没有动它。`,
  draftRefused: (file: string) => `写不进知识文件夹：${file}。请管理员看看文件夹的权限。`,
  gapGone: '这一组问题已经不在了。',
  digests: '要旨（条）',
  guides: '办事指南（份）',
  officialTexts: '法律原文（条）',
  questions: '问法（个）',
  builtAt: (time: string) => `索引最近一次更新：${time}。文件改完保存，两秒内更新。`,
  faults: (errors: number, warnings: number) => `${errors} 个错误，${warnings} 个提醒`,
  faultHint: '有错误的文件先用改之前的内容；从来没有好过的，先不用。',
  error: '错误',
  warning: '提醒',
  noFaults: '没有错误。',
  resend: '重新发送',
  notAgain: '这条不是案件的消息，内容没有留，不能重发。',
  more: (count: number) => `还有 ${count} 个，改完上面的再看。`,
} as const;
