import type { Feedback } from '../../answer/feedback.ts';
import { type CaseKind, DEFAULT_RULES, type Office, type ServiceRules } from '../../knowledge/office.ts';
import type { CaseUnit } from '../../legal-case/case-unit.ts';
import { type DeadlinePolicy, policyOf } from '../../legal-case/deadline.ts';
import type { Address, Party, Script, Speaker } from '../../legal-case/person.ts';
import type { IncomingMessage } from '../incoming-message.ts';
import { type Reply, say } from '../reply.ts';
import { answeredLast } from '../topic.ts';
import type { Turn } from '../turn-store.ts';
import { IDENTITY_WORDING } from './case-wording.ts';
import type { Dialogue } from './dialogue.ts';

/** What the district laid down: its offices and its time limits. */
export interface CaseRules {
  readonly offices: readonly Office[];
  readonly policy: DeadlinePolicy;
  /** The coordinator's desk by name. */
  readonly coordinator: string;
}

/** Where nobody is named coordinator in `knowledge/机构`, held cases still have a desk. */
const FALLBACK_COORDINATOR = '法律服务协调岗';
const policies = new WeakMap<ServiceRules, DeadlinePolicy>();

/** The rules of the folder at this moment. */
export function rulesOf({ offices, rules }: { readonly offices: readonly Office[]; readonly rules: ServiceRules }): CaseRules {
  const given = rules ?? DEFAULT_RULES;
  const policy = policies.get(given) ?? policyOf(given);
  policies.set(given, policy);
  return { offices, policy, coordinator: offices.find((office) => office.coordinator)?.name ?? FALLBACK_COORDINATOR };
}

/** What a dialogue may look up of the speaker's own turns. */
interface OwnTurns {
  find(turnId: string): Promise<Turn | null>;
  /** The latest, oldest first. */
  recent(limit: number): Promise<readonly Turn[]>;
  /** Keeps what the speaker says of one; false where it is not theirs. */
  rate(turnId: string, feedback: Feedback): Promise<boolean>;
}

/** A message with everything that decides what becomes of it. */
export interface Scene {
  readonly message: IncomingMessage;
  readonly speaker: Speaker;
  readonly dialogue: Dialogue;
  readonly unit: CaseUnit;
  readonly turns: OwnTurns;
  readonly rules: CaseRules;
  /** The kind of case that words of the speaker sound like. */
  readonly guessKind: (words: string) => CaseKind;
  readonly now: Date;
}

/** Turns looked through for the last answer. */
const LOOKED_THROUGH_TURNS = 6;

/** The answer that was given last in this conversation; null where there is none. */
export async function lastAnswer({ turns, now }: Scene): Promise<Turn | null> {
  return answeredLast(await turns.recent(LOOKED_THROUGH_TURNS), now);
}

/** Something to be told to somebody else. */
export interface Notice {
  readonly to: Address;
  readonly reply: Reply;
  /** The case it is about, so that a reply to it finds its way. */
  readonly caseNumber: string | null;
  readonly broadcastId?: string;
  /** It shows the case's card, or replaces the one that is shown there. */
  readonly card?: 'new' | 'update';
}

/** What becomes of a message: the reply, what others are told, and where the dialogue stands then. */
export interface Step {
  readonly reply: Reply;
  readonly notices: readonly Notice[];
  readonly dialogue: Dialogue;
  /** The case that the reply is about. */
  readonly caseNumber: string | null;
  /** The characters of the reply, where the person has just chosen others. */
  readonly script?: Script;
  /** What is kept as the person's words, and as our reply, where the real ones hold a secret. */
  readonly kept?: { readonly said?: string; readonly reply?: Reply };
}

/** A message that is no step of a dialogue: a question to be answered, or a word of a group that is not meant for us. */
export type Otherwise =
  | {
      readonly kind: 'question';
      readonly text: string;
      readonly guides?: boolean;
      /** What is told beside the answer. */
      readonly notices?: readonly Notice[];
    }
  | { readonly kind: 'ignored' };

/** A step that leaves the dialogue without expectations unless told otherwise; in a group it leaves it alone. */
export function step(scene: Scene, reply: Reply, more: Partial<Step> = {}): Step {
  const dialogue = scene.message.group ? scene.dialogue : moveOn(scene, { expects: null });
  return { reply, notices: [], caseNumber: null, dialogue, ...more };
}

/** The dialogue with these changes, moved on now. */
export function moveOn(scene: Scene, change: Partial<Dialogue>): Dialogue {
  return { ...scene.dialogue, ...change, at: scene.now.toISOString() };
}

/** The speaker as a party, told in this chat. */
export function partyOf({ speaker, message }: Scene): Party {
  return { personId: speaker.id, address: { channel: message.channel, chatId: message.chatId } };
}

/** Whether the speaker works at the bureau's coordination desk. */
export function isStaff({ speaker, rules }: Scene): boolean {
  return speaker.serves.some(({ desk }) => desk === rules.coordinator);
}

/** The refusal of what must not be done where others read along. */
export function onlyInPrivate(scene: Scene): Step {
  return step(scene, say(IDENTITY_WORDING.privately));
}

/** The same reply to several addresses, each once. */
export function tell(addresses: readonly Address[], reply: Reply, caseNumber: string | null): Notice[] {
  const seen = new Map(addresses.map((address) => [`${address.channel} ${address.chatId}`, address]));
  return [...seen.values()].map(({ channel, chatId }) => ({ to: { channel, chatId }, reply, caseNumber }));
}
