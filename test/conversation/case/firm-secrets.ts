import type { CaseVerb, Intent } from '../../../src/conversation/case/understand.ts';
import { usccOf } from '../../legal-case/sample-uscc.ts';
import { openRow } from '../../store/open-rows.ts';
import { type Actor, FIRMS, fileOf, newcomer, numberIn, type Stage } from './stage.ts';

const [FIRM_A, FIRM_B, FIRM_C] = FIRMS;
const COORDINATOR = '法律服务协调岗';
export const NO_NUMBER = '2026999999';
const QUESTION = '老公出轨离婚财产怎么分卯';

/** What nobody outside may read: each word stands nowhere else. */
export const SECRETS = {
  answer: '对方暗号寅',
  transcript: QUESTION,
  words: '来信暗号辰',
  advice: '答复暗号巳',
  file: '附件暗号午.pdf',
  client: '客户暗号未有限公司',
  desk: FIRM_B,
} as const;

/** Where somebody writes: alone with the bot, or in a group that belongs to some desk or to none. */
export interface Place {
  readonly name: string;
  readonly group: string | null;
}
export const PRIVATE: Place = { name: 'alone', group: null };
export const FOREIGN_GROUP: Place = { name: 'in a group of no desk', group: 'group-of-nobody' };
export const GROUP_OF_A: Place = { name: 'in the group of firm A', group: 'group-of-a' };
export const GROUP_OF_C: Place = { name: 'in the group of the former desk', group: 'group-of-c' };

/**
 * A case of firm B with secrets in every place that can hold one. Firm C had it first, accepted it in its group and handed it
 * on; firm A never had it.
 */
export class FirmSecrets {
  readonly requester = newcomer('web');
  readonly otherRepresentative = newcomer();
  readonly memberB = newcomer();
  readonly memberA = newcomer();
  readonly representativeA = newcomer();
  readonly stranger = newcomer();
  readonly formerHandler = newcomer();
  readonly coordinator = newcomer();
  readonly uscc = usccOf(2);
  readonly file = fileOf(SECRETS.file);
  number = '';
  turnId = '';
  bindingId = '';

  constructor(readonly stage: Stage) {}

  /** Everybody who must read nothing of it. */
  get outsiders(): readonly (readonly [string, Actor])[] {
    return [
      ['a member of another firm', this.memberA],
      ['a representative of another client', this.representativeA],
      ['another representative of the client', this.otherRepresentative],
      ['a stranger', this.stranger],
      ['who had it before', this.formerHandler],
    ];
  }

  async open(): Promise<void> {
    const { stage } = this;
    await stage.client(1, FIRM_A);
    await stage.client(2, FIRM_C, { name: SECRETS.client });
    await stage.member(this.memberA, FIRM_A, 'lead');
    await stage.member(this.memberB, FIRM_B);
    await stage.member(this.formerHandler, FIRM_C, 'lead');
    await stage.member(this.coordinator, COORDINATOR);
    await stage.say(this.memberA, '本群接案', inPlace(GROUP_OF_A));
    await stage.say(this.formerHandler, '本群接案', inPlace(GROUP_OF_C));
    await stage.representative(this.representativeA, usccOf(1));
    await stage.representative(this.requester, this.uscc);
    await stage.representative(this.otherRepresentative, this.uscc);
    await stage.openCase(this.representativeA, '人工咨询', '甲的事');
    const asked = await stage.say(this.requester, QUESTION);
    this.turnId = asked.turn.id;
    for (const text of [`转人工 ${asked.turn.id}`, '一起转', SECRETS.answer]) await stage.say(this.requester, text);
    this.number = numberIn((await stage.say(this.requester, '确认提交')).reply);
    await stage.say(this.formerHandler, `受理 #${this.number}`, inPlace(GROUP_OF_C));
    await stage.say(this.formerHandler, `#${this.number} 丙的话`, { ...inPlace(GROUP_OF_C), sourceId: 'said-in-time' });
    await stage.say(this.coordinator, `转派 #${this.number} ${FIRM_B}`);
    await stage.say(this.memberB, `受理 #${this.number}`);
    await stage.say(this.requester, `#${this.number} ${SECRETS.words}`, { sourceId: 'said-by-requester' });
    await stage.say(this.requester, `#${this.number} 请看附件`, { file: this.file });
    await stage.say(this.memberB, `#${this.number} ${SECRETS.advice}`);
    await stage.deliver();
    const binding = stage.database.db.selectFrom('binding').select('id').where('uscc', '=', this.uscc).orderBy('id').limit(1);
    this.bindingId = String((await binding.executeTakeFirstOrThrow()).id);
  }

  /** The case with everything that belongs to it, and who represents its client: one text that any change changes. */
  async everythingOfIt(): Promise<string> {
    const { rows } = await this.stage.database.execute(
      `select
        (select json_agg(c) from legal_case c where number = $1) as legal_case,
        (select json_agg(e order by e.id) from case_event e join legal_case c on c.id = e.case_id where number = $1) as case_event,
        (select json_agg(m order by m.id) from case_message m join legal_case c on c.id = m.case_id where number = $1) as case_message,
        (select json_agg(f order by f.id) from case_file f join legal_case c on c.id = f.case_id where number = $1) as case_file,
        (select json_agg(b order by b.id) from binding b where uscc = $2) as binding,
        (select json_agg(d order by d.desk, d.chat_id) from desk_chat d where desk = $3) as desk_chat`,
      [this.number, this.uscc, FIRM_B],
    );
    const tables = Object.entries(rows[0] as Record<string, object[] | null>);
    return JSON.stringify(tables.map(([table, its]) => its?.map((row) => openRow(table, row))));
  }

  /** Secrets that this person must not read in a text; a representative knows the name of its own client. */
  leaks(actor: Actor, text: string): readonly string[] {
    const known: readonly string[] = actor === this.otherRepresentative ? [SECRETS.client] : [];
    return Object.values(SECRETS).filter((secret) => text.includes(secret) && !known.includes(secret));
  }

  /** Every command that names a case, for each thing that can be done to one. */
  caseCommands(number: string): readonly string[] {
    const after: Readonly<Record<CaseVerb, readonly string[]>> = {
      accept: ['受理'],
      transfer: ['转派', `转派 ${FIRM_A}`, '转派 @00000000', `转派 ${COORDINATOR}`],
      recuse: ['回避', '回避 有冲突'],
      reply: ['回复', '回复 一句话'],
      answer: ['办结', '办结 成功 3000'],
      'ask-back': ['退回', '退回 补材料'],
      withdraw: ['撤回'],
      confirm: ['确认办结'],
      rate: ['评分', '评分 5', '评分 1 太慢'],
      view: ['查看', '查看 全部'],
      forward: ['转交', '转交 一句话'],
      block: ['屏蔽'],
      unblock: ['解除屏蔽'],
    };
    return Object.values(after)
      .flat()
      .map((command) => command.replace(/(?= |$)/, ` #${number}`));
  }

  /** Every command there is, by what it means. */
  commands(number: string): Readonly<Record<Intent['kind'], readonly string[]>> {
    return {
      case: this.caseCommands(number),
      relay: [`#${number} 一句话`, `＃${number}：一句话`, `# ${number}\n一句话`],
      who: ['我是谁', '/me'],
      cases: ['我的案件', '/cases'],
      revoke: [`撤销代表 ${this.bindingId} ${usccOf(1)}`],
      representatives: [`代表名单 ${this.uscc}`],
      'issue-code': ['发码', `发码 企业 ${this.uscc}`, `发码 单位 ${FIRM_B} 负责人`],
      'bind-code': ['2345-6789-ABCD'],
      record: ['记录', `记录 走访 ${SECRETS.client} 上门`, `记录 讲座 ${this.uscc}`],
      warn: ['风险提示', '风险提示 行业=住宿餐饮 内容：当心', `风险提示 街道=示例一街道 内容：当心`],
      'send-warning': ['确认发送'],
      'warning-report': ['送达情况'],
      'opt-out': ['退订'],
      'opt-in': ['订阅'],
      'open-case': [`转人工 ${this.turnId}`, '找律师', '办理 人工咨询'],
      along: ['一起转', '不一起转'],
      as: [`名义 ${this.uscc}`, `名义 ${SECRETS.client}`],
      words: ['暗号', number, `${number}怎么样了`, '附件', `查看 ${this.file.id}`],
      resume: ['继续'],
      skip: ['跳过'],
      confirm: ['确认提交'],
      restart: ['重新登记', `重新登记 ${this.turnId}`],
      park: ['先放着'],
      cancel: ['取消'],
      'ask-instead': ['问法小二'],
      'wants-person': ['帮我转律师'],
      help: ['帮助', '/start'],
      script: ['/lang'],
      'dead-letters': ['未送达'],
      resend: ['重新发送 1'],
      'unknown-command': ['/casse'],
      'new-topic': ['/new'],
      checklist: ['清单'],
      'first-step': ['步骤'],
      'next-step': ['下一步'],
      'my-data': ['/mydata'],
      forget: ['/forget'],
      'forget-surely': ['确认删除'],
      'open-citation': ['第二条展开说', '原文'],
      reckon: ['计算', `计算 ${number}`],
      guides: ['/guide', `办事指南 ${number}`],
      bind: ['绑定'],
      'desk-chat': ['本群接案'],
    };
  }
}

/** What a message says of the place where it was written. */
export function inPlace({ group }: Place): { readonly chatId?: string; readonly group?: boolean } {
  return group === null ? {} : { chatId: group, group: true };
}
