import type { RunnerHandle } from '@grammyjs/runner';
import { Api, type Bot, BotError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Hono } from 'hono';
import { type ChannelPace, ChatPace } from '../../conversation/chat-pace.ts';
import { Delivery } from '../../conversation/delivery.ts';
import type { Inbox, Received } from '../../conversation/inbox.ts';
import type { Outbox } from '../../conversation/outbox.ts';
import { OverdueMessages } from '../../conversation/overdue.ts';
import { PlatformPreview, PREVIEW_TIMEOUT_MS, type PreviewPlace } from '../../conversation/platform-preview.ts';
import type { TurnContext } from '../../conversation/take-turn.ts';
import { UnderWay } from '../../conversation/under-way.ts';
import type { FileContents } from '../../legal-case/stored-file.ts';
import { announceWebhook } from './announce-webhook.ts';
import { COMMAND_MENUS, GROUP_MENU } from './command-menu.ts';
import { FILE_TIMEOUT_SECONDS, SEND_TIMEOUT_SECONDS, sendTelegram, type TelegramSending } from './send-telegram.ts';
import { createTelegramBot, type TelegramSettings, updateName } from './telegram-bot.ts';
import { startPolling } from './telegram-polling.ts';
import { showInTelegram } from './telegram-preview.ts';
import { telegramWebhook } from './telegram-webhook.ts';
import { TypingSign } from './typing-sign.ts';

export interface TelegramOptions {
  readonly settings: TelegramSettings;
  readonly turns: TurnContext;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly files: FileContents;
  /** As Telegram allows unless given. */
  readonly pace?: ChannelPace;
  /** Told of what staff should know, never with a person's words or the token. */
  readonly onFault: (what: string, error: unknown) => void;
}

/** Telegram allows about 30 messages a second over all chats, one a second to a chat after a few, 20 in any minute to a group. */
export const TELEGRAM_PACE: ChannelPace = { perSecond: 25, person: { burst: 5, everyMs: 1_000 }, group: { burst: 8, everyMs: 5_500 } };

/**
 * Telegram by long polling, or by webhook where we have a public address: updates are kept before Telegram is told that they arrived, dealt with in order within a chat and
 * beside each other between chats; replies leave through the outbox. What a crash left undone is dealt with at the start.
 */
export class TelegramChannel {
  private readonly delivery: Delivery;
  private readonly bot: Bot;
  private readonly overdue: OverdueMessages;
  /** Updates that are being dealt with; the runner does not wait for its own. */
  private readonly underWay = new UnderWay();
  private readonly stopping = new AbortController();
  /** When the bot knows its own name; false when it was stopped before that. */
  private readonly known: Promise<boolean>;
  private nowKnown: (known: boolean) => void = () => {};
  private announcing: Promise<void> = Promise.resolve();
  private runner: RunnerHandle | null = null;

  constructor(private readonly options: TelegramOptions) {
    const { settings, turns, inbox, outbox, files, onFault, pace = TELEGRAM_PACE } = options;
    const { token, apiRoot } = settings;
    this.known = new Promise((resolve) => {
      this.nowKnown = resolve;
    });
    const api = (timeoutSeconds: number) => new Api(token, { apiRoot, timeoutSeconds });
    const place: PreviewPlace = {
      inbox,
      outbox,
      wait: (chatId) => this.delivery.waitToShow(chatId),
      ...showInTelegram(api(PREVIEW_TIMEOUT_MS / 1_000), inbox),
    };
    this.bot = createTelegramBot(settings, {
      turns,
      inbox,
      files,
      preview: (message) => (turns.model === null ? null : new PlatformPreview(message, place)),
      typing: new TypingSign(),
      wake: () => this.delivery.wake(),
    });
    const sending: TelegramSending = {
      token,
      words: api(SEND_TIMEOUT_SECONDS),
      files: api(FILE_TIMEOUT_SECONDS),
      contents: files,
      keepThread: (item, thread) => outbox.keepThread(item, thread),
    };
    this.delivery = new Delivery({
      channel: 'telegram',
      outbox,
      perSecond: pace.perSecond,
      pace: new ChatPace((chatId) => (chatId.startsWith('-') ? pace.group : pace.person)),
      send: (item) => sendTelegram(item, sending),
      onFault,
    });
    const take = (received: Received) => this.handle(received.payload as Update);
    this.overdue = new OverdueMessages({ channel: 'telegram', inbox, take, onFault });
  }

  /** Where Telegram delivers updates; mounted in the web server where there is a public address. */
  get webhook(): Hono {
    return telegramWebhook(this.options.settings.token, (update) => this.receive(update));
  }

  /** Starts answering; Telegram being out of reach is reported and tried again, never thrown. */
  async start(): Promise<void> {
    const { inbox, onFault, settings } = this.options;
    this.delivery.start();
    this.overdue.start();
    const leftOver = (await inbox.waiting('telegram')).map((received) => received.payload as Update);
    if (settings.publicUrl === null) {
      this.runner = startPolling({
        bot: this.bot,
        leftOver,
        accept: (updates) => this.keep(updates),
        handle: (update) => this.handle(update),
        onReady: () => {
          this.nowKnown(true);
          return this.offerMenus();
        },
        onFault,
      });
      return;
    }
    this.announcing = announceWebhook({
      bot: this.bot,
      token: settings.token,
      publicUrl: settings.publicUrl,
      onKnown: () => this.nowKnown(true),
      onReady: () => this.offerMenus(),
      onFault,
      signal: this.stopping.signal,
    });
    for (const update of leftOver) void this.handle(update);
  }

  /** Takes no more updates, finishes those under way and what is being sent. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.nowKnown(false);
    if (this.runner?.isRunning()) await this.runner.stop();
    await this.announcing;
    await this.overdue.stop();
    await this.underWay.idle();
    await this.delivery.stop();
  }

  private async receive(update: Update): Promise<void> {
    for (const open of await this.keep([update])) void this.handle(open);
  }

  /** Keeps updates; returns those that are still to be dealt with, and every press: Telegram shows that it waits until one is answered. */
  private async keep(updates: readonly Update[]): Promise<readonly Update[]> {
    const received = updates.map((update): Received => ({ channel: 'telegram', messageId: updateName(update.update_id), payload: update }));
    const open = new Set((await this.options.inbox.accept(received)).map(({ payload }) => payload));
    return updates.filter((update) => open.has(update) || update.callback_query !== undefined);
  }

  /** Deals with an update beside the others; within a chat they keep their order. */
  private handle(update: Update): Promise<void> {
    return this.underWay.run(updateName(update.update_id), () => this.deal(update));
  }

  private async deal(update: Update): Promise<void> {
    // What is not dealt with here is taken up at the next start.
    if (!(await this.known)) return;
    try {
      await this.bot.handleUpdate(update);
    } catch (error) {
      if (error instanceof BotError) await this.bot.errorHandler(error);
      else this.options.onFault('an update of Telegram failed; it is taken up again', error);
    }
  }

  /** The menu of commands of everybody, and of groups; who binds or joins a desk gets another. */
  private async offerMenus(): Promise<void> {
    try {
      await this.bot.api.setMyCommands(COMMAND_MENUS.resident, { scope: { type: 'all_private_chats' } });
      await this.bot.api.setMyCommands(GROUP_MENU, { scope: { type: 'all_group_chats' } });
    } catch (error) {
      this.options.onFault('the menu of commands could not be set', error);
    }
  }
}
