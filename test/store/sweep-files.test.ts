import { randomUUID } from 'node:crypto';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskFiles } from '../../src/store/disk-files.ts';
import { sealed } from '../../src/store/sealed.ts';
import { sweepFiles } from '../../src/store/sweep-files.ts';
import { openEmbedded } from './open-stores.ts';

const NOW = new Date('2026-11-24T04:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

describe('sweepFiles', () => {
  let database: Awaited<ReturnType<typeof openEmbedded>>;
  beforeAll(async () => {
    database = await openEmbedded();
  });
  afterAll(() => database.drop());

  it('keeps what may still be used and removes what belongs to nothing', async () => {
    const dir = path.join(database.dataDir, 'files');
    const files = new DiskFiles(dir, database.keys);
    const person = randomUUID();
    await database.db.insertInto('person').values({ id: person, channel: 'web', external_id: 'p', dialogue: null }).execute();
    const put = async (days: number, row: boolean) => {
      const id = randomUUID();
      await files.save(id, Buffer.from('x'));
      await utimes(path.join(dir, id), daysAgo(days), daysAgo(days));
      const about = { id, case_id: null, person_id: person, name: sealed('case_file.name', 'a.pdf'), form: 'pdf', bytes: 1, sha256: '' };
      if (row)
        await database.db
          .insertInto('case_file')
          .values({ ...about, stored_at: daysAgo(days) })
          .execute();
      return id;
    };
    const kept = [await put(20, true), await put(0.5, false), 'message.key'];
    await writeFile(path.join(dir, 'message.key'), 'of somebody else');
    await utimes(path.join(dir, 'message.key'), daysAgo(400), daysAgo(400));
    await put(31, true);
    await put(2, false);
    expect(await sweepFiles(dir, database.db, NOW)).toBe(2);
    expect((await readdir(dir)).sort()).toEqual([...kept].sort());
    expect(await sweepFiles(path.join(dir, 'nowhere'), database.db, NOW)).toBe(0);
  });
});
