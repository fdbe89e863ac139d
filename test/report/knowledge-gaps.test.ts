import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKnowledgeFile } from '../../src/knowledge/read-file.ts';
import { draftEntry, groupGaps, type Miss } from '../../src/report/knowledge-gaps.ts';
import { readMisses } from '../../src/store/postgres-gaps.ts';
import { newcomer, Stage } from '../conversation/case/stage.ts';
import { TEST_DATABASES } from '../store/open-stores.ts';

const MISSES: readonly Miss[] = [
  { question: '公积金怎么取', why: 'declined', retrieved: ['公司法第210条'] },
  { question: '离婚多少钱', why: 'disliked', retrieved: ['民法典第1087条'] },
  { question: '公积金怎么取', why: 'declined', retrieved: ['公司法第210条'] },
  { question: '公积金能贷多少', why: 'declined', retrieved: ['公司法第210条', '民法典第1条'] },
];

describe('groupGaps', () => {
  it('puts together what was nearest to the same entry, the most wanted first', () => {
    expect(groupGaps(MISSES)).toEqual([
      { nearest: '公司法第210条', declined: 3, disliked: 0, questions: ['公积金怎么取', '公积金能贷多少'] },
      { nearest: '民法典第1087条', declined: 0, disliked: 1, questions: ['离婚多少钱'] },
    ]);
  });
});

describe('draftEntry', () => {
  it('is a guide whose questions the folder reads, and which it does not take for finished', async () => {
    const [gap] = groupGaps(MISSES);
    const { text } = draftEntry(gap as never, '2026-11-28');
    const { faults } = await readKnowledgeFile('办事指南/草稿/待写.md', Buffer.from(text));
    expect(faults.length).toBeGreaterThan(0);
    expect(text).toContain('  - "公积金怎么取"');
  });
});

describe.each(TEST_DATABASES)('readMisses, on $name', ({ open }) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open(open);
  });
  afterAll(() => stage.close());

  it('gives what was declined and what was no use, and nothing that was answered well', async () => {
    const actor = newcomer('web');
    await stage.say(actor, '今天天气怎么样');
    const { turn } = await stage.say(actor, '离婚房子怎么分');
    await stage.say(actor, '民法典第1087条');
    await stage.context.store.recordFeedback(turn.id, { channel: 'web', personId: actor.personId }, false);
    const misses = await readMisses(stage.database.db, new Date(0));
    expect(misses.map(({ question, why }) => `${why} ${question}`).sort()).toEqual(['declined 今天天气怎么样', 'disliked 离婚房子怎么分']);
  });
});
