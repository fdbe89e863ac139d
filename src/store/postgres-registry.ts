import { type Kysely, sql, type Transaction } from 'kysely';
import type { ClientWithFirm } from '../legal-case/assign-firms.ts';
import type { Engagement, LawFirm } from '../legal-case/client.ts';
import type { RegisteredCounts, Registration, Registry } from '../legal-case/registry.ts';
import type { Schema } from './schema.ts';

/** Mandates written with one statement; more make a parameter too large to be pleasant. */
const BATCH = 5_000;

/** Clients, law firms and mandates in Postgres. */
export class PostgresRegistry implements Registry {
  constructor(private readonly db: Kysely<Schema>) {}

  async firms(): Promise<readonly LawFirm[]> {
    return this.db.selectFrom('law_firm').select(['name', 'capacity']).orderBy('name').execute();
  }

  async registerFirms(firms: readonly LawFirm[]): Promise<RegisteredCounts> {
    const { rows } = await sql<{ added: boolean }>`
      insert into law_firm (name, capacity)
      select name, capacity from jsonb_to_recordset(${JSON.stringify(firms)}::jsonb) as given (name text, capacity integer)
      on conflict (name) do update set capacity = excluded.capacity where law_firm.capacity <> excluded.capacity
      returning (xmax = 0) as added`.execute(this.db);
    return count(rows, firms.length);
  }

  async registerClients(registrations: readonly Registration[], today: string): Promise<RegisteredCounts> {
    return this.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ added: boolean }>`
        insert into client (uscc, name, kind, street, industry, phone)
        select uscc, name, kind, street, industry, phone
        from jsonb_to_recordset(${JSON.stringify(registrations.map(({ client }) => client))}::jsonb)
          as given (uscc text, name text, kind text, street text, industry text, phone text)
        on conflict (uscc) do update set
          name = excluded.name, kind = excluded.kind, street = excluded.street, industry = excluded.industry, phone = excluded.phone
        where (client.name, client.kind, client.street, client.industry, client.phone)
          is distinct from (excluded.name, excluded.kind, excluded.street, excluded.industry, excluded.phone)
        returning (xmax = 0) as added`.execute(tx);
      const named = registrations.flatMap(({ client, firm }) =>
        firm === null ? [] : [{ uscc: client.uscc, firm, reason: '指定' as const }],
      );
      const newlyNamed = await changedMandates(tx, named);
      await engage(tx, newlyNamed, today);
      const { added, changed } = count(rows, registrations.length);
      return { added, changed, unchanged: registrations.length - added - changed };
    });
  }

  async clientsWithFirms(): Promise<readonly ClientWithFirm[]> {
    const { rows } = await sql<ClientWithFirm>`
      select client.uscc, street, industry, firm, coalesce(reason = '指定', false) as named
      from client left join engagement on engagement.uscc = client.uscc and to_day is null`.execute(this.db);
    return rows;
  }

  async engage(engagements: readonly Engagement[], today: string): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      for (let start = 0; start < engagements.length; start += BATCH) await engage(tx, engagements.slice(start, start + BATCH), today);
    });
  }
}

/** Those that are not in force already with the same firm and reason. */
async function changedMandates(tx: Transaction<Schema>, engagements: readonly Engagement[]): Promise<Engagement[]> {
  if (engagements.length === 0) return [];
  const { rows } = await sql<Engagement>`
    select given.uscc, given.firm, given.reason
    from jsonb_to_recordset(${JSON.stringify(engagements)}::jsonb) as given (uscc text, firm text, reason text)
    where not exists (
      select from engagement as now
      where now.uscc = given.uscc and now.to_day is null and now.firm = given.firm and now.reason = given.reason)`.execute(tx);
  return rows;
}

async function engage(tx: Transaction<Schema>, engagements: readonly Engagement[], today: string): Promise<void> {
  if (engagements.length === 0) return;
  const given = JSON.stringify(engagements);
  await sql`
    update engagement set to_day = ${today}::date
    from jsonb_to_recordset(${given}::jsonb) as given (uscc text)
    where engagement.uscc = given.uscc and to_day is null`.execute(tx);
  await sql`
    insert into engagement (uscc, firm, reason, from_day)
    select uscc, firm, reason, ${today}::date
    from jsonb_to_recordset(${given}::jsonb) as given (uscc text, firm text, reason text)`.execute(tx);
}

function count(rows: readonly { readonly added: boolean }[], given: number): RegisteredCounts {
  const added = rows.filter((row) => row.added).length;
  return { added, changed: rows.length - added, unchanged: given - rows.length };
}
