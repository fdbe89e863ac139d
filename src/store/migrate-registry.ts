import { type Kysely, sql } from 'kysely';

/** Tables of clients, law firms and mandates. */
export async function createRegistry(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table law_firm (
      name text primary key,
      capacity integer not null check (capacity >= 0)
    )`.execute(db);
  await sql`
    create table client (
      uscc text primary key,
      name text not null,
      kind text not null,
      street text not null,
      industry text not null,
      phone text,
      registered_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index client_by_phone on client (phone) where phone is not null`.execute(db);
  await sql`
    create table engagement (
      id bigint generated always as identity primary key,
      uscc text not null references client,
      firm text not null references law_firm,
      reason text not null,
      from_day date not null,
      to_day date
    )`.execute(db);
  await sql`create unique index engagement_now on engagement (uscc) where to_day is null`.execute(db);
  await sql`create index engagement_by_firm on engagement (firm) where to_day is null`.execute(db);
}
