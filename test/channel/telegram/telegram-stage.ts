import { expect } from 'vitest';
import { FIRMS } from '../../conversation/case/stage.ts';
import type { FakeTelegram } from '../../fakes/telegram-api.ts';
import type { TakenMessage } from '../../fakes/telegram-sends.ts';
import { openService, type Service, telegramPerson } from '../open-service.ts';
import { until } from '../until.ts';

/** The first firm's group, its members, somebody in the group who is none, and a representative of its client. */
export const GROUP = -1001;
export const LEAD = 21;
export const CLERK = 22;
export const STRANGER = 29;
export const REPRESENTATIVE = 7;

/** A case as Telegram shows it: its number, and the card in the group. */
interface OpenedCase {
  readonly number: string;
  readonly card: TakenMessage;
}

/** The service with Telegram running: a firm whose lead has registered the group, and its client's representative. */
export class TelegramStage {
  private constructor(readonly service: Service) {}

  static async open(): Promise<TelegramStage> {
    const service = await openService();
    const client = await service.stage.client(1, FIRMS[0]);
    await service.join(telegramPerson(LEAD), { kind: 'desk', desk: FIRMS[0], role: 'lead' });
    await service.join(telegramPerson(CLERK), { kind: 'desk', desk: FIRMS[0], role: 'clerk' });
    await service.join(telegramPerson(REPRESENTATIVE), { kind: 'client', uscc: client.uscc });
    await service.channel.start();
    const stage = new TelegramStage(service);
    await stage.after(() => stage.telegram.say(LEAD, '本群接案', { chatId: GROUP }), GROUP, `${FIRMS[0]}的案件以后发到这个群`);
    return stage;
  }

  get telegram(): FakeTelegram {
    return this.service.telegram;
  }

  close(): Promise<void> {
    return this.service.close();
  }

  /** What a chat was told by the bot, oldest first. */
  told(chatId: number): TakenMessage[] {
    return this.telegram.taken.filter((message) => message.chatId === String(chatId));
  }

  /** Does something and waits until a chat is told these words; the message that has them. */
  async after(deed: () => unknown, chatId: number, words: string): Promise<TakenMessage> {
    const before = this.telegram.taken.length;
    await deed();
    return until(() => {
      const told = this.telegram.taken.slice(before).filter((message) => message.chatId === String(chatId));
      const found = told.find(({ text }) => text.includes(words));
      if (!found) throw new Error(`chat ${chatId} was not told “${words}” but ${JSON.stringify(told.map(({ text }) => text))}`);
      return found;
    });
  }

  /** The message that was sent last, to be changed before the bot hears of it: what the fake has no deed for. */
  lastMessage(): Record<string, unknown> {
    const update = this.telegram.unconfirmed.at(-1) as { readonly message?: Record<string, unknown> } | undefined;
    if (!update?.message) throw new Error('the bot has heard of every message');
    return update.message;
  }

  /** Waits until every update has been dealt with and nothing is left to be sent. */
  async quiet(): Promise<void> {
    const { db } = this.service;
    const undone = db.selectFrom('inbound').select('message_id').where('done_at', 'is', null);
    const unsent = db.selectFrom('outbox').select('id').where('channel', '=', 'telegram').where('sent_at', 'is', null);
    await until(async () => {
      // In the order in which an update goes, or it slips through between two looks.
      const left: unknown[] = [...this.telegram.unconfirmed];
      left.push(...(await undone.execute()));
      left.push(...(await unsent.where('gave_up_at', 'is', null).execute()));
      expect(left).toEqual([]);
    });
  }

  /** A representative opens a case in their private chat. */
  async openCase(matter = '员工不辞而别怎么办', personId = REPRESENTATIVE, chatId = GROUP): Promise<OpenedCase> {
    for (const text of ['办理 法律顾问咨询', matter, '跳过']) this.telegram.say(personId, text);
    const opened = await this.after(() => this.telegram.say(personId, '确认提交'), personId, '办好了，案号 #');
    const number = /#(20\d+)/.exec(opened.text)?.[1] ?? '';
    return { number, card: await this.cardOf(number, chatId) };
  }

  /** The card of a case in a chat. */
  cardOf(number: string, chatId: number): Promise<TakenMessage> {
    return until(() => {
      const found = this.told(chatId).find(({ text }) => text.startsWith(`新案件 #${number}`));
      if (!found) throw new Error(`no card of #${number} in chat ${chatId}`);
      return found;
    });
  }

  /** A case that the clerk has accepted in the group. */
  async acceptedCase(): Promise<OpenedCase> {
    const opened = await this.openCase();
    await this.after(() => this.telegram.tap(CLERK, buttonOf(opened.card, '受理'), GROUP), GROUP, `#${opened.number} 由您受理了`);
    return opened;
  }

  /** Where a case stands. */
  async statusOf(number: string): Promise<string> {
    const row = await this.service.db.selectFrom('legal_case').select('status').where('number', '=', number).executeTakeFirstOrThrow();
    return row.status;
  }
}

/** What lies behind the button of this name. */
export function buttonOf(message: TakenMessage, label: string): string {
  const found = message.buttons.find(({ text }) => text === label);
  expect(message.buttons.map(({ text }) => text)).toContain(label);
  return found?.callback_data ?? '';
}
