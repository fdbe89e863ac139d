import { type Kysely, sql, type Transaction } from 'kysely';
import type { Deadline } from '../legal-case/deadline.ts';
import type { Period } from '../report/period.ts';
import type {
  CoverageCount,
  DeedCounts,
  FirmCount,
  QuestionCounts,
  ReportedCase,
  ReportSource,
  ServiceCount,
  WarningCounts,
} from '../report/report-source.ts';
import type { Schema } from './schema.ts';

/** Reads a report's figures from one snapshot of the database, so that they agree with each other while the service goes on. */
export function readReport<T>(db: Kysely<Schema>, read: (source: ReportSource) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => read(new PostgresReport(tx)));
}

/** The figures of the annual report in Postgres. */
class PostgresReport implements ReportSource {
  constructor(private readonly tx: Transaction<Schema>) {}

  async coverage({ to, end }: Period): Promise<readonly CoverageCount[]> {
    const { rows } = await sql<CoverageCount>`
      select kind, count(*)::int as clients,
        (count(*) filter (where exists (select from engagement where engagement.uscc = client.uscc and ${inForce(to)})))::int as advised
      from client where registered_at < ${end} group by kind`.execute(this.tx);
    return rows;
  }

  async clientsOfFirms({ to }: Period): Promise<readonly FirmCount[]> {
    const { rows } = await sql<FirmCount>`
      select name as firm, count(distinct uscc)::int as clients
      from law_firm left join engagement on firm = name and ${inForce(to)}
      group by name, capacity having capacity > 0 or count(uscc) > 0`.execute(this.tx);
    return rows;
  }

  async openedCases({ start, end }: Period): Promise<readonly ReportedCase[]> {
    const { rows } = await sql<ReportedCase>`
      select legal_case.kind, status, desk, law_firm.name is not null as "deskIsFirm", nullif(street, '') as street,
        opened_at as "openedAt", answered_at is not null as answered, rating, result, amount::float8 as amount, deadlines,
        exists (select from case_event where case_id = legal_case.id and action = 'accept') as accepted
      from legal_case left join law_firm on law_firm.name = desk left join client using (uscc)
      where opened_at >= ${start} and opened_at < ${end}`.execute(this.tx);
    return rows;
  }

  async deeds({ start, end }: Period): Promise<DeedCounts> {
    const { rows } = await sql<DeedCounts>`
      select (count(*) filter (where action = 'transfer'))::int as transferred,
        (count(*) filter (where action = 'recuse'))::int as recused,
        (count(*) filter (where action = 'ask-back'))::int as "askedBack",
        (count(*) filter (where action = 'supplement' and from_status = '已办结'))::int as reopened
      from case_event join legal_case on legal_case.id = case_id
      where opened_at >= ${start} and opened_at < ${end}`.execute(this.tx);
    return rows[0] ?? { transferred: 0, recused: 0, askedBack: 0, reopened: 0 };
  }

  async services({ start, end }: Period): Promise<readonly ServiceCount[]> {
    const { rows } = await sql<ServiceCount>`
      select kind, desk, count(*)::int as count, sum(reached)::float8 as reached
      from service_record where at >= ${start} and at < ${end} group by kind, desk`.execute(this.tx);
    return rows;
  }

  async warnings({ start, end }: Period): Promise<WarningCounts> {
    const { rows } = await sql<WarningCounts>`
      with warned as (select id, recipients from broadcast where at >= ${start} and at < ${end}),
        message as (select sent_at, gave_up_at from outbox join warned on warned.id = broadcast_id)
      select count(*)::int as count, coalesce(sum(recipients), 0)::float8 as recipients,
        (select count(*)::int from message where sent_at is not null) as sent,
        (select count(*)::int from message where sent_at is null and gave_up_at is null) as waiting,
        (select count(*)::int from message where sent_at is null and gave_up_at is not null) as failed
      from warned`.execute(this.tx);
    return rows[0] ?? { count: 0, recipients: 0, sent: 0, waiting: 0, failed: 0 };
  }

  async questions({ start, end }: Period): Promise<QuestionCounts> {
    const asked = sql`outcome_kind <> 'conversed' and asked_at >= ${start} and asked_at < ${end}`;
    const outcomes = await sql<{ outcome: string; count: number }>`
      select outcome_kind as outcome, count(*)::int as count from turn where ${asked} group by outcome_kind order by 1`.execute(this.tx);
    const feedback = await sql<{ useful: boolean; count: number }>`
      select useful, count(*)::int as count from feedback join turn on turn.id = turn_id where ${asked} group by useful`.execute(this.tx);
    const said = (useful: boolean) => feedback.rows.find((row) => row.useful === useful)?.count ?? 0;
    return { outcomes: outcomes.rows, useful: said(true), notUseful: said(false) };
  }

  async waitingCases(): Promise<readonly (readonly Deadline[])[]> {
    const rows = await this.tx.selectFrom('legal_case').select('deadlines').where('status', 'not in', ['已办结', '已撤回']).execute();
    return rows.map(({ deadlines }) => deadlines);
  }

  async undelivered(): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from outbox where gave_up_at is not null`.execute(this.tx);
    return rows[0]?.count ?? 0;
  }
}

/** A mandate is in force on a day from its first day on; its last day is the next one's first. */
function inForce(day: string) {
  return sql`from_day <= ${day}::date and (to_day is null or to_day > ${day}::date)`;
}
