import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Received } from '../../src/conversation/inbox.ts';
import { OverdueMessages } from '../../src/conversation/overdue.ts';
import { PostgresInbox } from '../../src/store/postgres-inbox.ts';
import { until } from '../channel/until.ts';
import { openEmbedded, type TestDatabase } from '../store/open-stores.ts';

let database: TestDatabase;
let inbox: PostgresInbox;
let overdue: OverdueMessages;
let taken: string[];
let fails: (messageId: string) => boolean;
const faults: string[] = [];

beforeEach(async () => {
  database = await openEmbedded();
  inbox = new PostgresInbox(database.db);
  taken = [];
  fails = () => false;
  faults.length = 0;
  overdue = watch(inbox);
});
afterEach(async () => {
  await overdue.stop();
  await database.drop();
});

function watch(looked: Pick<PostgresInbox, 'overdue'>): OverdueMessages {
  const take = async ({ channel, messageId }: Received) => {
    taken.push(messageId);
    if (!fails(messageId)) await inbox.settle(channel, messageId, []);
  };
  return new OverdueMessages({ channel: 'telegram', inbox: looked as never, take, onFault: (what) => faults.push(what), everyMs: 5 });
}
const accept = (...ids: string[]) => inbox.accept(ids.map((messageId) => ({ channel: 'telegram', messageId, payload: { messageId } })));
/** A minute goes by, and what it takes after more tries. */
const later = () =>
  database.db
    .updateTable('inbound')
    .set({ retry_at: new Date(0) })
    .where('done_at', 'is', null)
    .execute();

describe('a message that was not dealt with', () => {
  it('is left to who has it for a minute, then taken up again, in order of arrival', async () => {
    await accept('1', '2', '3');
    await inbox.settle('telegram', '2', []);
    overdue.start();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(taken).toEqual([]);
    await later();
    await until(() => expect(taken).toEqual(['1', '3']));
    await later();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(taken).toEqual(['1', '3']);
  });

  it('is tried five times, later each time, and then waits for the next start', async () => {
    fails = () => true;
    await accept('1');
    overdue.start();
    for (let tries = 1; tries <= 4; tries += 1) {
      await later();
      await until(() => expect(taken).toHaveLength(tries));
      const { retry_at } = await database.db.selectFrom('inbound').select('retry_at').executeTakeFirstOrThrow();
      expect(Math.round((retry_at.getTime() - Date.now()) / 60_000)).toBe(tries);
    }
    await later();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(taken).toHaveLength(4);
    expect((await inbox.waiting('telegram')).map(({ messageId }) => messageId)).toEqual(['1']);
  });

  it('holds up no other that fails or not, and none of another channel is touched', async () => {
    fails = (messageId) => messageId === '1';
    await accept('1', '2');
    await inbox.accept([{ channel: 'dingtalk', messageId: '3', payload: {} }]);
    await later();
    overdue.start();
    await until(() => expect(taken).toEqual(['1', '2']));
  });

  it('is looked for again after the database was away', async () => {
    await accept('1');
    await later();
    let away = true;
    overdue = watch({ overdue: (channel) => (away ? Promise.reject(new Error('away')) : inbox.overdue(channel)) });
    overdue.start();
    await until(() => expect(faults).toContain('the inbox could not be read'));
    away = false;
    await until(() => expect(taken).toEqual(['1']));
  });

  it('is not begun after the stop, and one that was begun is finished', async () => {
    await accept('1');
    await later();
    let end: () => void = () => {};
    let finished = false;
    const begun = new Promise<void>((resolve) => {
      overdue = new OverdueMessages({
        channel: 'telegram',
        inbox,
        take: async () => {
          resolve();
          await new Promise<void>((release) => {
            end = release;
          });
          finished = true;
        },
        onFault: () => {},
        everyMs: 5,
      });
    });
    overdue.start();
    await begun;
    const stopping = overdue.stop();
    end();
    await stopping;
    expect(finished).toBe(true);
  });
});
