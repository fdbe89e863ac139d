import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FakeChat, startFakeChat } from '../fakes/openai-chat.ts';
import { BROKEN, openModel, PATIENT, piecesOf, SEPARATED, SUE, WRONG_YEARS, YEARS } from '../model/model-stage.ts';
import type { ChannelAbilities } from './channel-abilities.ts';
import type { ChannelDriver } from './channel-driver.ts';

/** Slow enough that each channel shows something more than once. */
const EVERY_MS = 700;
const by = (...texts: readonly string[]) => texts.map((text) => ({ text, sources: ['S1'] }));
const [WRITING, WRITTEN, EXTRACT] = [
  '人工智能正在写，没写完',
  '这段话由人工智能根据下面的依据整理',
  '夫妻一方要离婚的，可以直接向法院起诉。',
];
const SOURCE = '《民法典》第1079条 起诉离婚怎样才判离';

/** What every channel does while a model writes. */
export function streamingContract({ name, open, streaming }: ChannelAbilities): void {
  describe(`${name} ${streaming} while a model writes: it`, () => {
    let driver: ChannelDriver;
    let chat: FakeChat;
    beforeAll(async () => {
      chat = await startFakeChat();
      driver = await open(openModel(chat, 10_000_000, 'test-key', PATIENT).model);
    }, 120_000);
    afterAll(async () => {
      await driver.close();
      await chat.stop();
    });
    afterEach(() => expect(driver.service.faults.splice(0)).toEqual([]));

    /** I ask, and the model writes so; what I saw moment by moment, and what is there in the end. */
    const ask = async (pieces: readonly string[], end: 'stop' | 'hang-up') => {
      chat.replays = [{ kind: 'slowly', pieces, everyMs: EVERY_MS, end }];
      const [moments, messages] = [driver.seen().length, (await driver.shown()).length];
      await driver.say(SEPARATED);
      const shown = (await driver.shown()).slice(messages);
      const seen = driver.seen().slice(moments);
      return { seen, before: seen.filter((text) => !text.includes(SOURCE)), shown, text: shown.map(({ text }) => text).join('\n') };
    };
    /** Printed words stay. */
    const replaces = streaming !== 'prints on';

    it('shows sentences as they are verified, as a model’s, then the whole answer with its sources in their place', async () => {
      const { before, seen, shown, text } = await ask(piecesOf(by(SUE, WRONG_YEARS, YEARS, BROKEN)), 'stop');
      expect(before[0]).toContain(WRITING);
      expect(before.some((moment) => moment.includes(SUE) && !moment.includes(YEARS))).toBe(true);
      expect(before.some((moment) => moment.includes(SUE + YEARS))).toBe(true);
      expect(before.filter((moment) => !moment.includes(WRITING) || moment.includes(WRITTEN))).toEqual([]);
      expect(seen.join()).not.toContain('3年');
      expect(shown).toHaveLength(1);
      for (const words of [SUE + YEARS + BROKEN, SOURCE, WRITTEN]) expect(text.split(words)).toHaveLength(2);
      expect(text.includes(WRITING)).toBe(!replaces);
    });

    it.each([
      ['breaks off', piecesOf(by(SUE, YEARS)).slice(0, 3), 'hang-up'],
      ['writes mostly what is not so', piecesOf(by(SUE, WRONG_YEARS)), 'stop'],
    ] as const)('puts the folder’s own sentences in their place when the model %s', async (_, pieces, end) => {
      const { before, seen, shown, text } = await ask(pieces, end);
      expect(before.some((moment) => moment.includes(SUE))).toBe(true);
      expect(seen.join()).not.toContain('3年');
      expect(shown).toHaveLength(1);
      for (const words of [EXTRACT, SOURCE]) expect(text).toContain(words);
      expect(text).not.toContain(WRITTEN);
      if (replaces) expect(text).not.toContain(SUE);
      else expect(text).toContain('上面没写完的不算');
    });

    it('shows nothing before the answer where nothing is true, or all comes at once', async () => {
      const garbage = await ask(['好的！', '根据法律，', '您可以起诉离婚。'], 'stop');
      expect([garbage.before.join('').trim(), garbage.text.includes(EXTRACT)]).toEqual(['', true]);
      chat.replays = [{ kind: 'stream', text: piecesOf(by(SUE, YEARS)).join('') }];
      await driver.say(SEPARATED);
      expect((await driver.shown()).at(-1)?.text).toContain(SUE + YEARS);
    });
  });
}
