import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { PostgresUnitOfWork } from '../../src/store/postgres-unit.ts';
import { TEST_DATABASES } from './open-stores.ts';

describe.each(TEST_DATABASES)('statements prepared on $name', ({ open }) => {
  it('are read once, and given up when the tables are changed under them', async () => {
    const database = await open();
    const units = new PostgresUnitOfWork(database.db);
    const nobody = { channel: 'telegram', messageId: '1', personId: 'nobody', chatId: 'nobody', text: '' } as const;
    const look = () => units.transact((unit) => unit.recentTurns(nobody, 1));
    const lookOnEveryConnection = () => Promise.all(Array.from({ length: 20 }, look));
    await lookOnEveryConnection();
    const prepared = () =>
      database.db.transaction().execute(async (tx) => {
        await tx.selectFrom('turn').selectAll().where('message_id', '=', 'nothing').execute();
        return (await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(tx)).rows.length;
      });
    expect(await prepared()).toBeGreaterThan(0);
    await database.execute('alter table turn add column later text');
    expect((await lookOnEveryConnection()).flat()).toEqual([]);
    await database.drop();
  });
});
