import { type Kysely, sql, type Transaction } from 'kysely';
import type { Outbox, OutboxItem } from '../conversation/outbox.ts';
import type { Outgoing } from '../conversation/turn-store.ts';
import type { Channel } from '../legal-case/person.ts';
import { Batch } from './batch.ts';
import { Handover } from './handover.ts';
import { requesterIs } from './postgres-cases.ts';
import type { Schema } from './schema.ts';
import { jsonOf, type Kept, openedIfWhole, sealed } from './sealed.ts';

/** A message taken by a process that died is free again after this time, in seconds; longer than any send takes. */
export const CLAIM_SECONDS = 60;

/** The table is looked through no more often than this, in milliseconds, unless there was more than could be taken. */
const LOOK_GAP_MS = 100;

/** What was sent within this time is written down together, in milliseconds. */
const GATHER_SENT_MS = 5;

/** A message that its platform has, with its number there. */
type Sent = { readonly id: string; readonly externalId: string | null };

/** What was given up is sent again within this time, in days. */
const REVIVE_DAYS = 7;

/** Messages to be sent, in Postgres. Several processes may take from it at once. */
export class PostgresOutbox implements Outbox {
  private readonly sent = new Batch<Sent, undefined>((sent) => this.writeSent(sent), GATHER_SENT_MS);

  private readonly handover: Handover;
  private readonly lookedAt = new Map<Channel, number>();

  constructor(private readonly db: Kysely<Schema>) {
    this.handover = Handover.of(db);
  }

  async claim(channel: Channel, limit: number): Promise<readonly OutboxItem[]> {
    const gap = (this.lookedAt.get(channel) ?? Number.NEGATIVE_INFINITY) + LOOK_GAP_MS - performance.now();
    if (gap > 0) {
      if (this.handover.waiting(channel) === 0) await this.handover.wait(channel, gap);
      const handed = this.handover.take(channel, limit);
      if (handed.length > 0) return handed;
    }
    // What is handed over keeps nobody waiting for ever who waits in the table, unless it is a warning, which lets all others go first.
    const handed = this.handover.waiting(channel);
    const found = await this.look(channel, handed === 0 ? limit : Math.ceil(limit / 2), handed > 0);
    if (found.length < limit / 2) this.lookedAt.set(channel, performance.now());
    else this.lookedAt.delete(channel);
    return [...found, ...this.handover.take(channel, limit - found.length)];
  }

  async close(channel: Channel): Promise<void> {
    const left = this.handover.close(channel).map(({ id }) => id);
    if (left.length > 0)
      await sql`update outbox set attempts = attempts - 1, next_at = now() where id = any(${left}::bigint[])`.execute(this.db);
  }

  /** What is due in the table; without warnings where others are in a hurry. */
  private async look(channel: Channel, limit: number, hurry: boolean): Promise<OutboxItem[]> {
    const { rows } = await sql<Omit<OutboxItem, 'payload'> & { readonly payload: Kept<'outbox.payload', unknown> }>`
      update outbox set attempts = attempts + 1, next_at = now() + make_interval(secs => ${CLAIM_SECONDS})
      where id in (
        select id from outbox as due
        where channel = ${channel} and sent_at is null and gave_up_at is null and next_at <= now() and (priority = 0 or not ${hurry})
          -- Told in this way so that it is looked up for each, however few the planner takes to wait.
          and (
            select earlier.id from outbox as earlier
            where earlier.channel = due.channel and earlier.chat_id = due.chat_id
              and (earlier.priority, earlier.id) < (due.priority, due.id)
              and earlier.sent_at is null and earlier.gave_up_at is null
            limit 1) is null
        order by priority, id limit ${limit} for update skip locked)
      returning id::text, channel, chat_id as "chatId", payload, attempts, case_number as "caseNumber", card, updates,
        case
          when updates then (
            select external_id from outbox as cards
            where cards.card and cards.case_number = outbox.case_number and cards.channel = outbox.channel and cards.chat_id = outbox.chat_id
              and external_id is not null
            order by id desc limit 1)
          when answers is not null then (
            select shown_as from inbound where inbound.channel = outbox.channel and inbound.message_id = outbox.answers)
        end as edits,
        case_number is not null and exists (
          select from desk_chat where desk_chat.channel = outbox.channel and desk_chat.chat_id = outbox.chat_id and topics) as topics,
        case when case_number is not null then (
          select thread_id from case_topic
          where case_topic.channel = outbox.channel and case_topic.chat_id = outbox.chat_id and case_topic.case_number = outbox.case_number
        ) end as thread`.execute(this.db);
    const items: OutboxItem[] = [];
    for (const row of rows) {
      const whole = openedIfWhole('outbox.payload', row.payload);
      if (whole) items.push({ ...row, payload: whole.value });
      // Otherwise nothing would be sent in its chat for ever.
      else await this.giveUp(row.id, 'damaged in the database');
    }
    return items;
  }

  async waits(channel: Channel, chatId: string): Promise<boolean> {
    const { rows } = await sql`
      select from outbox where channel = ${channel} and chat_id = ${chatId} and sent_at is null and gave_up_at is null limit 1`.execute(
      this.db,
    );
    return rows.length > 0;
  }

  async markSent({ id, caseNumber = null }: Pick<OutboxItem, 'id' | 'caseNumber'>, externalId: string | null): Promise<void> {
    // People reply to messages of a case; by what these are known must be written before they do.
    await (caseNumber === null ? this.sent.add({ id, externalId }) : this.writeSent([{ id, externalId }]));
  }

  private async writeSent(sent: readonly Sent[]): Promise<readonly undefined[]> {
    await sql`
      update outbox set sent_at = ${new Date()}, payload = 'null', external_id = sent."externalId"
      from jsonb_to_recordset(${JSON.stringify(sent)}::jsonb) as sent (id bigint, "externalId" text) where outbox.id = sent.id`.execute(
      this.db,
    );
    return sent.map(() => undefined);
  }

  async defer(id: string, milliseconds: number): Promise<void> {
    await sql`
      update outbox set attempts = attempts - 1, next_at = now() + make_interval(secs => ${milliseconds / 1000}) where id = ${id}`.execute(
      this.db,
    );
  }

  async postpone(id: string, milliseconds: number): Promise<void> {
    await sql`update outbox set next_at = now() + make_interval(secs => ${milliseconds / 1000}) where id = ${id}`.execute(this.db);
  }

  async moveChat({ channel, chatId }: OutboxItem, to: string): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      await sql`
        update outbox set chat_id = ${to}, next_at = now()
        where channel = ${channel} and chat_id = ${chatId} and sent_at is null and gave_up_at is null`.execute(tx);
      await sql`
        update desk_chat set chat_id = ${to} where channel = ${channel} and chat_id = ${chatId}
          and not exists (select from desk_chat as known where known.channel = ${channel} and known.chat_id = ${to} and known.desk = desk_chat.desk)
        `.execute(tx);
      await sql`delete from desk_chat where channel = ${channel} and chat_id = ${chatId}`.execute(tx);
      await sql`update legal_case set handler_chat = ${to} where handler_channel = ${channel} and handler_chat = ${chatId}`.execute(tx);
    });
  }

  async keepThread({ channel, chatId, caseNumber }: OutboxItem, thread: string): Promise<void> {
    await this.db
      .insertInto('case_topic')
      .values({ channel, chat_id: chatId, case_number: caseNumber ?? '', thread_id: thread })
      .onConflict((conflict) => conflict.columns(['channel', 'chat_id', 'case_number']).doUpdateSet({ thread_id: thread }))
      .execute();
  }

  async revive(channel: Channel, chatId: string, why: string): Promise<void> {
    await sql`
      update outbox set gave_up_at = null, failure = null, attempts = 0, next_at = now()
      where channel = ${channel} and chat_id = ${chatId} and payload <> 'null'::jsonb
        and failure = ${why} and gave_up_at > now() - make_interval(days => ${REVIVE_DAYS})
        and exists (
          select from conversation join person on person.id = person_id join legal_case on number = outbox.case_number
          where conversation.chat_id = outbox.chat_id and person.channel = outbox.channel and blocked_at is null
            and ${requesterIs(sql`person.id`)})`.execute(this.db);
  }

  async giveUp(id: string, why: string): Promise<void> {
    // What concerns a case can be sent again; all else (a one-time code among it) is forgotten.
    await sql`
      update outbox set gave_up_at = now(), failure = ${why}, payload = case when case_number is null then 'null'::jsonb else payload end
      where id = ${id}`.execute(this.db);
  }
}

/** Writes messages to be sent once the transaction is through; those of a warning wait behind all others. */
export async function queueOutgoing(tx: Transaction<Schema>, outgoing: readonly Outgoing[]): Promise<void> {
  if (outgoing.length === 0) return;
  const rows = outgoing.map((one) => ({ ...one, payload: sealed('outbox.payload', one.payload) }));
  await sql`
    insert into outbox (channel, chat_id, payload, case_number, broadcast_id, priority, card, updates, answers)
    select channel, "chatId", payload, "caseNumber", "broadcastId", case when "broadcastId" is null then 0 else 1 end,
      coalesce(card, false), coalesce(updates, false), answers
    from rows from (jsonb_to_recordset(${jsonOf(rows)}::jsonb) as (
      channel text, "chatId" text, payload jsonb, "caseNumber" text, "broadcastId" bigint, card boolean, updates boolean, answers text)) with ordinality
    order by ordinality`.execute(tx);
}
