import type { Citation, Statement } from '../answer/outcome.ts';
import type { Channel } from '../legal-case/person.ts';
import type { StoredFile } from '../legal-case/stored-file.ts';

/** Something to tap: its label, and the words it stands for, which a person may also type. */
export interface Choice {
  readonly label: string;
  readonly command: string;
}

/** Kinds of people for whom a platform's menu of commands differs. */
export type MenuKind = 'resident' | 'enterprise' | 'lawyer' | 'staff';

/** A part of a reply; every channel shows each kind in its own form. */
export type Block =
  | { readonly kind: 'paragraph' | 'heading'; readonly text: string }
  | { readonly kind: 'point'; readonly statements: readonly Statement[] }
  | {
      readonly kind: 'sources';
      readonly heading: string;
      readonly citations: readonly Citation[];
      /** Articles in the blocks before it, which are counted on; absent: none. */
      readonly counted?: number;
    }
  | {
      readonly kind: 'guide';
      readonly heading: string;
      readonly facts: readonly string[];
      readonly steps: readonly string[];
      readonly materials: readonly string[];
      readonly materialsHeading: string;
      readonly notes: readonly string[];
      readonly notesHeading: string;
    }
  | { readonly kind: 'questions'; readonly heading: string; readonly questions: readonly string[] }
  | { readonly kind: 'small'; readonly text: string }
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] }
  /** Words of another person, relayed. */
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'file'; readonly file: StoredFile }
  /** Asks the platform to vouch for the person's own telephone, where it can. */
  | { readonly kind: 'ask-phone'; readonly label: string }
  /** The person is of this kind now: the platform's menu, where it has one, offers their commands. */
  | { readonly kind: 'menu'; readonly of: MenuKind };

/** What a person gets for a message, in order of reading. */
export interface Reply {
  readonly blocks: readonly Block[];
  /** Whether 有用/没用 may be asked. */
  readonly rateable: boolean;
}

/** A reply as the messages by which a channel shows it, in its own form. */
export type RenderReply = (channel: Channel, reply: Reply) => readonly unknown[];

/** A plain reply: sentences, and what can be tapped below them. */
export function say(texts: string | readonly string[], choices: readonly Choice[] = []): Reply {
  const paragraphs = (typeof texts === 'string' ? [texts] : texts).map((text): Block => ({ kind: 'paragraph', text }));
  return { blocks: choices.length === 0 ? paragraphs : [...paragraphs, { kind: 'choices', choices }], rateable: false };
}
