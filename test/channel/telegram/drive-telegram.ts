import { expect } from 'vitest';
import type { LanguageModel } from '../../../src/answer/language-model.ts';
import type { ChannelDriver } from '../channel-driver.ts';
import { openService } from '../open-service.ts';
import { until } from '../until.ts';

const ME = 7;
const NEIGHBOUR = 8;

/** Telegram by long polling, against its fake. */
export async function driveTelegram(model?: LanguageModel): Promise<ChannelDriver> {
  const service = await openService(model);
  const { telegram, db, channel } = service;
  await channel.start();
  const told = (chatId: number) => telegram.taken.filter((message) => message.chatId === String(chatId));
  const heard: object[] = [];
  const settle = () =>
    until(async () => {
      // In the order in which an update goes, or it slips through between two looks.
      const unconfirmed = [...telegram.unconfirmed];
      const undone = await db.selectFrom('inbound').select('message_id').where('done_at', 'is', null).execute();
      const unsent = db.selectFrom('outbox').select('id').where('channel', '=', 'telegram').where('sent_at', 'is', null);
      expect([...unconfirmed, ...undone, ...(await unsent.where('gave_up_at', 'is', null).execute())]).toEqual([]);
    });
  const done = async (deed: () => unknown) => {
    deed();
    const update = telegram.unconfirmed.at(-1);
    if (update) heard.push(structuredClone(update));
    await settle();
  };
  return {
    service,
    me: { channel: 'telegram', personId: String(ME), chatId: String(ME) },
    say: (text) => done(() => telegram.say(ME, text)),
    press: (label) => {
      const found = told(ME).findLast(({ buttons }) => buttons.some(({ text }) => text === label));
      return done(() => telegram.tap(ME, found?.buttons.find(({ text }) => text === label)?.callback_data ?? ''));
    },
    shown: async () => {
      await settle();
      return told(ME).map(({ text, buttons }) => ({ text, buttons: buttons.map((button) => button.text) }));
    },
    seen: () => telegram.seen.filter(({ chatId }) => chatId === String(ME)).map(({ text }) => text),
    files: async () => told(ME).flatMap(({ document }) => (document === null ? [] : [document])),
    sendFile: (name, bytes) => done(() => telegram.sendFile(ME, { name, bytes, kind: name.endsWith('.png') ? 'photo' : 'document' })),
    speak: () => done(() => telegram.sendVoice(ME)),
    edit: (text) => done(() => telegram.edit(ME, telegram.lastSaid(ME), text)),
    again: () => done(() => telegram.redeliver(heard.at(-2) ?? {})),
    sawTyping: () => telegram.calls.some(({ method }) => method === 'sendChatAction'),
    platform: {
      busy: () => {
        telegram.chatIntervalMs = 1_000;
      },
      calm: () => {
        telegram.chatIntervalMs = 0;
      },
      down: () => {
        telegram.down = true;
      },
      up: () => {
        telegram.down = false;
      },
      leave: async () => {
        telegram.blocked.add(String(ME));
      },
      neighbourAsks: (text) => void telegram.say(NEIGHBOUR, text),
      neighbourWasTold: () => told(NEIGHBOUR).map(({ text }) => text),
      sayUnheard: (text) => void telegram.say(ME, text),
      settle,
    },
    close: () => service.close(),
  };
}
