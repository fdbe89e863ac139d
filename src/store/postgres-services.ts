import { sql, type Transaction } from 'kysely';
import type { Services } from '../legal-case/case-unit.ts';
import type { Address } from '../legal-case/person.ts';
import type { Audience, Broadcast, BroadcastReport, ServiceRecord } from '../legal-case/service-record.ts';
import type { Schema } from './schema.ts';
import { sealed } from './sealed.ts';

/** Services and warnings in Postgres. */
export class PostgresServices implements Services {
  constructor(private readonly tx: Transaction<Schema>) {}

  async record({ kind, desk, by, uscc, note, reached, at }: ServiceRecord): Promise<void> {
    const row = { kind, desk, by_person: by, uscc, note: sealed('service_record.note', note), reached, at };
    await this.tx.insertInto('service_record').values(row).execute();
  }

  async audienceSize(audience: Audience): Promise<number> {
    return (await this.recipients(audience)).length;
  }

  async createBroadcast(broadcast: Broadcast): Promise<{ id: string; recipients: readonly Address[] }> {
    const { by, desk, audience, text, at } = broadcast;
    const recipients = await this.recipients(audience);
    const { id } = await this.tx
      .insertInto('broadcast')
      .values({
        by_person: by,
        desk,
        audience: JSON.stringify(audience),
        text: sealed('broadcast.text', text),
        recipients: recipients.length,
        at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id: String(id), recipients };
  }

  async report(broadcastId: string, by: string): Promise<BroadcastReport | null> {
    const { rows } = await sql<BroadcastReport>`
      select recipients,
        (select count(*)::int from outbox where broadcast_id = broadcast.id and sent_at is not null) as sent,
        (select count(*)::int from outbox where broadcast_id = broadcast.id and sent_at is null and gave_up_at is null) as waiting,
        (select count(*)::int from outbox where broadcast_id = broadcast.id and gave_up_at is not null) as failed
      from broadcast where id = ${broadcastId} and by_person = ${by}`.execute(this.tx);
    return rows[0] ?? null;
  }

  async latestBroadcast(by: string): Promise<string | null> {
    const row = await this.tx.selectFrom('broadcast').select('id').where('by_person', '=', by).orderBy('id', 'desc').executeTakeFirst();
    return row ? String(row.id) : null;
  }

  async optOut(personId: string, out: boolean): Promise<void> {
    await this.tx.updateTable('person').set({ opted_out: out }).where('id', '=', personId).execute();
  }

  /** One message a chat, however many of the clients its person represents; nobody who opted out. */
  private async recipients({ industry, street, firm }: Audience): Promise<readonly Address[]> {
    const { rows } = await sql<Address>`
      select distinct binding.channel, binding.chat_id as "chatId"
      from binding join client using (uscc) join person on person.id = binding.person_id
        left join engagement on engagement.uscc = client.uscc and to_day is null
      where revoked_at is null and not opted_out
        and (${industry}::text is null or industry = ${industry}) and (${street}::text is null or street = ${street})
        and (${firm}::text is null or firm = ${firm})
      order by 1, 2`.execute(this.tx);
    return rows;
  }
}
