import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LanguageModel } from '../../src/answer/language-model.ts';
import { renderReply } from '../../src/assemble.ts';
import { TelegramChannel } from '../../src/channel/telegram/telegram-channel.ts';
import { createWebApp } from '../../src/channel/web/web-app.ts';
import type { IncomingMessage } from '../../src/conversation/incoming-message.ts';
import { type TurnContext, takeTurn } from '../../src/conversation/take-turn.ts';
import type { Grant } from '../../src/legal-case/binding.ts';
import type { PersonKey } from '../../src/legal-case/person.ts';
import { DiskFiles } from '../../src/store/disk-files.ts';
import { PostgresInbox } from '../../src/store/postgres-inbox.ts';
import { PostgresMailbox } from '../../src/store/postgres-mailbox.ts';
import { PostgresOutbox } from '../../src/store/postgres-outbox.ts';
import { Stage } from '../conversation/case/stage.ts';
import { FakeTelegram } from '../fakes/telegram-api.ts';
import { NO_PACE } from '../open-door.ts';

/** Who writes; in a chat of the same name unless it has another. */
type Somebody = PersonKey & { readonly chatId?: string };

/** A person of the web chat, by the digit their cookie is made of. */
export function webPerson(digit: string): PersonKey & { readonly cookie: string } {
  const personId = digit.repeat(32);
  return { channel: 'web', personId, cookie: `faxiaoer=${personId}` };
}

/** A person of Telegram. */
export function telegramPerson(id: number): PersonKey {
  return { channel: 'telegram', personId: String(id) };
}

/**
 * The service with both its channels over one database: the web chat as an app to be called, Telegram against the fake. Every look
 * at the clock moves it on by a second, so that what comes later is later.
 * @param model writes answers; null: they are the folder's own sentences
 */
export async function openService(model: LanguageModel | null = null) {
  const stage = await Stage.open();
  const { db } = stage.database;
  const telegram = await FakeTelegram.start();
  const dir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-files-'));
  const files = new DiskFiles(dir, stage.database.keys);
  const faults: string[] = [];
  const slowness = { ms: 0 };
  const turns: TurnContext = {
    ...stage.context,
    model,
    units: {
      transact: async (work) => {
        if (slowness.ms > 0) await new Promise((resolve) => setTimeout(resolve, slowness.ms));
        return stage.units.transact(work);
      },
      glance: async (message) => {
        if (slowness.ms > 0) await new Promise((resolve) => setTimeout(resolve, slowness.ms));
        return stage.units.glance(message);
      },
    },
    render: renderReply,
    now: () => {
      stage.now = new Date(stage.now.getTime() + 1_000);
      return stage.now;
    },
    onFailure: (what, error) => faults.push(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  };
  const app = createWebApp(turns, { mailbox: new PostgresMailbox(db), files });
  const channel = new TelegramChannel({
    settings: { token: telegram.token, apiRoot: telegram.apiRoot, publicUrl: null },
    turns,
    inbox: new PostgresInbox(db),
    outbox: new PostgresOutbox(db),
    files,
    pace: NO_PACE,
    onFault: (what) => faults.push(what),
  });

  /** Somebody writes in their own chat; the reply is only kept, others are told as always. */
  async function write(person: Somebody, text: string, more: Partial<IncomingMessage> = {}) {
    const { channel: by, personId, chatId = personId } = person;
    return takeTurn({ channel: by, personId, chatId, messageId: randomUUID(), text, ...more }, turns);
  }

  return {
    stage,
    db,
    turns,
    /** How long each message takes beside its work, in milliseconds. */
    slowness,
    telegram,
    channel,
    app,
    files,
    filesDir: dir,
    /** What failed and what staff were told. */
    faults,
    write,
    /** Makes somebody what a one-time code makes of its holder. */
    join: async (person: Somebody, grant: Grant) => {
      await write(person, await stage.code(grant));
    },
    close: async () => {
      await channel.stop();
      await telegram.stop();
      await stage.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export type Service = Awaited<ReturnType<typeof openService>>;
