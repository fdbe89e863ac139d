import { type CaseStatus, isOpen } from '../../legal-case/case-status.ts';
import { type DeadlineTarget, dueAt } from '../../legal-case/deadline.ts';
import { INTAKE_FIELDS, type IntakeField } from '../../legal-case/intake-fields.ts';
import type { CaseMessage, LegalCase } from '../../legal-case/legal-case.ts';
import type { StoredFile } from '../../legal-case/stored-file.ts';
import type { Block, Choice, Reply } from '../reply.ts';
import { FIELD_NAMES, STATUS_NAMES, CASE_WORDING as WORDS } from './case-wording.ts';
import type { CaseRules } from './scene.ts';

/** Messages of a case that are shown with it. */
const SHOWN_MESSAGES = 6;

/** What a desk is shown of a case, beside the case itself. */
export interface CardFacts {
  readonly heading: string;
  /** The client's name, or 居民. */
  readonly who: string;
  readonly files: readonly StoredFile[];
  /** Why it comes to this desk; '' for no reason to be given. */
  readonly note: string;
}

/** A case as a card for the desk that has it (案件卡片), with what can be done. */
export function presentCard(legalCase: LegalCase, facts: CardFacts, rules: CaseRules, side: 'desk' | 'coordinator' = 'desk'): Reply {
  const due = (target: DeadlineTarget) => {
    const at = legalCase.deadlines.filter((deadline) => deadline.target === target).map((deadline) => dueAt(deadline, rules.policy));
    return formatTime(at.find((instant) => instant !== null) ?? null);
  };
  const lines = [
    facts.heading,
    WORDS.from(facts.who),
    ...describe(legalCase),
    ...(facts.note === '' ? [] : [facts.note]),
    WORDS.due(due('first-response'), due('answer')),
  ];
  const blocks: Block[] = [{ kind: 'paragraph', text: lines.join('\n') }];
  if (legalCase.transcript !== '') blocks.push({ kind: 'quote', text: WORDS.transcript(legalCase.transcript) });
  for (const file of facts.files) blocks.push({ kind: 'file', file });
  return { blocks: [...blocks, { kind: 'choices', choices: deskChoices(legalCase, side) }], rateable: false };
}

/** A card that was sent before, as the case stands now. */
export function presentStatus(legalCase: LegalCase, who: string, side: 'desk' | 'coordinator'): Reply {
  const { number, kind, status } = legalCase;
  const lines = [WORDS.line(number, kind, STATUS_NAMES[status]), WORDS.from(who), ...describe(legalCase)];
  const choices = deskChoices(legalCase, side);
  return {
    blocks: [{ kind: 'paragraph', text: lines.join('\n') }, ...(choices.length === 0 ? [] : [{ kind: 'choices' as const, choices }])],
    rateable: false,
  };
}

/** A case for somebody who asks to see it. */
export function presentCase(
  legalCase: LegalCase,
  messages: readonly CaseMessage[],
  files: readonly StoredFile[],
  side: 'requester' | 'desk' | 'coordinator',
): Reply {
  const { number, kind, status } = legalCase;
  const heading = [WORDS.line(number, kind, STATUS_NAMES[status]), ...describe(legalCase)].join('\n');
  const said = messages.slice(-SHOWN_MESSAGES).map((message): Block => {
    const name = message.side === 'desk' ? message.desk : WORDS.requesterSaid;
    return { kind: 'quote', text: `${name} ${formatTime(message.at)}\n${describeWords(message, files)}` };
  });
  const shown = files.map((file): Block => ({ kind: 'file', file }));
  const choices = side === 'requester' ? requesterChoices(number, status) : deskChoices(legalCase, side);
  return { blocks: [{ kind: 'paragraph', text: heading }, ...said, ...shown, { kind: 'choices', choices }], rateable: false };
}

/** What a desk can do now; the coordinator can only look and hand on. */
export function deskChoices({ number, status, kind }: LegalCase, side: 'desk' | 'coordinator'): Choice[] {
  const { accept, transfer, recuse, reply, answer, askBack, succeeded, failed, view } = WORDS.buttons;
  const does = (label: string, verb: string, rest = ''): Choice => ({ label, command: `${verb} #${number}${rest}` });
  const finish = kind === '调解' ? [does(succeeded, '办结', ' 成功'), does(failed, '办结', ' 不成')] : [does(answer, '办结')];
  if (side === 'coordinator')
    return isOpen(status) && status !== '已答复' ? [does(transfer, '转派'), does(view, '查看')] : [does(view, '查看')];
  switch (status) {
    case '已转办':
      return [does(accept, '受理'), does(transfer, '转派'), does(recuse, '回避'), does(view, '查看')];
    case '已受理':
    case '办理中':
      return [does(reply, '回复'), ...finish, does(askBack, '退回'), does(transfer, '转派'), does(recuse, '回避'), does(view, '查看')];
    case '待协调':
      return [does(transfer, '转派'), does(view, '查看')];
    case '退回补正':
      return [does(reply, '回复'), ...finish, does(view, '查看')];
    case '已答复':
      return [does(reply, '回复'), does(view, '查看')];
    default:
      return [];
  }
}

/** What the person who asked can do now. */
export function requesterChoices(number: string, status: CaseStatus): Choice[] {
  const { reply, withdraw, confirm, more } = WORDS.buttons;
  const say = (label: string): Choice => ({ label, command: `回复 #${number}` });
  if (status === '已撤回') return [];
  if (status === '已答复') return [{ label: confirm, command: `确认办结 #${number}` }, say(more)];
  if (status === '已办结') return [say(more)];
  return [say(reply), { label: withdraw, command: `撤回 #${number}` }];
}

/** What was said at the intake, a line each. */
export function describe({ kind, answers }: Pick<LegalCase, 'kind' | 'answers'>): string[] {
  return INTAKE_FIELDS[kind].flatMap(({ field }) => line(field, answers[field] ?? ''));
}

/** What was said, and the name of the file that came with it. */
export function describeWords({ text, file }: CaseMessage, files: readonly StoredFile[]): string {
  const named = files.find(({ id }) => id === file);
  return [text, ...(named ? [`${FIELD_NAMES.file}：${named.name}`] : [])].filter((part) => part !== '').join('\n');
}

/** Month, day and time in China: 11月25日 10:30; — for a clock that does not run. */
export function formatTime(at: Date | null): string {
  if (at === null) return '—';
  const [, month, day, hour, minute] = /-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(new Date(at.getTime() + 8 * 3_600_000).toISOString()) ?? [];
  return `${Number(month)}月${Number(day)}日 ${hour}:${minute}`;
}

function line(field: IntakeField, value: string): string[] {
  return value === '' || field === 'file' ? [] : [`${FIELD_NAMES[field]}：${value}`];
}
