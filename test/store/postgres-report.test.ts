import { randomUUID } from 'node:crypto';
import { type Insertable, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deadline } from '../../src/legal-case/deadline.ts';
import { type AnnualReport, compileReport } from '../../src/report/report.ts';
import { readReport } from '../../src/store/postgres-report.ts';
import type { Schema } from '../../src/store/schema.ts';
import { sealed } from '../../src/store/sealed.ts';
import { deadline, NOW, POLICY, period } from '../report/sample-source.ts';
import { TEST_DATABASES, type TestDatabase } from './open-stores.ts';

const YEAR = period('2026-01-01', '2026-12-31');
const FIRST_INSTANT = new Date('2025-12-31T16:00:00Z');
const LAST_INSTANT = new Date('2026-12-31T15:59:59.999Z');
const TOO_EARLY = new Date('2025-12-31T15:59:59.999Z');
const TOO_LATE = new Date('2026-12-31T16:00:00Z');
const PERSON = randomUUID();
const FIRM = '示例甲律师事务所';
const DEADLINES: readonly Deadline[] = [deadline({ used: 60 }), deadline({ target: 'answer', minutes: 1260, used: 2000 })];

const ofYear = (database: TestDatabase): Promise<AnnualReport> =>
  readReport(database.db, (source) => compileReport(source, YEAR, POLICY, NOW));

describe.each(TEST_DATABASES)('PostgresReport on $name', ({ open }) => {
  let database: TestDatabase;
  let report: AnnualReport;

  beforeAll(async () => {
    database = await open();
    await database.db.insertInto('person').values({ id: PERSON, channel: 'web', external_id: 'p' }).execute();
    await fillRegistry(database);
    await fillCases(database);
    await fillServices(database);
    await fillQuestions(database);
    report = await ofYear(database);
  });
  afterAll(() => database.drop());

  it('counts clients, and who had an adviser on the last day', () => {
    expect(report.coverage).toEqual({
      total: { clients: 5, advised: 3, rate: 60 },
      byKind: [
        { kind: '企业', clients: 4, advised: 2, rate: 50 },
        { kind: '个体工商户', clients: 0, advised: 0, rate: null },
        { kind: '部门', clients: 1, advised: 1, rate: 100 },
      ],
      firms: [
        { firm: FIRM, clients: 2 },
        { firm: '示例闲律师事务所', clients: 0 },
        { firm: '示例乙律师事务所', clients: 1 },
      ],
    });
  });

  it('counts the cases opened in the period, to the instant, and what was done to them', () => {
    expect(report.cases).toMatchObject({
      opened: 5,
      byFirm: [{ name: FIRM, count: 2 }],
      byOffice: [{ name: '值班律师', count: 3 }],
      byStreet: [
        { name: '示例一街道', count: 1 },
        { name: '居民', count: 4 },
      ],
      withdrawn: 1,
      transferred: 2,
      recused: 1,
      askedBack: 1,
      reopened: 1,
    });
    const months = new Map(report.cases.byMonth.map(({ name, count }) => [name, count]));
    expect([months.get('2026-01'), months.get('2026-06'), months.get('2026-12')]).toEqual([1, 3, 1]);
  });

  it('reads deadlines, ratings, mediations and reviews', () => {
    expect(report.times.firstResponse.overall).toMatchObject({ onTime: 1, late: 0, notCounted: 4, median: 60 });
    expect(report.times.answer.byDesk).toContainEqual(expect.objectContaining({ desk: FIRM, onTime: 0, late: 1, p90: 2000 }));
    expect(report.ratings).toMatchObject({ overall: { count: 1, average: 2, low: 1 }, byDesk: [{ desk: '值班律师', count: 1 }] });
    expect(report.mediation).toEqual({ accepted: 1, succeeded: 1, rate: 100, amountInTenThousands: 12.35 });
    expect(report.reviews).toContainEqual({ kind: '合同审查', opened: 1, answered: 1 });
  });

  it('counts services and warnings, and what became of their messages', () => {
    expect(report.services).toMatchObject({
      count: 3,
      reached: 111,
      warnings: { count: 1, recipients: 4, sent: 2, waiting: 1, failed: 1 },
    });
    expect(report.services.byKind[1]).toEqual({
      kind: '讲座',
      count: 2,
      reached: 110,
      byDesk: [
        { desk: FIRM, count: 1, reached: 80 },
        { desk: '示例乙律师事务所', count: 1, reached: 30 },
      ],
    });
  });

  it('counts questions and what was said of the answers, but no steps of a dialogue', () => {
    expect(report.questions).toMatchObject({ asked: 3, useful: 1, notUseful: 1 });
    expect(report.questions.outcomes.map(({ name, count }) => `${name} ${count}`)).toEqual([
      '已回答 2',
      '没有依据，未回答 1',
      '请对方说清楚 0',
      '系统出错 0',
    ]);
  });

  it('names nobody and repeats nobody’s words', () => {
    expect(JSON.stringify(report)).not.toMatch(new RegExp(`${PERSON}|秘密|示例公司|A1`));
  });

  it('takes less than 5 seconds for 10,000 cases', async () => {
    await sql`
      insert into legal_case (number, kind, status, requester, requester_channel, requester_chat, desk, answers, transcript, deadlines,
        opened_at)
      select 'n' || n, '调解', '办理中', ${PERSON}, 'web', 'c', '值班律师', '{}', '', ${JSON.stringify(
        DEADLINES.map((one) => ({ ...one, used: 0, since: '2026-02-02T01:00:00.000Z', metAt: null })),
      )}::jsonb, ${new Date('2026-02-02T01:00:00Z')}
      from generate_series(1, 10000) as n`.execute(database.db);
    await sql`
      insert into case_event (case_id, at, side, action, to_status, desk, note)
      select id, opened_at, 'desk', 'accept', '已受理', desk, '' from legal_case where number like 'n%'`.execute(database.db);
    const started = performance.now();
    const { cases, mediation, times } = await ofYear(database);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect([cases.opened, mediation.accepted, times.answer.overall.late]).toEqual([10_005, 10_001, 10_001]);
  });
});

async function fillRegistry({ db }: TestDatabase): Promise<void> {
  const client = (uscc: string, kind: string, street: string, registered = FIRST_INSTANT) => ({
    uscc,
    name: `示例公司${uscc}`,
    kind,
    street,
    industry: '',
    registered_at: registered,
  });
  await db
    .insertInto('client')
    .values([
      client('A1', '企业', '示例一街道'),
      client('A2', '企业', ''),
      client('A3', '企业', '示例一街道'),
      client('A4', '企业', '示例一街道'),
      client('A5', '部门', '示例一街道', LAST_INSTANT),
      client('A6', '部门', '示例一街道', TOO_LATE),
    ])
    .execute();
  const firms = [FIRM, '示例乙律师事务所', '示例闲律师事务所'].map((name) => ({ name, capacity: 10 }));
  await db
    .insertInto('law_firm')
    .values([...firms, { name: '示例退律师事务所', capacity: 0 }])
    .execute();
  const engaged = (uscc: string, firm: string, from: string, to: string | null) => ({
    uscc,
    firm,
    reason: '分配',
    from_day: from,
    to_day: to,
  });
  await db
    .insertInto('engagement')
    .values([
      engaged('A1', FIRM, '2026-12-31', null),
      engaged('A2', '示例退律师事务所', '2026-01-01', '2026-12-31'),
      engaged('A2', '示例乙律师事务所', '2026-12-31', '2027-01-01'),
      engaged('A3', FIRM, '2026-01-01', '2026-12-31'),
      engaged('A4', FIRM, '2027-01-01', null),
      engaged('A5', FIRM, '2026-05-01', null),
    ])
    .execute();
}

async function fillCases({ db }: TestDatabase): Promise<void> {
  const june = new Date('2026-06-01T02:00:00Z');
  const open = async (
    number: string,
    openedAt: Date,
    given: Partial<Insertable<Schema['legal_case']>>,
    actions: readonly string[] = [],
  ) => {
    const { id } = await db
      .insertInto('legal_case')
      .values({
        number,
        kind: '人工咨询',
        status: '办理中',
        requester: PERSON,
        requester_channel: 'web',
        requester_chat: 'c',
        desk: '值班律师',
        answers: sealed('legal_case.answers', { matter: '秘密' }),
        transcript: sealed('legal_case.transcript', '秘密'),
        deadlines: '[]',
        opened_at: openedAt,
        rating_words: sealed('legal_case.rating_words', '秘密'),
        ...given,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const events = actions.map((action) => ({
      case_id: id,
      at: openedAt,
      side: 'desk',
      action: action.split(' ')[0] ?? '',
      from_status: action.split(' ')[1] ?? null,
      to_status: '办理中',
      desk: '值班律师',
      note: sealed('case_event.note', '秘密'),
    }));
    if (events.length > 0) await db.insertInto('case_event').values(events).execute();
  };
  await open('1', FIRST_INSTANT, { kind: '调解', result: '成功', amount: '123450.00', desk: FIRM, uscc: 'A1' }, ['accept', 'transfer']);
  await open('2', LAST_INSTANT, { kind: '调解', status: '已撤回', uscc: 'A2', rating: 2 }, ['accept', 'transfer', 'recuse', 'ask-back']);
  await open('3', june, { kind: '合同审查', answered_at: june, desk: FIRM, deadlines: JSON.stringify(DEADLINES) }, [
    'accept',
    'supplement 已办结',
    'supplement 已答复',
  ]);
  await open('4', june, { kind: '调解', status: '已转办', amount: '5.00' });
  await open('5', june, { kind: '合法性审查' });
  await open('6', TOO_EARLY, { rating: 5 }, ['accept', 'transfer']);
  await open('7', TOO_LATE, { kind: '调解', result: '成功', amount: '9.00' }, ['accept', 'transfer']);
}

async function fillServices({ db }: TestDatabase): Promise<void> {
  const service = (kind: string, desk: string, reached: number, at: Date) => ({
    kind,
    desk,
    by_person: PERSON,
    note: sealed('service_record.note', '秘密'),
    reached,
    at,
  });
  await db
    .insertInto('service_record')
    .values([
      service('讲座', FIRM, 80, FIRST_INSTANT),
      service('讲座', '示例乙律师事务所', 30, LAST_INSTANT),
      service('走访', FIRM, 1, LAST_INSTANT),
      service('走访', FIRM, 50, TOO_LATE),
    ])
    .execute();
  const warn = async (at: Date, recipients: number, messages: readonly Partial<Insertable<Schema['outbox']>>[]) => {
    const warning = { by_person: PERSON, desk: FIRM, audience: '{}', text: sealed('broadcast.text', '秘密'), recipients, at };
    const { id } = await db.insertInto('broadcast').values(warning).returning('id').executeTakeFirstOrThrow();
    const message = { channel: 'web', chat_id: 'c', payload: sealed('outbox.payload', {}), broadcast_id: id };
    await db
      .insertInto('outbox')
      .values(messages.map((given) => ({ ...message, ...given })))
      .execute();
  };
  await warn(LAST_INSTANT, 4, [{ sent_at: TOO_LATE }, { sent_at: LAST_INSTANT }, {}, { gave_up_at: TOO_LATE }]);
  await warn(TOO_EARLY, 9, [{ sent_at: FIRST_INSTANT }]);
}

async function fillQuestions({ db }: TestDatabase): Promise<void> {
  const conversation = randomUUID();
  await db.insertInto('conversation').values({ id: conversation, person_id: PERSON, chat_id: 'c' }).execute();
  const ask = async (outcome: string, at: Date, useful: boolean | null = null) => {
    const id = randomUUID();
    const words = { question: sealed('turn.question', '秘密'), outcome: sealed('turn.outcome', {}) };
    const turn = { id, conversation_id: conversation, channel: 'web', message_id: id, ...words };
    await db
      .insertInto('turn')
      .values({ ...turn, outcome_kind: outcome, retrieved: '[]', stages: '{}', asked_at: at })
      .execute();
    if (useful !== null) await db.insertInto('feedback').values({ turn_id: id, person_id: PERSON, useful }).execute();
  };
  await ask('answered', FIRST_INSTANT, true);
  await ask('answered', LAST_INSTANT, false);
  await ask('declined', LAST_INSTANT);
  await ask('conversed', LAST_INSTANT);
  await ask('answered', TOO_EARLY, true);
  await ask('answered', TOO_LATE, false);
}
