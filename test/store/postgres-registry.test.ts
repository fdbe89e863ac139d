import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../src/legal-case/client.ts';
import { PostgresRegistry } from '../../src/store/postgres-registry.ts';
import { TEST_DATABASES, type TestDatabase } from './open-stores.ts';

const client = (uscc: string, name = `示例${uscc}`): Client => ({
  uscc,
  name,
  kind: '企业',
  street: '示例一街道',
  industry: '批发',
  phone: null,
});

describe.each(TEST_DATABASES)('PostgresRegistry on $name', ({ open }) => {
  let database: TestDatabase;
  let registry: PostgresRegistry;

  beforeAll(async () => {
    database = await open();
    registry = new PostgresRegistry(database.db);
    await registry.registerFirms([
      { name: '甲所', capacity: 10 },
      { name: '乙所', capacity: 10 },
    ]);
  });
  afterAll(() => database.drop());

  const history = (uscc: string) =>
    database.db.selectFrom('engagement').select(['firm', 'reason', 'from_day', 'to_day']).where('uscc', '=', uscc).orderBy('id').execute();

  it('counts what is new, changed and unchanged', async () => {
    const rows = [
      { client: client('A'), firm: '甲所' },
      { client: client('B'), firm: null },
    ];
    expect(await registry.registerClients(rows, '2026-11-24')).toEqual({ added: 2, changed: 0, unchanged: 0 });
    expect(await registry.registerClients(rows, '2026-11-25')).toEqual({ added: 0, changed: 0, unchanged: 2 });
    expect(await registry.registerClients([{ client: client('B', '新名'), firm: null }], '2026-11-25')).toEqual({
      added: 0,
      changed: 1,
      unchanged: 0,
    });
    expect(await history('A')).toHaveLength(1);
  });

  it('keeps the history of mandates, with one at a time', async () => {
    await registry.engage([{ uscc: 'B', firm: '甲所', reason: '分配' }], '2026-11-24');
    await registry.engage([{ uscc: 'B', firm: '乙所', reason: '调整' }], '2026-12-01');
    expect(await history('B')).toMatchObject([
      { firm: '甲所', reason: '分配', to_day: expect.any(Date) },
      { firm: '乙所', reason: '调整', to_day: null },
    ]);
    expect(await registry.clientsWithFirms()).toContainEqual({
      uscc: 'B',
      street: '示例一街道',
      industry: '批发',
      firm: '乙所',
      named: false,
    });
  });

  it('lets the registry’s own word replace an assignment', async () => {
    await registry.registerClients([{ client: client('B', '新名'), firm: '甲所' }], '2026-12-02');
    expect(await registry.clientsWithFirms()).toContainEqual(expect.objectContaining({ uscc: 'B', firm: '甲所', named: true }));
  });

  it('writes all of a batch or nothing', async () => {
    const rows = [
      { client: client('C'), firm: null },
      { client: client('D'), firm: '没有这家' },
    ];
    await expect(registry.registerClients(rows, '2026-11-24')).rejects.toThrow();
    expect((await registry.clientsWithFirms()).map((one) => one.uscc)).not.toContain('C');
  });
});
