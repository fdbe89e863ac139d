import type { Transaction } from 'kysely';
import type { Clients, Desks } from '../legal-case/case-unit.ts';
import type { Client } from '../legal-case/client.ts';
import type { Address, Channel, DeskRole, PersonKey, Represented } from '../legal-case/person.ts';
import type { Schema } from './schema.ts';

/** Desks, members and chats in Postgres. */
export class PostgresDesks implements Desks {
  constructor(private readonly tx: Transaction<Schema>) {}

  async join(desk: string, personId: string, role: DeskRole, address: Address, now: Date): Promise<void> {
    await this.tx
      .insertInto('desk_member')
      .values({ desk, person_id: personId, role, channel: address.channel, chat_id: address.chatId, joined_at: now })
      .onConflict((conflict) => conflict.columns(['person_id', 'desk']).where('left_at', 'is', null).doUpdateSet({ role }))
      .execute();
  }

  async addChat(desk: string, { channel, chatId }: Address, topics: boolean): Promise<void> {
    await this.tx
      .insertInto('desk_chat')
      .values({ desk, channel, chat_id: chatId, topics })
      .onConflict((conflict) => conflict.columns(['channel', 'chat_id', 'desk']).doUpdateSet({ topics }))
      .execute();
  }

  async chats(desk: string): Promise<readonly Address[]> {
    const groups = await this.tx.selectFrom('desk_chat').select(['channel', 'chat_id']).where('desk', '=', desk).execute();
    if (groups.length > 0) return groups.map(toAddress);
    return this.members(desk, ['clerk', 'lead']);
  }

  leads(desk: string): Promise<readonly Address[]> {
    return this.members(desk, ['lead']);
  }

  async inChat({ channel, chatId }: Address): Promise<readonly string[]> {
    const rows = await this.tx
      .selectFrom('desk_chat')
      .select('desk')
      .where('channel', '=', channel)
      .where('chat_id', '=', chatId)
      .execute();
    return rows.map(({ desk }) => desk);
  }

  async servedBy({ channel, personId }: PersonKey): Promise<readonly string[]> {
    const rows = await this.tx
      .selectFrom('desk_member')
      .innerJoin('person', 'person.id', 'desk_member.person_id')
      .select('desk')
      .where('person.channel', '=', channel)
      .where('external_id', '=', personId)
      .where('blocked_at', 'is', null)
      .where('left_at', 'is', null)
      .orderBy('desk')
      .execute();
    return rows.map(({ desk }) => desk);
  }

  async staffed(): Promise<readonly string[]> {
    const rows = await this.tx.selectFrom('desk_member').select('desk').distinct().where('left_at', 'is', null).orderBy('desk').execute();
    return rows.map(({ desk }) => desk);
  }

  private async members(desk: string, roles: readonly DeskRole[]): Promise<readonly Address[]> {
    const rows = await this.tx
      .selectFrom('desk_member')
      .select(['channel', 'chat_id'])
      .distinct()
      .where('desk', '=', desk)
      .where('role', 'in', roles)
      .where('left_at', 'is', null)
      .execute();
    return rows.map(toAddress);
  }
}

/** Clients with their firms, in Postgres. */
export class PostgresClients implements Clients {
  constructor(private readonly tx: Transaction<Schema>) {}

  async find(uscc: string): Promise<Omit<Represented, 'bindingId'> | null> {
    const row = await this.withFirms().where('client.uscc', '=', uscc).executeTakeFirst();
    return row ? toClient(row) : null;
  }

  async named(name: string): Promise<readonly Omit<Represented, 'bindingId'>[]> {
    const rows = await this.withFirms().where('client.name', '=', name).limit(10).execute();
    return rows.map(toClient);
  }

  async firms(): Promise<readonly string[]> {
    const rows = await this.tx.selectFrom('law_firm').select('name').where('capacity', '>', 0).orderBy('name').execute();
    return rows.map(({ name }) => name);
  }

  private withFirms() {
    return this.tx
      .selectFrom('client')
      .leftJoin('engagement', (join) => join.onRef('engagement.uscc', '=', 'client.uscc').on('engagement.to_day', 'is', null))
      .select(['client.uscc', 'client.name', 'client.kind', 'client.street', 'client.industry', 'engagement.firm']);
  }
}

function toAddress(row: { channel: string; chat_id: string }): Address {
  return { channel: row.channel as Channel, chatId: row.chat_id };
}

type ClientRow = Omit<Represented, 'bindingId' | 'kind'> & { readonly kind: string };

function toClient({ kind, ...row }: ClientRow): Omit<Represented, 'bindingId'> {
  return { ...row, kind: kind as Client['kind'] };
}
