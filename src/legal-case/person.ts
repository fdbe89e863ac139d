import type { Client } from './client.ts';

/** Ways by which people reach the bot. */
export type Channel = 'terminal' | 'web' | 'telegram' | 'dingtalk';

/** Chinese characters: 简体 or 繁體. */
export type Script = 'simplified' | 'traditional';

/** A person in a channel. */
export interface PersonKey {
  readonly channel: Channel;
  /** The person's name in the channel's own numbering; never shown. */
  readonly personId: string;
}

/** Where a message can be sent. */
export interface Address {
  readonly channel: Channel;
  readonly chatId: string;
}

/** A person with the chat in which they are told what concerns them. */
export interface Party {
  /** The person's id with us. */
  readonly personId: string;
  readonly address: Address;
}

/** A client that a person represents (代表), with the law firm that advises it today. */
export interface Represented extends Pick<Client, 'uscc' | 'name' | 'kind' | 'street' | 'industry'> {
  readonly bindingId: string;
  readonly firm: string | null;
}

/** What a member may do at a desk: a lead (负责人) also gets escalations and may act in a colleague's case. */
export type DeskRole = 'clerk' | 'lead';

/** A desk that a person works at (承办人). */
interface Membership {
  readonly desk: string;
  readonly role: DeskRole;
}

/** Who is speaking: everything that decides what they may see and do. */
export interface Speaker extends PersonKey {
  /** The person's id with us. */
  readonly id: string;
  readonly represents: readonly Represented[];
  readonly serves: readonly Membership[];
  /** Where the person is in a dialogue of several messages; null at the beginning. */
  readonly dialogue: unknown;
  /** In which characters they want to read. */
  readonly script: Script;
  /** Staff have stopped dealing with this person. */
  readonly blocked: boolean;
}
