import { type RawBuilder, type Selectable, type SqlBool, sql, type Transaction } from 'kysely';
import { dayOf } from '../calculation/working-time.ts';
import type { CaseKind } from '../knowledge/office.ts';
import type { CaseStatus } from '../legal-case/case-status.ts';
import { type Cases, type NewCase, UnreadableCaseError } from '../legal-case/case-unit.ts';
import type { CaseEvent, CaseMessage, LegalCase, MediationResult } from '../legal-case/legal-case.ts';
import type { Address, Channel, Party } from '../legal-case/person.ts';
import type { Schema } from './schema.ts';
import { opened, sealed } from './sealed.ts';

/** Cases in Postgres. */
export class PostgresCases implements Cases {
  private readonly taken = new Map<string, LegalCase>();
  private readonly kept = new Map<string, LegalCase>();

  constructor(private readonly tx: Transaction<Schema>) {}

  async open(draft: NewCase): Promise<LegalCase> {
    const { rows } = await sql<{ id: string }>`select nextval(pg_get_serial_sequence('legal_case', 'id'))::text as id`.execute(this.tx);
    const id = rows[0]?.id ?? '';
    const legalCase = { ...draft, id, number: `${dayOf(draft.openedAt).slice(0, 4)}${id.padStart(6, '0')}` };
    await this.tx.insertInto('legal_case').values(toRow(legalCase)).execute();
    return legalCase;
  }

  async take(number: string): Promise<LegalCase | null> {
    const row = await this.tx.selectFrom('legal_case').selectAll().where('number', '=', number).forUpdate().executeTakeFirst();
    return row ? this.remember(toCase(row)) : null;
  }

  async takeDue(now: Date, exceptIds: readonly string[]): Promise<LegalCase | null> {
    const row = await this.tx
      .selectFrom('legal_case')
      .selectAll()
      .where('check_at', '<=', now)
      .where(sql<boolean>`id <> all(${exceptIds}::bigint[])`)
      .orderBy('check_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (row === undefined) return null;
    try {
      return this.remember(toCase(row));
    } catch (error) {
      throw new UnreadableCaseError(String(row.id), { cause: error });
    }
  }

  async keep(legalCase: LegalCase): Promise<void> {
    this.kept.set(legalCase.id, legalCase);
    await this.tx.updateTable('legal_case').set(toRow(legalCase)).where('id', '=', legalCase.id).execute();
  }

  changed(): readonly LegalCase[] {
    return [...this.kept.values()].filter(({ id, status, desk, handler }) => {
      const before = this.taken.get(id);
      return before && (before.status !== status || before.desk !== desk || before.handler?.personId !== handler?.personId);
    });
  }

  async cards(number: string): Promise<readonly Address[]> {
    const rows = await this.tx
      .selectFrom('outbox')
      .select(['channel', 'chat_id'])
      .distinct()
      .where('case_number', '=', number)
      .where('card', '=', true)
      .execute();
    return rows.map(({ channel, chat_id }) => ({ channel: channel as Channel, chatId: chat_id }));
  }

  private remember(legalCase: LegalCase): LegalCase {
    if (!this.taken.has(legalCase.id)) this.taken.set(legalCase.id, legalCase);
    return legalCase;
  }

  async append(caseId: string, { at, by, side, action, from, to, desk, note }: CaseEvent): Promise<void> {
    const event = {
      case_id: caseId,
      at,
      by_person: by,
      side,
      action,
      from_status: from,
      to_status: to,
      desk,
      note: sealed('case_event.note', note),
    };
    await this.tx.insertInto('case_event').values(event).execute();
  }

  async say(caseId: string, message: CaseMessage, source: { address: Address; messageId: string | null }): Promise<void> {
    const { side, by, desk, at, text, file, edited } = message;
    const { address, messageId } = source;
    await this.tx
      .insertInto('case_message')
      .values({
        case_id: caseId,
        side,
        by_person: by,
        desk,
        at,
        text: sealed('case_message.text', text),
        file_id: file,
        edited,
        channel: address.channel,
        chat_id: address.chatId,
        source_id: messageId,
      })
      .execute();
  }

  async messages(caseId: string): Promise<readonly CaseMessage[]> {
    const rows = await this.tx.selectFrom('case_message').selectAll().where('case_id', '=', caseId).orderBy('id').execute();
    return rows.map(({ side, by_person, desk, at, text, file_id, edited }) => ({
      side: side as CaseMessage['side'],
      by: by_person,
      desk,
      at,
      text: opened('case_message.text', text),
      file: file_id,
      edited,
    }));
  }

  async ofRequester(personId: string, limit: number): Promise<readonly LegalCase[]> {
    const rows = await this.tx
      .selectFrom('legal_case')
      .selectAll()
      .where(isRequester(personId))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toCase);
  }

  async ofDesks(desks: readonly string[], limit: number): Promise<readonly LegalCase[]> {
    if (desks.length === 0) return [];
    const rows = await this.tx
      .selectFrom('legal_case')
      .selectAll()
      .where('desk', 'in', desks)
      .where('status', 'not in', ['已办结', '已撤回'])
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(toCase);
  }

  async unheard(personId: string): Promise<string | null> {
    const { rows } = await sql<{ number: string }>`
      select number from legal_case join case_message on case_message.case_id = legal_case.id
      where ${isRequester(personId)} and status not in ('已办结', '已撤回') and side = 'desk'
        and at > coalesce((
          select max(asked_at) from turn join conversation on conversation.id = conversation_id where person_id = ${personId}), '-infinity')
      order by at desc limit 1`.execute(this.tx);
    return rows[0]?.number ?? null;
  }

  async aboutMessage({ channel, chatId }: Address, messageId: string): Promise<string | null> {
    const row = await this.tx
      .selectFrom('outbox')
      .select('case_number')
      .where('channel', '=', channel)
      .where('chat_id', '=', chatId)
      .where('external_id', '=', messageId)
      .executeTakeFirst();
    return row?.case_number ?? null;
  }

  async ofRelayed(personId: string, { channel, chatId }: Address, messageId: string): Promise<string | null> {
    const row = await this.tx
      .selectFrom('case_message')
      .innerJoin('legal_case', 'legal_case.id', 'case_message.case_id')
      .select('number')
      .where('by_person', '=', personId)
      .where('channel', '=', channel)
      .where('chat_id', '=', chatId)
      .where('source_id', '=', messageId)
      .executeTakeFirst();
    return row?.number ?? null;
  }
}

function isRequester(personId: string): RawBuilder<SqlBool> {
  return requesterIs(sql`${personId}::uuid`);
}

/** A client's case is its requester's while he represents it; after that its other representatives'. */
export function requesterIs(speaker: RawBuilder<unknown>): RawBuilder<SqlBool> {
  const represents = (person: RawBuilder<unknown>) => sql`exists (
    select from binding where binding.uscc = legal_case.uscc and binding.person_id = ${person} and revoked_at is null)`;
  return sql<SqlBool>`(
    requester = ${speaker} and (legal_case.uscc is null or ${represents(speaker)})
    or requester <> ${speaker} and ${represents(speaker)} and not ${represents(sql`requester`)})`;
}

function toRow(legalCase: LegalCase) {
  const { requester, handler } = legalCase;
  return {
    id: legalCase.id,
    number: legalCase.number,
    kind: legalCase.kind,
    status: legalCase.status,
    requester: requester.personId,
    requester_channel: requester.address.channel,
    requester_chat: requester.address.chatId,
    uscc: legalCase.client,
    desk: legalCase.desk,
    handler: handler?.personId ?? null,
    handler_channel: handler?.address.channel ?? null,
    handler_chat: handler?.address.chatId ?? null,
    answers: sealed('legal_case.answers', legalCase.answers),
    transcript: sealed('legal_case.transcript', legalCase.transcript),
    deadlines: JSON.stringify(legalCase.deadlines),
    opened_at: legalCase.openedAt,
    answered_at: legalCase.answeredAt,
    closed_at: legalCase.closedAt,
    check_at: legalCase.checkAt,
    rating: legalCase.rating,
    rating_words: sealed('legal_case.rating_words', legalCase.ratingWords),
    result: legalCase.result,
    amount: legalCase.amount === null ? null : legalCase.amount.toFixed(2),
  };
}

function toCase(row: Selectable<Schema['legal_case']>): LegalCase {
  return {
    id: String(row.id),
    number: row.number,
    kind: row.kind as CaseKind,
    status: row.status as CaseStatus,
    requester: toParty(row.requester, row.requester_channel, row.requester_chat),
    client: row.uscc,
    desk: row.desk,
    handler: row.handler === null ? null : toParty(row.handler, row.handler_channel, row.handler_chat),
    answers: opened('legal_case.answers', row.answers),
    transcript: opened('legal_case.transcript', row.transcript),
    deadlines: row.deadlines,
    openedAt: row.opened_at,
    answeredAt: row.answered_at,
    closedAt: row.closed_at,
    checkAt: row.check_at,
    rating: row.rating,
    ratingWords: opened('legal_case.rating_words', row.rating_words),
    result: row.result as MediationResult | null,
    amount: row.amount === null ? null : Number(row.amount),
  };
}

function toParty(personId: string, channel: string | null, chatId: string | null): Party {
  return { personId, address: { channel: channel as Channel, chatId: chatId ?? '' } };
}
