import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncomingMessage } from '../../src/conversation/incoming-message.ts';
import type { Turn } from '../../src/conversation/turn-store.ts';
import { PostgresTurnStore } from '../../src/store/postgres-turn-store.ts';
import { PostgresUnitOfWork } from '../../src/store/postgres-unit.ts';
import { TEST_DATABASES, type TestDatabase } from './open-stores.ts';

const message = (personId: string, messageId: string = randomUUID(), chatId = personId): IncomingMessage => ({
  channel: 'telegram',
  personId,
  messageId,
  chatId,
  text: '问',
});
const turn = (question: string, minute: number): Turn => ({
  id: randomUUID(),
  question,
  asked: question,
  outcome: { kind: 'needs-detail', why: 'empty' },
  retrieved: [],
  stages: {},
  askedAt: new Date(Date.UTC(2026, 10, 24, 4, minute)),
  help: null,
  script: 'simplified',
  screen: 'none',
});

describe.each(TEST_DATABASES)('a glance on $name', ({ open }) => {
  let database: TestDatabase;
  let turns: PostgresTurnStore;
  let units: PostgresUnitOfWork;
  const change = (personId: string, what: string) =>
    sql.raw(`update person set ${what} where external_id = '${personId}'`).execute(database.db);

  beforeAll(async () => {
    database = await open();
    turns = new PostgresTurnStore(database.db);
    units = new PostgresUnitOfWork(database.db);
  });
  afterAll(() => database.drop());

  it('sees each of those who ask at once, with what was said in that chat, oldest first', async () => {
    for (let minute = 0; minute < 12; minute += 1) await turns.record(message('a'), turn(`问${minute}`, minute), []);
    await turns.record(message('a', undefined, 'elsewhere'), turn('别处', 30), []);
    const [known, newcomer] = await Promise.all([units.glance(message('a')), units.glance(message('nobody'))]);
    expect(known?.recent.map(({ question }) => question)).toEqual(Array.from({ length: 10 }, (_, place) => `问${place + 2}`));
    expect(known?.recent[0]?.askedAt).toEqual(new Date(Date.UTC(2026, 10, 24, 4, 2)));
    expect(newcomer).toEqual({ script: 'simplified', recent: [] });
  });

  it('knows the characters a person chose', async () => {
    await turns.record(message('b'), turn('问', 0), []);
    await change('b', "script = 'traditional'");
    expect((await units.glance(message('b')))?.script).toBe('traditional');
  });

  it('leaves to a transaction a message that was dealt with', async () => {
    await turns.record(message('c', 'again'), turn('问', 0), []);
    expect(await units.glance(message('c', 'again'))).toBeNull();
    expect(await units.glance(message('c', 'new'))).not.toBeNull();
  });

  it('leaves to a transaction who is in a dialogue, held back, represents a client or has an open case', async () => {
    for (const one of ['d', 'e', 'f', 'g', 'h']) await turns.record(message(one), turn('问', 0), []);
    await change('d', `dialogue = '{"intake":null,"expects":null,"at":"2026-11-24T04:00:00Z"}'`);
    await change('e', 'blocked_at = now()');
    await sql`insert into client (uscc, name, kind, street, industry) values ('1', '甲', '企业', '街', '业')`.execute(database.db);
    await sql`
      insert into binding (person_id, uscc, proof, channel, chat_id, bound_at)
      select id, '1', 'code', 'telegram', 'f', now() from person where external_id = 'f'`.execute(database.db);
    for (const [one, status] of [
      ['g', '待受理'],
      ['h', '已办结'],
    ])
      await sql`
        insert into legal_case (number, kind, status, requester, requester_channel, requester_chat, desk, answers, transcript, deadlines, opened_at)
        select ${one}, '人工咨询', ${status}, id, 'telegram', ${one}, '岗', '{}', '', '[]', now() from person where external_id = ${one}`.execute(
        database.db,
      );
    const seen = await Promise.all(['d', 'e', 'f', 'g', 'h'].map((one) => units.glance(message(one))));
    expect(seen.map((glance) => glance === null)).toEqual([true, true, true, true, false]);
  });

  it('waits for what is being done with a person', async () => {
    await turns.record(message('w'), turn('问', 0), []);
    let asked: Promise<unknown> = Promise.resolve();
    await units.transact(async (unit) => {
      const { speaker } = await unit.meet(message('w'));
      asked = units.glance(message('w')).then((glance) => expect(glance).toBeNull());
      await new Promise((resolve) => setTimeout(resolve, 50));
      await unit.people.keepDialogue(speaker.id, { intake: null, expects: null, at: '2026-11-24T04:00:00Z' });
    });
    await asked;
  });
});
