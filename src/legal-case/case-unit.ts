import type { BindingProof, CodeTries, Grant } from './binding.ts';
import type { Client } from './client.ts';
import type { CaseEvent, CaseMessage, LegalCase } from './legal-case.ts';
import type { Address, Channel, DeskRole, PersonKey, Represented, Script } from './person.ts';
import type { Audience, Broadcast, BroadcastReport, ServiceRecord } from './service-record.ts';
import type { StoredFile } from './stored-file.ts';

/** A person who represents a client, as its other representatives and staff see them: no name, no number. */
export interface Representative extends Address {
  readonly bindingId: string;
  readonly personId: string;
  readonly since: Date;
}

/** Something that happened to a binding, a code or a membership; kept for ever, names nobody but by our own ids. */
export interface AuditEntry {
  readonly what:
    | 'bound'
    | 'revoked'
    | 'code-issued'
    | 'code-used'
    | 'code-refused'
    | 'code-paused'
    | 'joined-desk'
    | 'left-desk'
    | 'desk-chat-added'
    | 'blocked'
    | 'unblocked';
  /** Who did it; null for staff at the command line. */
  readonly by: string | null;
  /** The client's USCC or the desk's name; '' where neither was known. */
  readonly subject: string;
  readonly at: Date;
}

/** People, what they represent and the codes that make them so. */
export interface People {
  bind(personId: string, uscc: string, proof: BindingProof, address: Address, now: Date): Promise<boolean>;
  representatives(uscc: string): Promise<readonly Representative[]>;
  /** Ends a binding of this client; null when there is none. */
  endBinding(bindingId: string, uscc: string, by: string | null, now: Date): Promise<Representative | null>;
  clientsByPhone(phone: string): Promise<readonly Client[]>;
  issueCode(hash: string, grant: Grant, by: string | null, expiresAt: Date): Promise<void>;
  /** What an unused, unexpired code grants; it is used up by this. Null for any other text. */
  useCode(hash: string, personId: string, now: Date): Promise<Grant | null>;
  tries(personId: string): Promise<CodeTries>;
  keepTries(personId: string, tries: CodeTries): Promise<void>;
  setScript(personId: string, script: Script): Promise<void>;
  /** Those of the chats in which everybody who wrote there wants to read traditional characters. */
  chatsInTraditional(chats: readonly Address[]): Promise<readonly Address[]>;
  /** @param at since when staff no longer deal with the person; null when they do again */
  setBlocked(personId: string, at: Date | null): Promise<void>;
  /** How much is kept about a person: questions, cases and bindings. */
  keptAbout(personId: string): Promise<{ readonly turns: number; readonly cases: number; readonly bindings: number }>;
  /** Deletes every question of a person with its answer and rating; what belongs to a case stays. */
  forgetTurns(personId: string): Promise<void>;
  keepDialogue(personId: string, dialogue: unknown): Promise<void>;
  audit(entry: AuditEntry): Promise<void>;
}

/** Clients and law firms as the registry has them. */
export interface Clients {
  find(uscc: string): Promise<Omit<Represented, 'bindingId'> | null>;
  /** Clients of exactly this name. */
  named(name: string): Promise<readonly Omit<Represented, 'bindingId'>[]>;
  /** Firms that take clients, by name. */
  firms(): Promise<readonly string[]>;
}

/** Desks, their members and chats. */
export interface Desks {
  join(desk: string, personId: string, role: DeskRole, address: Address, now: Date): Promise<void>;
  /** @param topics whether each case has a topic of its own there */
  addChat(desk: string, address: Address, topics: boolean): Promise<void>;
  /** Where a desk is told: its group chats; without any, each member's own chat. */
  chats(desk: string): Promise<readonly Address[]>;
  leads(desk: string): Promise<readonly Address[]>;
  /** The desks whose group chat this is. */
  inChat(address: Address): Promise<readonly string[]>;
  /** The desks at which a person works, by name; [] for a stranger and for one whom staff have stopped dealing with. */
  servedBy(person: PersonKey): Promise<readonly string[]>;
  /** Desks that have members, by name. */
  staffed(): Promise<readonly string[]>;
}

/** A case to be opened; its number is given by the store. */
export type NewCase = Omit<LegalCase, 'id' | 'number'>;

/** Cases, what happened to them and what was said. */
export interface Cases {
  open(draft: NewCase): Promise<LegalCase>;
  /** The case of this number, held for this transaction alone; null when there is none. */
  take(number: string): Promise<LegalCase | null>;
  /** A case that the clock must look at by now, nobody holds and is none of these; null when there is none. Throws UnreadableCaseError. */
  takeDue(now: Date, exceptIds: readonly string[]): Promise<LegalCase | null>;
  keep(legalCase: LegalCase): Promise<void>;
  append(caseId: string, event: CaseEvent): Promise<void>;
  say(caseId: string, message: CaseMessage, source: { readonly address: Address; readonly messageId: string | null }): Promise<void>;
  messages(caseId: string): Promise<readonly CaseMessage[]>;
  /** The latest cases in which this person is on the requester's side. */
  ofRequester(personId: string, limit: number): Promise<readonly LegalCase[]>;
  /** Cases whose status or desk was changed in this unit, as they are now. */
  changed(): readonly LegalCase[];
  /** The chats in which this case's card is shown. */
  cards(number: string): Promise<readonly Address[]>;
  ofDesks(desks: readonly string[], limit: number): Promise<readonly LegalCase[]>;
  /** The open case in which the desk has said something since the person last wrote; null when there is none. */
  unheard(personId: string): Promise<string | null>;
  /** The number of the case that a message of ours in this chat was about; null for any other message. */
  aboutMessage(address: Address, messageId: string): Promise<string | null>;
  /** The number of the case to which a person's message was relayed; null when it was not. */
  ofRelayed(personId: string, address: Address, messageId: string): Promise<string | null>;
}

/** Files of cases. */
export interface Files {
  stage(file: StoredFile, personId: string): Promise<void>;
  /** Files that this person handed in and that belong to no case yet. */
  staged(ids: readonly string[], personId: string): Promise<readonly StoredFile[]>;
  attach(ids: readonly string[], caseId: string, personId: string): Promise<void>;
  ofCase(caseId: string): Promise<readonly StoredFile[]>;
  /** A file with the number of its case; null when it has none or is not there. */
  find(id: string): Promise<{ readonly file: StoredFile; readonly caseNumber: string } | null>;
}

/** What desks do for their clients beside cases, and warnings to many. */
export interface Services {
  record(record: ServiceRecord): Promise<void>;
  audienceSize(audience: Audience): Promise<number>;
  createBroadcast(broadcast: Broadcast): Promise<{ readonly id: string; readonly recipients: readonly Address[] }>;
  report(broadcastId: string, by: string): Promise<BroadcastReport | null>;
  latestBroadcast(by: string): Promise<string | null>;
  optOut(personId: string, out: boolean): Promise<void>;
}

/** A message that no platform took. */
export interface DeadLetter {
  readonly id: string;
  readonly channel: Channel;
  readonly caseNumber: string | null;
  readonly why: string;
  readonly at: Date;
}

/** Messages that were given up. */
export interface Letters {
  /** The latest first. */
  dead(limit: number): Promise<readonly DeadLetter[]>;
  /** Puts one back among those to be sent; false when there is none of this id. */
  resend(id: string): Promise<boolean>;
}

/** Everything that one message may change, in one transaction: all of it happens or nothing. */
export interface CaseUnit {
  readonly people: People;
  readonly clients: Clients;
  readonly desks: Desks;
  readonly cases: Cases;
  readonly files: Files;
  readonly services: Services;
  readonly letters: Letters;
}

/** A case that cannot be read: it was damaged in the database, or a key is missing, as its cause says. */
export class UnreadableCaseError extends Error {
  override readonly name = 'UnreadableCaseError';
  /** Which one; shown in the log. */
  readonly code: string;

  constructor(
    readonly caseId: string,
    options: ErrorOptions,
  ) {
    super(`case ${caseId} cannot be read`, options);
    this.code = `case_${caseId}`;
  }
}
