import { PassThrough } from 'node:stream';
import type { LanguageModel } from '../../../src/answer/language-model.ts';
import { chat } from '../../../src/channel/terminal/terminal-chat.ts';
import { PostgresOutbox } from '../../../src/store/postgres-outbox.ts';
import type { ChannelDriver, ShownMessage } from '../channel-driver.ts';
import { openService } from '../open-service.ts';
import { until } from '../until.ts';

const PROMPT = '\n您：';

/** The conversation in a terminal: one person, one line after the other. */
export async function driveTerminal(model?: LanguageModel): Promise<ChannelDriver> {
  const service = await openService(model);
  const [input, output] = [new PassThrough(), new PassThrough()];
  let text = '';
  const seen: string[] = [];
  output.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    seen.push(text.split(PROMPT).at(-1) ?? '');
  });
  const talk = chat(service.turns, new PostgresOutbox(service.db), input, output);
  const prompts = () => text.split(PROMPT).length - 1;
  const say = async (line: string) => {
    await until(() => prompted(1));
    const before = prompts();
    input.write(`${line}\n`);
    await until(() => prompted(before + 1));
  };
  const prompted = (count: number) => {
    if (prompts() < count) throw new Error('no prompt yet');
  };
  const shown = async (): Promise<readonly ShownMessage[]> => {
    // What others said comes before the next prompt.
    await say('');
    const parts = text.split(PROMPT).filter((part) => part.trim() !== '');
    return parts.map((part) => ({ text: part, buttons: [...buttonsOf(part).keys()] }));
  };
  return {
    service,
    me: { channel: 'terminal', personId: 'local', chatId: 'local' },
    say,
    press: async (label) =>
      say(
        text
          .split(PROMPT)
          .map(buttonsOf)
          .findLast((buttons) => buttons.has(label))
          ?.get(label) ?? '',
      ),
    shown,
    // A line feed and a prompt are nothing yet.
    seen: () => seen.filter((words) => words.trim() !== ''),
    close: async () => {
      input.end();
      await talk;
      await service.close();
    },
  };
}

/** `· label：command`, or `· words` that stand for themselves. */
function buttonsOf(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/^· ([^：\n]+)(?:：(.+))?$/gm)].map(([, label = '', command]) => [label, command ?? label]));
}
