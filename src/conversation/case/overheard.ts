import type { IncomingMessage } from '../incoming-message.ts';
import { type Intent, understand } from './understand.ts';

/** Commands that are ordinary words too; in a group, where people talk to each other, only their slash forms count. */
const ORDINARY: ReadonlySet<Intent['kind']> = new Set([
  'help',
  'reckon',
  'who',
  'open-case',
  'resume',
  'cancel',
  'park',
  'confirm',
  'skip',
  'restart',
  'along',
  'ask-instead',
  'checklist',
  'first-step',
  'next-step',
]);

/** Said in a group without calling the bot. */
export function isOverheard({ group, addressed }: IncomingMessage): boolean {
  return group === true && addressed !== true;
}

/** Whether a command may be an ordinary word, or one of another bot. */
export function isOrdinary({ kind }: Intent, text: string): boolean {
  return kind === 'unknown-command' || (ORDINARY.has(kind) && !text.startsWith('/'));
}

/** What people of a group say to each other: no command of ours, and nothing that the bot is asked. */
export function isChatter(message: IncomingMessage): boolean {
  if (!isOverheard(message)) return false;
  const intent = understand(message.text);
  return ['words', 'wants-person'].includes(intent.kind) || isOrdinary(intent, message.text.trim());
}
