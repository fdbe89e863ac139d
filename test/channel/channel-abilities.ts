import type { LanguageModel } from '../../src/answer/language-model.ts';
import type { ChannelDriver } from './channel-driver.ts';

/** What a channel can do, and how it helps itself where it cannot. */
export interface ChannelAbilities {
  readonly name: string;
  /** @param model writes answers; without one they are the folder's own sentences */
  readonly open: (model?: LanguageModel) => Promise<ChannelDriver>;
  /** Longest message, in characters; null without a limit. */
  readonly longest: number | null;
  readonly cards: 'change in place' | 'are looked at again by 查看';
  readonly typing: 'is shown' | 'is shown by the page' | 'is not shown: the answer itself comes';
  readonly edits: 'are carried, marked' | 'are said again by #案号';
  readonly voice: 'is declined' | 'is heard' | 'does not exist';
  readonly files: 'go both ways' | 'are named, and found in another channel';
  readonly redelivery: 'happens' | 'does not exist';
  readonly sending: 'is a platform’s' | 'waits until it is fetched';
  /** What becomes of what is shown first. */
  readonly streaming: 'changes one message' | 'streams one card' | 'fills in the page' | 'prints on';
}
