import { CASE_KINDS, type CaseKind } from '../../knowledge/office.ts';
import { readCode } from '../../legal-case/binding.ts';
import type { Script } from '../../legal-case/person.ts';
import { SERVICE_KINDS, type ServiceKind } from '../../legal-case/service-record.ts';
import { nearestCommand } from './nearest-command.ts';

/** Words by which something is done to a case; each is followed by the case's number. */
const CASE_VERBS = {
  受理: 'accept',
  转派: 'transfer',
  回避: 'recuse',
  回复: 'reply',
  办结: 'answer',
  退回: 'ask-back',
  撤回: 'withdraw',
  确认办结: 'confirm',
  评分: 'rate',
  查看: 'view',
  转交: 'forward',
  屏蔽: 'block',
  解除屏蔽: 'unblock',
} as const;
export type CaseVerb = (typeof CASE_VERBS)[keyof typeof CASE_VERBS];

/** A command of an intake (登记). */
export type IntakeIntent =
  | { readonly kind: 'open-case'; readonly caseKind: CaseKind | null; readonly turnId: string | null }
  | { readonly kind: 'as'; readonly who: string }
  | { readonly kind: 'along'; readonly along: boolean }
  | { readonly kind: 'restart'; readonly turnId: string | null }
  | { readonly kind: 'resume' | 'cancel' | 'park' | 'confirm' | 'skip' };

/** What a message wants; `words` is everything that is no command. */
export type Intent =
  | IntakeIntent
  | { readonly kind: 'help' | 'bind' | 'who' | 'cases' | 'ask-instead' }
  | { readonly kind: 'reckon'; readonly words: string }
  | { readonly kind: 'bind-code'; readonly code: string }
  | { readonly kind: 'revoke'; readonly bindingId: string; readonly uscc: string }
  | { readonly kind: 'representatives'; readonly uscc: string }
  | { readonly kind: 'case'; readonly verb: CaseVerb; readonly number: string; readonly rest: string }
  | { readonly kind: 'relay'; readonly number: string; readonly text: string }
  | { readonly kind: 'record'; readonly service: ServiceKind | null; readonly rest: string }
  | { readonly kind: 'warn'; readonly rest: string }
  | { readonly kind: 'send-warning' | 'warning-report' | 'opt-out' | 'opt-in' | 'desk-chat' }
  | { readonly kind: 'issue-code'; readonly rest: string }
  | { readonly kind: 'script'; readonly script: Script | null }
  | { readonly kind: 'dead-letters' }
  | { readonly kind: 'resend'; readonly id: string }
  | { readonly kind: 'checklist' | 'first-step' | 'next-step' }
  | { readonly kind: 'new-topic' | 'my-data' | 'forget' | 'forget-surely' }
  | { readonly kind: 'open-citation'; readonly place: number; readonly typed: string }
  | { readonly kind: 'guides'; readonly keyword: string }
  | { readonly kind: 'unknown-command'; readonly meant: string | null }
  | { readonly kind: 'wants-person' }
  | { readonly kind: 'words' };

/** Commands without anything behind them, by every word for them; the Latin ones are what Telegram's menu can hold. */
const PLAIN: ReadonlyMap<string, Intent> = new Map(
  Object.entries({
    ...named(['/start', '/help', '帮助'], { kind: 'help' }),
    ...named(['/bind', '绑定'], { kind: 'bind' }),
    ...named(['/me', '我是谁', '我的身份'], { kind: 'who' }),
    ...named(['/cases', '我的案件'], { kind: 'cases' }),
    ...named(['/case', '找律师', '转人工', '人工', '人工服务', '转我的律所'], { kind: 'open-case', caseKind: null, turnId: null }),
    ...named(['继续'], { kind: 'resume' }),
    ...named(['/cancel', '取消'], { kind: 'cancel' }),
    ...named(['先放着'], { kind: 'park' }),
    ...named(['确认提交'], { kind: 'confirm' }),
    ...named(['跳过', '就这些'], { kind: 'skip' }),
    ...named(['重新登记'], { kind: 'restart', turnId: null }),
    ...named(['问法小二'], { kind: 'ask-instead' }),
    ...named(['一起转'], { kind: 'along', along: true }),
    ...named(['不一起转'], { kind: 'along', along: false }),
    ...named(['确认发送'], { kind: 'send-warning' }),
    ...named(['送达情况'], { kind: 'warning-report' }),
    ...named(['退订'], { kind: 'opt-out' }),
    ...named(['订阅'], { kind: 'opt-in' }),
    ...named(['/deskchat', '本群接案'], { kind: 'desk-chat' }),
    ...named(['/lang'], { kind: 'script', script: null }),
    ...named(['简体字', '/lang 简体'], { kind: 'script', script: 'simplified' }),
    ...named(['繁体字', '繁體字', '/lang 繁體', '/lang 繁体'], { kind: 'script', script: 'traditional' }),
    ...named(['清单', '材料清单', '要带的东西'], { kind: 'checklist' }),
    ...named(['步骤', '一步一步说', '怎么一步步办'], { kind: 'first-step' }),
    ...named(['下一步', '然后呢', '接下来呢'], { kind: 'next-step' }),
    ...named(['/mydata', '我的数据'], { kind: 'my-data' }),
    ...named(['/forget', '删除我的记录'], { kind: 'forget' }),
    ...named(['确认删除'], { kind: 'forget-surely' }),
    ...named(['/new', '换个话题'], { kind: 'new-topic' }),
    ...named(['/guide', '办事指南', '办事指南呢', '有办事指南吗', '有没有办事指南'], { kind: 'guides', keyword: '' }),
    ...named(['/calc', '/算', '计算', '算一算'], { kind: 'reckon', words: '' }),
    ...named(['/undelivered', '未送达'], { kind: 'dead-letters' }),
    ...named(['发码'], { kind: 'issue-code', rest: '' }),
    ...named(['记录'], { kind: 'record', service: null, rest: '' }),
    ...named(['风险提示'], { kind: 'warn', rest: '' }),
  }),
);

const SLASH_COMMANDS = [...PLAIN.keys()].filter((word) => /^\/[a-z]+$/.test(word));

const CASE_COMMAND = new RegExp(`^/?(${Object.keys(CASE_VERBS).join('|')})\\s*[#＃]?\\s*(20\\d{8,11})(?!\\d)[\\s:：，,]*([\\s\\S]*)$`);
const RELAY = /^[#＃]\s*(20\d{8,11})(?!\d)[\s:：，,]*([\s\S]+)$/;
/** Many write a slash before any command. */
const CHINESE_COMMAND = /^\/\p{Script=Han}/u;
/** Longer texts are questions about lawyers, not a call for one. */
const LONGEST_CALL = 20;
const CALL = /(?:转|找|要|请|联系|接)(?:个|一个|一?位|我的|下|一下)*(?:人工|真人|律师|律所|法律顾问|客服)|(?:人工|真人)(?:客服|服务|咨询)/;

/** Reads what a message wants from its text alone; never fails. */
export function understand(text: string): Intent {
  const trimmed = text.trim();
  const command = trimmed.normalize('NFKC');
  const plain = PLAIN.get(command.toLowerCase()) ?? (CHINESE_COMMAND.test(command) ? PLAIN.get(command.slice(1)) : undefined);
  if (plain) return plain;
  const ofCase = readCaseCommand(trimmed);
  if (ofCase) return ofCase;
  const code = readCode(command.replace(/^(?:\/start|\/bind|绑定|验证码)[\s:：]*/, ''));
  if (code !== null) return { kind: 'bind-code', code };
  return readArguments(trimmed) ?? readCitation(command) ?? readUnknown(command) ?? readCall(trimmed) ?? { kind: 'words' };
}

function readCaseCommand(text: string): Intent | null {
  const command = CASE_COMMAND.exec(text);
  if (command) {
    const [, verb = '', number = '', rest = ''] = command;
    return { kind: 'case', verb: CASE_VERBS[verb as keyof typeof CASE_VERBS], number, rest: rest.trim() };
  }
  const link = /^\/start case_(20\d{8,11})$/.exec(text);
  if (link) return { kind: 'case', verb: 'view', number: link[1] ?? '', rest: '' };
  const relay = RELAY.exec(text);
  if (relay) return { kind: 'relay', number: relay[1] ?? '', text: (relay[2] ?? '').trim() };
  const [, word, turnId = ''] = /^(转人工|重新登记) ([0-9a-f-]{36})$/.exec(text) ?? [];
  if (word === '转人工') return { kind: 'open-case', caseKind: null, turnId };
  if (word === '重新登记') return { kind: 'restart', turnId };
  const caseKind = CASE_KINDS.find((kind) => text === `办理 ${kind}`);
  return caseKind ? { kind: 'open-case', caseKind, turnId: null } : null;
}

function readArguments(text: string): Intent | null {
  const [word = '', ...others] = text.split(/\s+/);
  const rest = text.slice(word.length).trim();
  const [first = '', second = ''] = others;
  switch (word) {
    case '名义':
      return others.length === 1 ? { kind: 'as', who: first } : null;
    case '撤销代表':
      return others.length === 2 ? { kind: 'revoke', bindingId: first, uscc: second } : null;
    case '代表名单':
      return others.length === 1 ? { kind: 'representatives', uscc: first } : null;
    case '发码':
      return { kind: 'issue-code', rest };
    case '记录':
      return { kind: 'record', service: SERVICE_KINDS.find((kind) => kind === first) ?? null, rest: rest.slice(first.length).trim() };
    case '/guide':
    case '办事指南':
      return { kind: 'guides', keyword: rest };
    case '/calc':
    case '/算':
    case '计算':
      return { kind: 'reckon', words: rest };
    case '重新发送':
      return /^\d{1,18}$/.test(rest) ? { kind: 'resend', id: rest } : null;
    case '风险提示':
      return { kind: 'warn', rest };
    default:
      return null;
  }
}

/** 第二条展开说, 原文, 说说第3条: an article of the answer before, counted from 1. */
function readCitation(text: string): Intent | null {
  const [, , place] =
    /^(?:请|再)?(展开|详细)?(?:说说?|讲讲?|看看?)?(?:一下)?第([一二三四五1-5])[条个](?:依据)?(?:的?(?:原文|内容|详情)|(?:再)?(?:展开|详细)?(?:说说?|讲讲?|说明)?(?:一下)?)[吧呢]?[?？。!！]*$/.exec(
      text,
    ) ?? [];
  if (place !== undefined) return { kind: 'open-citation', place: '一二三四五'.indexOf(place) + 1 || Number(place), typed: text };
  return /^(?:看看?)?(?:原文|法条原文|条文原文|原文呢|原文是什么|看原文)[?？]?$/.test(text)
    ? { kind: 'open-citation', place: 1, typed: text }
    : null;
}

/** A slash and Latin letters: a command of ours with something behind it, or none, and what was perhaps meant. */
function readUnknown(text: string): Intent | null {
  const [typed] = /^\/[a-z_]+/i.exec(text) ?? [];
  if (typed === undefined) return null;
  return PLAIN.get(typed.toLowerCase()) ?? { kind: 'unknown-command', meant: nearestCommand(typed.toLowerCase(), SLASH_COMMANDS) };
}

/** A short cry for a person; a question about lawyers is a question. */
function readCall(text: string): Intent | null {
  const asks = /[?？吗呢谁贵费钱]|怎么|多少|什么|哪|如何|可以|能不能|不[请找要]|对方|[请找]律师了/.test(text);
  return text.length <= LONGEST_CALL && !asks && CALL.test(text) ? { kind: 'wants-person' } : null;
}

function named(words: readonly string[], intent: Intent): Record<string, Intent> {
  return Object.fromEntries(words.map((word) => [word, intent]));
}
