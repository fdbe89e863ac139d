import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { openEmbedded, TEST_DATABASES, type TestDatabase } from './open-stores.ts';

let database: TestDatabase;
afterEach(() => database.drop());

describe('the embedded database', () => {
  it('works beside the program, which goes on meanwhile', async () => {
    database = await openEmbedded();
    let ticks = 0;
    const clock = setInterval(() => {
      ticks += 1;
    }, 10);
    await database.execute("select count(*) from generate_series(1, 300000) as n where md5(n::text) like 'a%'");
    clearInterval(clock);
    expect(ticks).toBeGreaterThan(3);
  });

  it('goes on after a statement that fails, also one with values and one within a transaction', async () => {
    database = await openEmbedded();
    await expect(database.execute('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
    await expect(database.execute('select 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' });
    const failing = database.db.transaction().execute(async (tx) => {
      await tx
        .insertInto('inbound')
        .values({ channel: 'web', message_id: '1', payload: null as never })
        .execute();
      await tx
        .insertInto('inbound')
        .values({ channel: 'web', message_id: '1', payload: null as never })
        .execute();
    });
    await expect(failing).rejects.toMatchObject({ code: '23502' });
    expect((await database.execute('select count(*)::int as n from inbound')).rows).toEqual([{ n: 0 }]);
  });

  it('carries long values both ways', async () => {
    database = await openEmbedded();
    const long = '长'.repeat(400_000);
    expect((await database.execute('select $1::text as long', [long])).rows).toEqual([{ long }]);
  });

  it('uses the room of what is gone again, once tidied', async () => {
    database = await openEmbedded();
    const size = async () =>
      Number((await database.execute("select pg_relation_size('desk_chat') as n")).rows.map((row) => (row as { n: string }).n)[0]);
    const churn = async () => {
      await database.execute(
        "insert into desk_chat (channel, chat_id, desk) select 'web', n::text, 'd' from generate_series(1, 2000) as n",
      );
      await database.execute('delete from desk_chat');
    };
    await churn();
    const once = await size();
    await churn();
    expect(await size()).toBeGreaterThan(once * 1.5);
    await database.tidy();
    await churn();
    expect(await size()).toBeLessThan(once * 1.5);
  });
});

describe.each(TEST_DATABASES.filter(({ name }) => name === 'PostgreSQL'))('a database on $name', ({ open }) => {
  const pidOf = async (execute: TestDatabase['execute']) => (await execute('select pg_backend_pid() as pid')).rows[0] as { pid: number };
  /** Ends a connection as a server does that is restarted. */
  async function end(pid: number): Promise<void> {
    const other = await open();
    await other.execute('select pg_terminate_backend($1)', [pid]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await other.drop();
  }

  it('is connected to again after the server has ended a connection that was idle', async () => {
    database = await open();
    const { pid } = await pidOf(database.execute);
    await end(pid);
    expect((await pidOf(database.execute)).pid).not.toBe(pid);
  });

  it('fails the transaction whose connection the server has ended, and goes on', async () => {
    database = await open();
    const broken = database.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await end(rows[0]?.pid ?? 0);
      await sql`select 1`.execute(tx);
    });
    await expect(broken).rejects.toThrow();
    expect((await pidOf(database.execute)).pid).toBeGreaterThan(0);
  });
});
