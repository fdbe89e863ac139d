import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncomingMessage } from '../../src/conversation/incoming-message.ts';
import type { Turn } from '../../src/conversation/turn-store.ts';
import { PostgresInbox } from '../../src/store/postgres-inbox.ts';
import { PostgresOutbox } from '../../src/store/postgres-outbox.ts';
import { PostgresTurnStore } from '../../src/store/postgres-turn-store.ts';
import { type Kept, opened } from '../../src/store/sealed.ts';
import type { TestDatabase } from './open-stores.ts';

const person = (personId: string) => ({ channel: 'telegram', personId }) as const;
const message = (personId: string, messageId: string): IncomingMessage => ({
  ...person(personId),
  messageId,
  chatId: personId,
  text: '问',
});
const turn = (question = '问'): Turn => ({
  id: randomUUID(),
  question,
  outcome: { kind: 'needs-detail', why: 'empty' },
  retrieved: ['民法典第1条'],
  stages: { search: 1.5 },
  askedAt: new Date('2026-11-24T04:00:00Z'),
  help: null,
  script: 'simplified',
  asked: '',
  screen: 'none',
});
const reply = (chatId: string, text: string) => ({ channel: 'telegram', chatId, payload: { text } }) as const;

/** What every store of turns, inbound and outbound messages keeps to. */
export function storeContract(name: string, open: () => Promise<TestDatabase>): void {
  describe(`stores on ${name}`, () => {
    let database: TestDatabase;
    let turns: PostgresTurnStore;
    let inbox: PostgresInbox;
    let outbox: PostgresOutbox;

    beforeAll(async () => {
      database = await open();
      turns = new PostgresTurnStore(database.db);
      inbox = new PostgresInbox(database.db);
      outbox = new PostgresOutbox(database.db);
    });
    afterAll(() => database.drop());

    it('gives a turn back as it was kept, to its person alone', async () => {
      const kept = await turns.record(message('a', 'm1'), turn(), []);
      expect(await turns.findByMessage('telegram', 'm1')).toEqual(kept);
      expect(await turns.findForPerson(kept.id, person('a'))).toEqual(kept);
      expect(await turns.findForPerson(kept.id, person('b'))).toBeNull();
      expect(await turns.findForPerson(kept.id, person('b'), 'another')).toBeNull();
      const inGroup = await turns.record({ ...message('a', 'm1 of a group'), chatId: '-9', group: true }, turn(), []);
      expect(await turns.findForPerson(inGroup.id, person('b'), '-9')).toEqual(inGroup);
      expect(await turns.findForPerson(inGroup.id, person('b'), '-8')).toBeNull();
      expect(await turns.findForPerson("'; drop table turn; --", person('a'))).toBeNull();
    });

    it('keeps the turns of many people at once, each with its own replies in their order', async () => {
      const people = Array.from({ length: 40 }, (_, place) => `many${place}`);
      const replies = (one: string) => [reply(one, `${one} 1`), reply(one, `${one} 2`)];
      const kept = await Promise.all(
        people.map((one) => turns.record(message(one, `of ${one}`), turn(`${one}😀`.slice(0, -1)), replies(one))),
      );
      for (const [place, one] of people.entries()) {
        expect(await turns.findByMessage('telegram', `of ${one}`)).toEqual({ ...kept[place], question: one });
        const rows = await database.db.selectFrom('outbox').select('payload').where('chat_id', '=', one).orderBy('id').execute();
        expect(rows.map(({ payload }) => opened('outbox.payload', payload))).toEqual(replies(one).map(({ payload }) => payload));
      }
    });

    it('keeps both of two messages that one person sends at once, as one person', async () => {
      await Promise.all(['first', 'second'].map((id) => turns.record(message('twice', id), turn(id), [])));
      expect((await turns.history(person('twice'), 5)).map(({ question }) => question).sort()).toEqual(['first', 'second']);
    });

    it('keeps one turn and one set of replies of a message that comes many times at once', async () => {
      const tries = await Promise.all(Array.from({ length: 8 }, () => turns.record(message('c', 'm2'), turn(), [reply('c', '答')])));
      expect(new Set(tries.map((kept) => kept.id)).size).toBe(1);
      const rows = await database.db.selectFrom('outbox').select('id').where('chat_id', '=', 'c').execute();
      expect(rows).toHaveLength(1);
    });

    it('tells the latest turns, oldest first', async () => {
      for (const [index, question] of ['一', '二', '三'].entries()) {
        await turns.record(message('d', `d${index}`), { ...turn(question), askedAt: new Date(Date.UTC(2026, 0, 1, index)) }, []);
      }
      expect((await turns.history(person('d'), 2)).map((one) => one.question)).toEqual(['二', '三']);
    });

    it('keeps the last word of a rating, and nobody rates the turn of another', async () => {
      const { id } = await turns.record(message('e', 'm3'), turn(), []);
      expect(await turns.recordFeedback(id, person('e'), { useful: true })).toBe(true);
      expect(await turns.recordFeedback(id, person('e'), { useful: false })).toBe(true);
      expect(await turns.recordFeedback(id, person('f'), { useful: true })).toBe(false);
      expect(await turns.recordFeedback('nothing', person('e'), { useful: true })).toBe(false);
      expect(await database.db.selectFrom('feedback').select('useful').where('turn_id', '=', id).execute()).toEqual([{ useful: false }]);
    });

    const said = (rows: readonly { words: Kept<'feedback.words', string> }[]) =>
      rows.map((row) => ({ ...row, words: opened('feedback.words', row.words) }));

    it('keeps a reason beside a line, and neither when the answer is called useful after all', async () => {
      const { id } = await turns.record(message('e', 'm3-again'), turn(), []);
      const kept = async () =>
        said(await database.db.selectFrom('feedback').select(['useful', 'reason', 'words']).where('turn_id', '=', id).execute());
      await turns.recordFeedback(id, person('e'), { useful: false });
      await turns.recordFeedback(id, person('e'), { useful: false, reason: 'unclear' });
      await turns.recordFeedback(id, person('e'), { useful: false, words: '太长了' });
      expect(await kept()).toEqual([{ useful: false, reason: 'unclear', words: '太长了' }]);
      await turns.recordFeedback(id, person('e'), { useful: true });
      expect(await kept()).toEqual([{ useful: true, reason: null, words: '' }]);
    });

    it('keeps what arrives until it is dealt with, in order, once, and then forgets the words', async () => {
      const received = ['2', '1', '3'].map((messageId) => ({ channel: 'web', messageId, payload: { text: `第${messageId}` } }) as const);
      expect(await inbox.accept(received)).toEqual(received);
      expect(await inbox.accept(received)).toEqual(received);
      expect((await inbox.waiting('web')).map((one) => one.messageId)).toEqual(['2', '1', '3']);
      await inbox.settle('web', '2', [reply('g', '好')]);
      await inbox.settle('web', '2', [reply('g', '好')]);
      await turns.record({ ...message('g', '1'), channel: 'web' }, turn(), []);
      expect(await inbox.waiting('web')).toEqual([received[2]]);
      expect((await Promise.all(received.map((one) => inbox.accept([one])))).flat()).toEqual([received[2]]);
      expect(await database.db.selectFrom('outbox').select('id').where('chat_id', '=', 'g').execute()).toHaveLength(1);
      expect(await database.db.selectFrom('inbound').select('payload').where('message_id', '=', '2').execute()).toEqual([
        { payload: null },
      ]);
    });

    it('hands out a chat’s messages one by one, in order, and chats beside each other', async () => {
      await database.db.deleteFrom('outbox').execute();
      await turns.record(message('h', 'm4'), turn(), [reply('h', '一'), reply('h', '二'), reply('i', '别的')]);
      const first = await outbox.claim('telegram', 10);
      expect(first.map((item) => item.payload)).toEqual([{ text: '一' }, { text: '别的' }]);
      expect(await outbox.claim('telegram', 10)).toEqual([]);
      await outbox.markSent({ id: first[0]?.id ?? '' }, '17');
      const [second] = await outbox.claim('telegram', 10);
      expect(second).toMatchObject({ payload: { text: '二' }, attempts: 1, chatId: 'h' });
      await outbox.postpone(second?.id ?? '', -1);
      expect(await outbox.claim('telegram', 10)).toMatchObject([{ id: second?.id, attempts: 2 }]);
      await outbox.giveUp(second?.id ?? '', 'refused');
      await outbox.postpone(second?.id ?? '', -1);
      expect(await outbox.claim('telegram', 10)).toEqual([]);
    });

    it('lets an answer take the place of what was shown while it was written, where something was', async () => {
      await database.db.deleteFrom('outbox').execute();
      const arrived = (messageId: string) => ({ channel: 'telegram', messageId, payload: {} }) as const;
      await inbox.accept([arrived('shown'), arrived('not shown')]);
      expect(await inbox.shownFor('telegram', 'shown')).toBeNull();
      await inbox.keepShown('telegram', 'shown', '17');
      expect(await inbox.shownFor('telegram', 'shown')).toBe('17');
      expect(await inbox.shownFor('web', 'shown')).toBeNull();
      expect(await outbox.waits('telegram', 'k')).toBe(false);
      await turns.record(message('k', 'shown'), turn(), [{ ...reply('k', '一'), answers: 'shown' }, reply('k', '二')]);
      await turns.record(message('l', 'not shown'), turn(), [{ ...reply('l', '一'), answers: 'not shown' }]);
      expect(await outbox.waits('telegram', 'k')).toBe(true);
      const first = await outbox.claim('telegram', 10);
      expect(first.map(({ chatId, edits }) => [chatId, edits]).sort()).toEqual([
        ['k', '17'],
        ['l', null],
      ]);
      for (const one of first) await outbox.markSent(one, null);
      const [second] = await outbox.claim('telegram', 10);
      expect(second).toMatchObject({ payload: { text: '二' }, edits: null });
      await outbox.giveUp(second?.id ?? '', 'refused');
      expect(await outbox.waits('telegram', 'k')).toBe(false);
    });

    it('gives each message to one of several processes', async () => {
      await database.db.deleteFrom('outbox').execute();
      await turns.record(
        message('j', 'm5'),
        turn(),
        Array.from({ length: 40 }, (_, index) => reply(`j${index}`, '答')),
      );
      const claims = await Promise.all(Array.from({ length: 8 }, () => outbox.claim('telegram', 10)));
      const ids = claims.flat().map((item) => item.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeLessThanOrEqual(40);
      expect(ids.length).toBeGreaterThanOrEqual(10);
    });
  });
}
