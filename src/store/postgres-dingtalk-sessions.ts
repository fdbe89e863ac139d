import type { Kysely } from 'kysely';
import type { ReplySessions } from '../conversation/reply-sessions.ts';
import type { Schema } from './schema.ts';

/** Session webhooks in Postgres, the latest of each chat. */
export class PostgresDingTalkSessions implements ReplySessions {
  constructor(private readonly db: Kysely<Schema>) {}

  async keep(chatId: string, webhook: string, expiresAt: Date): Promise<void> {
    await this.db
      .insertInto('dingtalk_session')
      .values({ chat_id: chatId, webhook, expires_at: expiresAt })
      .onConflict((conflict) => conflict.column('chat_id').doUpdateSet({ webhook, expires_at: expiresAt }))
      .execute();
  }

  async find(chatId: string, now: Date): Promise<string | null> {
    const row = await this.db
      .selectFrom('dingtalk_session')
      .select('webhook')
      .where('chat_id', '=', chatId)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    return row?.webhook ?? null;
  }

  async drop(chatId: string): Promise<void> {
    await this.db.deleteFrom('dingtalk_session').where('chat_id', '=', chatId).execute();
  }
}
