import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncomingMessage } from '../../src/conversation/incoming-message.ts';
import type { Turn } from '../../src/conversation/turn-store.ts';
import { glanceAtPeople } from '../../src/store/glance-at-people.ts';
import { SealError } from '../../src/store/key-ring.ts';
import { readMisses } from '../../src/store/postgres-gaps.ts';
import { PostgresInbox } from '../../src/store/postgres-inbox.ts';
import { PostgresOutbox, queueOutgoing } from '../../src/store/postgres-outbox.ts';
import { PostgresTurnStore } from '../../src/store/postgres-turn-store.ts';
import { PostgresUnitOfWork } from '../../src/store/postgres-unit.ts';
import { opened, sealed } from '../../src/store/sealed.ts';
import { TEST_DATABASES, type TestDatabase } from './open-stores.ts';

const message = (personId: string): IncomingMessage => ({
  channel: 'telegram',
  personId,
  messageId: randomUUID(),
  chatId: personId,
  text: '',
});
const turn = (question: string): Turn => ({
  ...{ id: randomUUID(), question, asked: question, retrieved: [], stages: {}, askedAt: new Date(), help: null },
  ...{ script: 'simplified', screen: 'none' },
  outcome: { kind: 'conversed', reply: { blocks: [{ kind: 'paragraph', text: `答${question}` }], rateable: false } },
});

describe.each(TEST_DATABASES)('sealed rows on $name', ({ open }) => {
  let database: TestDatabase;
  let turns: PostgresTurnStore;
  let outbox: PostgresOutbox;
  beforeAll(async () => {
    database = await open();
    turns = new PostgresTurnStore(database.db);
    outbox = new PostgresOutbox(database.db);
  });
  afterAll(() => database.drop());
  const historyOf = (personId: string) => turns.history({ channel: 'telegram', personId }, 10);
  const queue = (chatId: string, text: string) =>
    database.db.transaction().execute((tx) => queueOutgoing(tx, [{ channel: 'telegram', chatId, payload: { text } }]));

  it('are read beside those that were written before there were keys', async () => {
    const [kept, person] = [await turns.record(message('old'), turn('新问'), []), { channel: 'telegram', personId: 'old' } as const];
    const plain = { ...turn('旧问'), askedAt: new Date(0) };
    await database.execute(
      `insert into turn (id, conversation_id, channel, message_id, question, asked, outcome, outcome_kind, retrieved, stages, asked_at)
       select $1, conversation_id, 'telegram', 'before', $2, $2, $3, 'conversed', '[]', '{}', $4 from turn where id = $5`,
      [plain.id, plain.question, JSON.stringify(plain.outcome), plain.askedAt, kept.id],
    );
    await database.execute(`update person set dialogue = '{"intake":"旧的"}' where external_id = 'old'`);
    await database.execute(`insert into outbox (channel, chat_id, payload) values ('telegram', 'old', '"旧信"')`);
    await database.execute(`insert into inbound (channel, message_id, payload) values ('dingtalk', 'old', '{"text":"旧话"}')`);
    expect(await historyOf('old')).toEqual([plain, kept]);
    expect(await new PostgresUnitOfWork(database.db).transact((unit) => unit.speaker(person))).toMatchObject({
      dialogue: { intake: '旧的' },
    });
    expect(await outbox.claim('telegram', 10)).toMatchObject([{ payload: '旧信' }]);
    expect(await new PostgresInbox(database.db).waiting('dingtalk')).toMatchObject([{ payload: { text: '旧话' } }]);
  });

  it('are opened within JSON that a statement makes of them as well', async () => {
    const { id } = await turns.record(message('within'), turn('问'), []);
    const { rows } = await sql<{ turn: { question: never; outcome: never } }>`
      select jsonb_build_object('question', question, 'outcome', outcome) as turn from turn where id = ${id}`.execute(database.db);
    expect(opened('turn.question', rows[0]?.turn.question as never)).toBe('问');
    expect(opened('turn.outcome', rows[0]?.turn.outcome as never)).toMatchObject({ kind: 'conversed' });
  });

  it('leave what a person writes that looks like something sealed as it is', async () => {
    for (const text of ['sealed:v1:', 'sealed:v1:00000000:AAAA', database.keys.seal('turn.asked', '别处的'), '']) {
      const { id } = await turns.record(message('liar'), turn(text), []);
      expect(await turns.findForPerson(id, { channel: 'telegram', personId: 'liar' })).toMatchObject({ question: text, asked: text });
    }
  });

  it('are none where a column is not sealed, whatever its text looks like', async () => {
    const { rows } = await database.execute('select $1::text as words, $2::jsonb as more', [
      'sealed:v1:00000000:AAAA',
      '["sealed:v1:00000000:AAAA"]',
    ]);
    expect(rows).toEqual([{ words: 'sealed:v1:00000000:AAAA', more: ['sealed:v1:00000000:AAAA'] }]);
  });

  it('do not open in another column, and say which', async () => {
    const { id } = await turns.record(message('moved'), { ...turn('问'), asked: '另一问' }, []);
    await database.execute('update turn set question = asked where id = $1', [id]);
    await expect(historyOf('moved')).rejects.toThrow(SealError);
    await expect(historyOf('moved')).rejects.toThrow(/^turn\.question, sealed with key [0-9a-f]{8}, was damaged or moved/);
  });

  it('of one person that do not open hold up nobody who writes at the same time', async () => {
    const moved = await turns.record(message('p'), { ...turn('问'), asked: '另一问' }, []);
    const whole = await turns.record(message('q'), turn('好的'), []);
    await database.execute('update turn set question = asked where id = $1', [moved.id]);
    const glances = await Promise.all(['p', 'q'].map((personId) => new PostgresUnitOfWork(database.db).glance(message(personId))));
    const { question, asked, outcome, askedAt } = whole;
    expect(glances).toEqual([null, { script: 'simplified', recent: [{ question, asked, outcome, askedAt }] }]);
    expect(await glanceAtPeople(database.db, [message('p'), message('q')], 5)).toEqual(glances);
  });

  it('do not open when a byte was changed, nor under a key that nobody has', async () => {
    const { id } = await turns.record(message('changed'), turn('问'), []);
    const change = (from: string, to: string) =>
      database.execute(`update turn set question = regexp_replace(question, $2, $3) where id = $1`, [id, from, to]);
    await change('(.{30}).', '\\1!');
    await expect(historyOf('changed')).rejects.toMatchObject({ why: 'damaged' });
    await change(':[0-9a-f]{8}:', ':00000000:');
    await expect(historyOf('changed')).rejects.toMatchObject({ why: 'no-key', keyId: '00000000', place: 'turn.question' });
  });

  it('that were damaged hold up neither what is to be sent nor what came in', async () => {
    await database.execute('delete from outbox');
    await queue('a', '坏的');
    await database.execute(`update outbox set payload = to_jsonb(overlay((payload #>> '{}') placing '!!!!' from 40))`);
    await queue('a', '好的');
    await queue('b', '别人的');
    const textsOf = async () => (await outbox.claim('telegram', 10)).map(({ payload }) => (payload as { text: string }).text);
    expect(await textsOf()).toEqual(['别人的']);
    expect(await textsOf()).toEqual(['好的']);
    const inbox = new PostgresInbox(database.db);
    await inbox.accept(['1', '2'].map((messageId) => ({ channel: 'web', messageId, payload: { text: messageId } })));
    await database.execute(
      `update inbound set payload = to_jsonb(overlay((payload #>> '{}') placing '!!!!' from 40)) where message_id = '1'`,
    );
    expect((await inbox.waiting('web')).map(({ messageId }) => messageId)).toEqual(['2']);
  });

  it('are asked by SQL only whether there are words, which is seen without a key', async () => {
    const declined = { kind: 'declined', why: 'no-source', desks: [], notices: [] } as never;
    await turns.record(message('gap'), { ...turn('没答上的'), outcome: declined }, []);
    await turns.record(message('gap'), { ...turn(''), outcome: declined }, []);
    expect((await readMisses(database.db, new Date(0))).map(({ question, words }) => [question, words])).toEqual([['没答上的', '']]);
  });

  it('cannot be written past the connection that seals, nor passed on unopened', async () => {
    expect(() => sealed('turn.question', '问').toPostgres()).toThrow('past the connection');
    const { id } = await turns.record(message('shown'), turn('问'), []);
    const row = await database.db.selectFrom('turn').select('question').where('id', '=', id).executeTakeFirstOrThrow();
    expect(() => JSON.stringify(row)).toThrow('must be opened');
  });
});
