import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { BindingProof, CodeTries, Grant } from '../legal-case/binding.ts';
import type { AuditEntry, People, Representative } from '../legal-case/case-unit.ts';
import type { Client } from '../legal-case/client.ts';
import type { Address, Channel, PersonKey, Script, Speaker } from '../legal-case/person.ts';
import type { Schema } from './schema.ts';
import { opened, sealed } from './sealed.ts';

/**
 * Who speaks, with what they represent and where they work. The person is held until the transaction ends, so that two
 * messages of one person are dealt with one after the other, by however many processes.
 */
export async function takeSpeaker(tx: Transaction<Schema>, key: PersonKey, messageId: string | null = null): Promise<Met> {
  const held = await holdPerson(tx, key);
  if (held === null) {
    const id = await registerPerson(tx, key);
    if (id === null) return takeSpeaker(tx, key, messageId);
    const speaker: Speaker = { ...key, id, represents: [], serves: [], dialogue: null, script: 'simplified', blocked: false };
    return { speaker, newcomer: true, wroteBefore: false };
  }
  const { id, script, blocked_at } = held;
  const dialogue = opened('person.dialogue', held.dialogue);
  // Only now: what the message before has changed must be seen.
  const { rows } = await sql<Around>`
    select coalesce((
      select jsonb_agg(jsonb_build_object('bindingId', binding.id::text, 'uscc', client.uscc, 'name', name, 'kind', kind,
        'street', street, 'industry', industry, 'firm', firm) order by binding.id)
      from binding join client using (uscc) left join engagement on engagement.uscc = client.uscc and to_day is null
      where person_id = ${id} and revoked_at is null), '[]') as represents,
    coalesce((
      select jsonb_agg(jsonb_build_object('desk', desk, 'role', role) order by id)
      from desk_member where person_id = ${id} and left_at is null), '[]') as serves,
    exists (select from turn where channel = ${key.channel} and message_id = ${messageId}) as "wroteBefore"`.execute(tx);
  const { represents = [], serves = [], wroteBefore = false } = rows[0] ?? {};
  const speaker = { ...key, id, represents, serves, dialogue, script: script as Script, blocked: blocked_at !== null };
  return { speaker, newcomer: false, wroteBefore };
}

/** Who speaks; whether they write for the first time, and whether this very message has a turn already. */
interface Met {
  readonly speaker: Speaker;
  readonly newcomer: boolean;
  readonly wroteBefore: boolean;
}

interface Around extends Pick<Speaker, 'represents' | 'serves'> {
  readonly wroteBefore: boolean;
}

/** The person, held; null for one who has not written before. */
async function holdPerson(tx: Transaction<Schema>, key: PersonKey) {
  const person = await tx
    .selectFrom('person')
    .select(['id', 'dialogue', 'script', 'blocked_at'])
    .where('channel', '=', key.channel)
    .where('external_id', '=', key.personId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return person ?? null;
}

/** The id of the person, new; null where another process was first. */
async function registerPerson(tx: Transaction<Schema>, key: PersonKey): Promise<string | null> {
  const person = await tx
    .insertInto('person')
    .values({ id: randomUUID(), channel: key.channel, external_id: key.personId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return person?.id ?? null;
}

/** People, bindings and codes in Postgres. */
export class PostgresPeople implements People {
  constructor(private readonly tx: Transaction<Schema>) {}

  async bind(personId: string, uscc: string, proof: BindingProof, address: Address, now: Date): Promise<boolean> {
    const bound = await this.tx
      .insertInto('binding')
      .values({ person_id: personId, uscc, proof, channel: address.channel, chat_id: address.chatId, bound_at: now })
      .onConflict((conflict) => conflict.columns(['person_id', 'uscc']).where('revoked_at', 'is', null).doNothing())
      .returning('id')
      .executeTakeFirst();
    return bound !== undefined;
  }

  async representatives(uscc: string): Promise<readonly Representative[]> {
    const rows = await this.tx
      .selectFrom('binding')
      .selectAll()
      .where('uscc', '=', uscc)
      .where('revoked_at', 'is', null)
      .orderBy('id')
      .execute();
    return rows.map(toRepresentative);
  }

  async endBinding(bindingId: string, uscc: string, by: string | null, now: Date): Promise<Representative | null> {
    if (!/^\d{1,18}$/.test(bindingId)) return null;
    const row = await this.tx
      .updateTable('binding')
      .set({ revoked_at: now, revoked_by: by })
      .where('id', '=', bindingId)
      .where('uscc', '=', uscc)
      .where('revoked_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    return row ? toRepresentative(row) : null;
  }

  async clientsByPhone(phone: string): Promise<readonly Client[]> {
    const rows = await this.tx.selectFrom('client').selectAll().where('phone', '=', phone).orderBy('uscc').execute();
    return rows.map(({ uscc, name, kind, street, industry }) => ({ uscc, name, kind: kind as Client['kind'], street, industry, phone }));
  }

  async issueCode(hash: string, grant: Grant, by: string | null, expiresAt: Date): Promise<void> {
    await this.tx
      .insertInto('one_time_code')
      .values({ hash, grants: JSON.stringify(grant), issued_by: by, expires_at: expiresAt })
      .execute();
  }

  async useCode(hash: string, personId: string, now: Date): Promise<Grant | null> {
    const row = await this.tx
      .updateTable('one_time_code')
      .set({ used_at: now, used_by: personId })
      .where('hash', '=', hash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('grants')
      .executeTakeFirst();
    return row?.grants ?? null;
  }

  async tries(personId: string): Promise<CodeTries> {
    const row = await this.tx
      .selectFrom('person')
      .select(['wrong_codes', 'paused_until'])
      .where('id', '=', personId)
      .executeTakeFirstOrThrow();
    return { failures: row.wrong_codes, pausedUntil: row.paused_until };
  }

  async keepTries(personId: string, tries: CodeTries): Promise<void> {
    await this.tx
      .updateTable('person')
      .set({ wrong_codes: tries.failures, paused_until: tries.pausedUntil })
      .where('id', '=', personId)
      .execute();
  }

  async setScript(personId: string, script: Script): Promise<void> {
    await this.tx.updateTable('person').set({ script }).where('id', '=', personId).execute();
  }

  async chatsInTraditional(chats: readonly Address[]): Promise<readonly Address[]> {
    if (chats.length === 0) return [];
    const { rows } = await sql<Address>`
      select channel, chat_id as "chatId" from conversation join person on person.id = person_id
      where chat_id = any(${chats.map(({ chatId }) => chatId)}::text[])
      group by channel, chat_id having bool_and(script = 'traditional')`.execute(this.tx);
    return rows;
  }

  async setBlocked(personId: string, at: Date | null): Promise<void> {
    await this.tx.updateTable('person').set({ blocked_at: at }).where('id', '=', personId).execute();
  }

  async keptAbout(personId: string) {
    const { rows } = await sql<{ turns: number; cases: number; bindings: number }>`
      select
        (select count(*)::int from turn join conversation on conversation.id = conversation_id where person_id = ${personId}) as turns,
        (select count(*)::int from legal_case where requester = ${personId}) as cases,
        (select count(*)::int from binding where person_id = ${personId} and revoked_at is null) as bindings`.execute(this.tx);
    return rows[0] ?? { turns: 0, cases: 0, bindings: 0 };
  }

  async forgetTurns(personId: string): Promise<void> {
    await sql`delete from feedback where person_id = ${personId}`.execute(this.tx);
    await sql`
      delete from turn using conversation where conversation.id = conversation_id and person_id = ${personId}`.execute(this.tx);
  }

  async keepDialogue(personId: string, dialogue: unknown): Promise<void> {
    const value = dialogue === null ? null : sealed('person.dialogue', dialogue);
    await this.tx.updateTable('person').set({ dialogue: value }).where('id', '=', personId).execute();
  }

  async audit({ what, by, subject, at }: AuditEntry): Promise<void> {
    await this.tx.insertInto('audit').values({ what, by_person: by, subject, at }).execute();
  }
}

function toRepresentative(row: { id: string; person_id: string; channel: string; chat_id: string; bound_at: Date }): Representative {
  return {
    bindingId: String(row.id),
    personId: row.person_id,
    channel: row.channel as Channel,
    chatId: row.chat_id,
    since: row.bound_at,
  };
}
