import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresTraces } from '../../src/store/postgres-traces.ts';
import { newcomer, Stage } from '../conversation/case/stage.ts';
import { TEST_DATABASES } from './open-stores.ts';

const [asker, client] = [newcomer('web'), newcomer('web')];

describe.each(TEST_DATABASES)('turns for staff, on $name', ({ open }) => {
  let stage: Stage;
  let traces: PostgresTraces;
  beforeAll(async () => {
    stage = await Stage.open(open);
    traces = new PostgresTraces(stage.database.db);
    await stage.say(asker, '离婚房子怎么分');
    await stage.say(asker, '今天天气怎么样');
  });
  afterAll(() => stage.close());
  const latest = (more: object = {}) => traces.latest({ limit: 10, before: null, outcome: null, ...more });

  it('come with what was found, kept and rejected, and with how sure the answer was', async () => {
    const [declined, answered] = await latest();
    expect(answered).toMatchObject({ question: '离婚房子怎么分', outcome: { kind: 'answered' }, useful: null });
    expect(answered?.trail).toEqual({
      found: expect.arrayContaining([{ id: '民法典第1087条', score: expect.any(Number), kept: true }]),
      judged: { confidence: expect.any(Number), likeness: 1 },
      drafting: null,
    });
    expect(answered?.trail?.found.map(({ id }) => id)).toEqual(answered?.retrieved);
    expect(declined?.outcome.kind).toBe('declined');
    expect(declined?.trail?.found.filter(({ kept }) => kept)).toEqual([]);
  });

  it('are the latest first, and can be had by how they ended and from a time backwards', async () => {
    const all = await latest();
    expect(all.map(({ question }) => question)).toEqual(['今天天气怎么样', '离婚房子怎么分']);
    expect((await latest({ limit: 1 })).map(({ question }) => question)).toEqual(['今天天气怎么样']);
    expect((await latest({ before: all[0]?.askedAt })).map(({ question }) => question)).toEqual(['离婚房子怎么分']);
    expect((await latest({ outcome: 'declined' })).map(({ question }) => question)).toEqual(['今天天气怎么样']);
  });

  it('never hold what somebody wrote in a case or to bind', async () => {
    const before = (await latest()).length;
    await stage.representative(client, (await stage.client(1, '甲律师事务所')).uscc);
    const number = await stage.openCase(client, '法律顾问咨询', '只给律师看的事', '跳过');
    const { turn } = await stage.say(client, `#${number} 只给律师看的话`);
    expect(turn.question).toContain('只给律师看的话');
    expect(await traces.find(turn.id)).toBeNull();
    expect(await latest()).toHaveLength(before);
  });

  it('say whether the answer was of use, and are found by their id alone', async () => {
    const [, answered] = await latest();
    const id = answered?.id ?? '';
    await stage.context.store.recordFeedback(id, asker, { useful: false });
    expect((await traces.find(id))?.useful).toBe(false);
    for (const nothing of [randomUUID(), 'last', "' or 1=1 --"]) expect(await traces.find(nothing)).toBeNull();
  });
});
