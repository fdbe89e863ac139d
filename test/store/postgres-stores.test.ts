import { describe, expect, it } from 'vitest';
import { DataFolderBusyError } from '../../src/store/data-lock.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openEmbedded, TEST_DATABASES } from './open-stores.ts';
import { storeContract } from './store-contract.ts';
import { TEST_KEYS } from './test-keys.ts';

for (const { name, open } of TEST_DATABASES) storeContract(name, open);

describe('openDatabase', () => {
  it('keeps what it has over a restart, and refuses a second process on the folder', async () => {
    const database = await openEmbedded();
    await database.db
      .insertInto('person')
      .values({ id: '00000000-0000-0000-0000-000000000001', channel: 'web', external_id: 'a' })
      .execute();
    await expect(openDatabase({ dataDir: database.dataDir }, database.keys)).rejects.toThrow(DataFolderBusyError);
    await database.close();
    const again = await openDatabase({ dataDir: database.dataDir }, database.keys);
    expect(await again.db.selectFrom('person').select('external_id').execute()).toEqual([{ external_id: 'a' }]);
    await again.close();
    await database.drop();
  });

  it('throws for a server that does not answer', async () => {
    await expect(openDatabase({ url: 'postgres://postgres@127.0.0.1:1/none' }, TEST_KEYS)).rejects.toThrow(
      'could not be brought to the newest tables',
    );
  });
});
