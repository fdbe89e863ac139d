import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import { takeTurn } from '../../src/conversation/take-turn.ts';
import { openDatabase } from '../../src/store/database.ts';
import { opened } from '../../src/store/sealed.ts';
import { Stage } from '../conversation/case/stage.ts';
import { SMALL_FOLDER, writeFolder } from '../small-folder.ts';
import { MESSAGE_KEYS, TEST_KEYS } from '../store/test-keys.ts';
import { Replica } from './replica.ts';

const databaseUrl = process.env.DATABASE_URL;
const CASES = 60;
const KILLS = 6;

/** Every reminder is one event and one message for its desk; both are counted after the last process has had its time. */
describe.runIf(databaseUrl)('reminders while processes are killed', () => {
  it('are told once each, by two servers of which one after the other is killed', { timeout: 180_000 }, async () => {
    const url = databaseUrl ?? '';
    const schema = `test_${randomUUID().replaceAll('-', '')}`;
    const admin = new Pool({ connectionString: url, max: 1 });
    await admin.query(`create schema ${schema}`);
    const database = await openDatabase({ url, schema }, TEST_KEYS);
    const stage = await Stage.open(async () => ({ ...database, drop: () => database.close() }));
    const folder = await writeFolder(SMALL_FOLDER);
    const dataDir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-reminders-'));
    const search = `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent(`-c search_path=${schema}`)}`;
    const replicaOf = (name: string) =>
      new Replica({ DATABASE_URL: search, MESSAGE_KEYS, KNOWLEDGE_DIR: folder.dir, DATA_DIR: path.join(dataDir, name) });
    const replicas = [replicaOf('a'), replicaOf('b')];
    try {
      await stage.member({ name: '值班', channel: 'web', personId: 'lawyer' }, '值班律师', 'lead');
      for (let count = 0; count < CASES; count += 1) {
        const person = { channel: 'web', personId: `p${count}`, chatId: `p${count}` } as const;
        // Long ago, so that every mark has been reached when the servers look.
        const context = { ...stage.context, now: () => new Date('2026-10-12T02:00:00Z') };
        for (const [index, text] of ['办理 人工咨询', `事-${count}`, '确认提交'].entries()) {
          await takeTurn({ ...person, messageId: `${count}-${index}`, text }, context);
        }
      }
      for (let kill = 0; kill < KILLS; kill += 1) {
        const replica = replicas[kill % 2] as Replica;
        const starting = replica.start().catch(() => {});
        await new Promise((resolve) => setTimeout(resolve, 1_500 + kill * 250));
        await replica.end('SIGKILL');
        await starting;
      }
      await Promise.all(replicas.map((replica) => replica.start()));
      await expect
        .poll(async () => Number((await count(`select count(*) as n from legal_case where check_at < now()`)).n), { timeout: 30_000 })
        .toBe(0);
      const reminders = await database.db.selectFrom('case_event').select(['case_id', 'note']).where('action', '=', 'remind').execute();
      const different = new Set(reminders.map((one) => `${one.case_id} ${opened('case_event.note', one.note)}`));
      // Of the marks reached at once the last for each audience: the desk at 80, its lead at 100, the coordinator at 150; two targets.
      expect([reminders.length, different.size]).toEqual([CASES * 6, CASES * 6]);
      const queued = await database.db.selectFrom('outbox').select('payload').execute();
      const sent = queued.filter(({ payload }) => /催办|超时/.test(JSON.stringify(opened('outbox.payload', payload))));
      expect(sent).toHaveLength(CASES * 4);
    } finally {
      await Promise.all(replicas.map((replica) => replica.end('SIGKILL')));
      await stage.close();
      await admin.query(`drop schema ${schema} cascade`);
      await admin.query(`drop schema if exists ${schema}_jobs cascade`);
      await admin.end();
      await folder.remove();
      await rm(dataDir, { recursive: true, force: true });
    }

    async function count(sql: string): Promise<Record<string, string>> {
      return (await database.execute(sql)).rows[0] as Record<string, string>;
    }
  });
});
