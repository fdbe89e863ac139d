import { sql, type Transaction } from 'kysely';
import type { DeadLetter, Letters } from '../legal-case/case-unit.ts';
import type { Channel } from '../legal-case/person.ts';
import type { Schema } from './schema.ts';

/** Messages that were given up, in Postgres. */
export class PostgresLetters implements Letters {
  constructor(private readonly tx: Transaction<Schema>) {}

  async dead(limit: number): Promise<readonly DeadLetter[]> {
    const rows = await this.tx
      .selectFrom('outbox')
      .select(['id', 'channel', 'case_number', 'failure', 'gave_up_at'])
      .where('gave_up_at', 'is not', null)
      .orderBy('gave_up_at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ id, channel, case_number, failure, gave_up_at }) => ({
      id: String(id),
      channel: channel as Channel,
      caseNumber: case_number,
      why: failure ?? '',
      at: gave_up_at ?? new Date(0),
    }));
  }

  async resend(id: string): Promise<boolean> {
    if (!/^\d{1,18}$/.test(id)) return false;
    const { numAffectedRows } = await sql`
      update outbox set gave_up_at = null, failure = null, attempts = 0, next_at = now()
      where id = ${id} and gave_up_at is not null and payload <> 'null'::jsonb`.execute(this.tx);
    return (numAffectedRows ?? 0n) > 0n;
  }
}
