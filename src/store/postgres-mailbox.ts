import { type Kysely, sql } from 'kysely';
import type { Letter, Mailbox } from '../conversation/mailbox.ts';
import type { Reply } from '../conversation/reply.ts';
import type { Schema } from './schema.ts';
import { type Kept, opened } from './sealed.ts';

/** What the outbox holds for the web chat, in Postgres. */
export class PostgresMailbox implements Mailbox {
  constructor(private readonly db: Kysely<Schema>) {}

  async fetch(chatId: string, after: string, limit: number): Promise<readonly Letter[]> {
    if (!/^\d{1,18}$/.test(after)) return [];
    // A letter whose transaction ended late has a smaller number than one that was fetched already.
    const rows = await this.lettersOf(chatId)
      .where((where) => where.or([where('id', '>', after), where('sent_at', 'is', null)]))
      .orderBy('id')
      .limit(limit)
      .execute();
    return this.deliver(rows);
  }

  async latest(chatId: string, limit: number): Promise<readonly Letter[]> {
    const newest = this.db
      .selectFrom('outbox')
      .select('id')
      .where('channel', '=', 'web')
      .where('chat_id', '=', chatId)
      .orderBy('id', 'desc')
      .limit(limit);
    const rows = await this.lettersOf(chatId)
      .where((where) => where.or([where('id', 'in', newest), where('sent_at', 'is', null)]))
      .orderBy('id')
      .execute();
    return this.deliver(rows);
  }

  private lettersOf(chatId: string) {
    return this.db
      .selectFrom('outbox')
      .select(['id', 'payload', 'created_at', 'sent_at'])
      .where('channel', '=', 'web')
      .where('chat_id', '=', chatId);
  }

  private async deliver(
    rows: readonly { id: string; payload: Kept<'outbox.payload', unknown>; created_at: Date; sent_at: Date | null }[],
  ): Promise<readonly Letter[]> {
    const fresh = rows.filter((row) => row.sent_at === null).map((row) => row.id);
    if (fresh.length > 0)
      await sql`update outbox set sent_at = now() where id = any(${fresh}::bigint[]) and sent_at is null`.execute(this.db);
    return rows.map((row) => ({ id: String(row.id), reply: opened('outbox.payload', row.payload) as Reply, at: row.created_at }));
  }
}
