import type { Kysely } from 'kysely';
import type { Inbox, Received } from '../conversation/inbox.ts';
import type { Outgoing } from '../conversation/turn-store.ts';
import type { Channel } from '../legal-case/person.ts';
import { queueOutgoing } from './postgres-outbox.ts';
import type { Schema } from './schema.ts';

/** Messages that arrived, in Postgres. */
export class PostgresInbox implements Inbox {
  constructor(private readonly db: Kysely<Schema>) {}

  async accept(messages: readonly Received[]): Promise<void> {
    if (messages.length === 0) return;
    const rows = messages.map(({ channel, messageId, payload }) => ({ channel, message_id: messageId, payload: JSON.stringify(payload) }));
    await this.db
      .insertInto('inbound')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async waiting(channel: Channel): Promise<readonly Received[]> {
    const rows = await this.db
      .selectFrom('inbound')
      .select(['message_id', 'payload'])
      .where('channel', '=', channel)
      .where('done_at', 'is', null)
      .orderBy('arrival')
      .execute();
    return rows.map((row) => ({ channel, messageId: row.message_id, payload: row.payload }));
  }

  async settle(channel: Channel, messageId: string, outgoing: readonly Outgoing[]): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      if (await markDone(tx, channel, messageId)) await queueOutgoing(tx, outgoing);
    });
  }
}

/** The message is dealt with: it will not be taken up again after a restart, and its words are forgotten. False when it was before. */
export async function markDone(tx: Kysely<Schema>, channel: Channel, messageId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('inbound')
    .set({ done_at: new Date(), payload: 'null' })
    .where('channel', '=', channel)
    .where('message_id', '=', messageId)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
