import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Inbox, Received } from '../conversation/inbox.ts';
import type { Outgoing } from '../conversation/turn-store.ts';
import type { Channel } from '../legal-case/person.ts';
import { Batch } from './batch.ts';
import { queueOutgoing } from './postgres-outbox.ts';
import type { Schema } from './schema.ts';
import { jsonOf, type Kept, openedIfWhole, sealed } from './sealed.ts';

/** Time after which a message that was not dealt with is taken up again, in seconds; longer after each try. */
const RETRY_SECONDS = 60;
/** Tries of a message; after them it waits for the next start. */
const MAX_TRIES = 5;

const nameOf = ({ channel, messageId }: Pick<Received, 'channel' | 'messageId'>) => `${channel} ${messageId}`;

/** Messages that arrived, in Postgres. */
export class PostgresInbox implements Inbox {
  private readonly accepting = new Batch<readonly Received[], readonly Received[]>(async (arrived) => {
    const open = await this.keep(arrived.flat());
    return arrived.map((messages) => messages.filter((one) => open.has(nameOf(one))));
  });

  constructor(private readonly db: Kysely<Schema>) {}

  async accept(messages: readonly Received[]): Promise<readonly Received[]> {
    return messages.length === 0 ? [] : this.accepting.add(messages);
  }

  /** Keeps what is new; returns the names of all that are not dealt with. */
  private async keep(messages: readonly Received[]): Promise<ReadonlySet<string>> {
    const rows = messages.map((one) => ({ ...one, payload: sealed('inbound.payload', one.payload) }));
    const { rows: open } = await sql<Pick<Received, 'channel' | 'messageId'>>`
      with arrived as (
        select * from rows from (jsonb_to_recordset(${jsonOf(rows)}::jsonb) as (channel text, "messageId" text, payload jsonb))
          with ordinality as arrived (channel, "messageId", payload, place)),
      kept as (
        insert into inbound (channel, message_id, payload) select channel, "messageId", payload from arrived order by place
        on conflict do nothing)
      -- Told in this way so that each is looked up: the planner takes them for many, and would read all that ever came.
      select channel, "messageId" from arrived where (
        select done_at from inbound where inbound.channel = arrived.channel and message_id = "messageId") is null`.execute(this.db);
    return new Set(open.map(nameOf));
  }

  waiting(channel: Channel): Promise<readonly Received[]> {
    return this.take(channel, sql`true`);
  }

  overdue(channel: Channel): Promise<readonly Received[]> {
    return this.take(channel, sql`retry_at <= now() and tries < ${MAX_TRIES}`);
  }

  private async take(channel: Channel, which: RawBuilder<unknown>): Promise<readonly Received[]> {
    const { rows } = await sql<{ message_id: string; payload: Kept<'inbound.payload', unknown> }>`
      with taken as (
        update inbound set tries = tries + 1, retry_at = now() + make_interval(secs => ${RETRY_SECONDS} * tries)
        where (channel, message_id) in (
          select channel, message_id from inbound where channel = ${channel} and done_at is null and ${which} for update skip locked)
        returning message_id, payload, arrival)
      select message_id, payload from taken order by arrival`.execute(this.db);
    // One that was damaged does not hold up all others.
    return rows.flatMap((row) => {
      const whole = openedIfWhole('inbound.payload', row.payload);
      return whole === null ? [] : { channel, messageId: row.message_id, payload: whole.value };
    });
  }

  async settle(channel: Channel, messageId: string, outgoing: readonly Outgoing[]): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      if (await markDone(tx, channel, messageId)) await queueOutgoing(tx, outgoing);
    });
  }

  async keepShown(channel: Channel, messageId: string, externalId: string | null): Promise<void> {
    await sql`update inbound set shown_as = ${externalId} where channel = ${channel} and message_id = ${messageId}`.execute(this.db);
  }

  async shownFor(channel: Channel, messageId: string): Promise<string | null> {
    const row = await this.db
      .selectFrom('inbound')
      .select('shown_as')
      .where('channel', '=', channel)
      .where('message_id', '=', messageId)
      .executeTakeFirst();
    return row?.shown_as ?? null;
  }
}

/** The message is dealt with: it will not be taken up again after a restart, and its words are forgotten. False when it was before. */
export async function markDone(tx: Kysely<Schema>, channel: Channel, messageId: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update inbound set done_at = ${new Date()}, payload = 'null'
    where channel = ${channel} and message_id = ${messageId} and done_at is null`.execute(tx);
  return numAffectedRows > 0n;
}
