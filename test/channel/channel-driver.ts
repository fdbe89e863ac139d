import type { PersonKey } from '../../src/legal-case/person.ts';
import type { Service } from './open-service.ts';

/** A message as the person sees it: its words without markup, and what can be pressed below them. */
export interface ShownMessage {
  readonly text: string;
  readonly buttons: readonly string[];
}

/** One person in front of one channel, and the whole service behind it. */
export interface ChannelDriver {
  readonly service: Service;
  readonly me: PersonKey & { readonly chatId: string };
  /** I write; everything that comes of it is done afterwards. */
  say(text: string): Promise<void>;
  /** I press what is called so, below the latest message that has it. */
  press(label: string): Promise<void>;
  /** Everything I was shown, as it stands now, oldest first. */
  shown(): Promise<readonly ShownMessage[]>;
  /** What I saw moment by moment: the words of everything I was shown, and again each time they were changed. */
  seen(): readonly string[];
  close(): Promise<void>;
  /** Files I was given; absent where a channel only names them. */
  readonly files?: () => Promise<readonly { readonly name: string; readonly bytes: Buffer }[]>;
  readonly sendFile?: (name: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** I say something that the platform hears as these words; '' where it hears nothing. */
  readonly speak?: (heard: string) => Promise<void>;
  /** I change the words of my latest message. */
  readonly edit?: (text: string) => Promise<void>;
  /** My message before the latest one is delivered once more. */
  readonly again?: () => Promise<void>;
  /** Whether I saw that the bot is at it. */
  readonly sawTyping?: () => boolean | Promise<boolean>;
  readonly platform?: Platform;
}

/** What a platform that pushes messages may do to them. */
interface Platform {
  /** The next message for me is refused for about a second. */
  busy(): void;
  calm(): void;
  down(): void;
  up(): void;
  /** I block the bot, or leave where it can reach me. */
  leave(): Promise<void>;
  /** Somebody else asks. */
  neighbourAsks(text: string): void;
  neighbourWasTold(): readonly string[];
  /** I write while the platform is down: nothing comes of it yet. */
  sayUnheard(text: string): void;
  settle(): Promise<void>;
}
