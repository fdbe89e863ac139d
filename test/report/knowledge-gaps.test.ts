import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKnowledgeFile } from '../../src/knowledge/read-file.ts';
import { draftEntry, groupGaps, type Miss } from '../../src/report/knowledge-gaps.ts';
import { readMisses } from '../../src/store/postgres-gaps.ts';
import { newcomer, Stage } from '../conversation/case/stage.ts';
import { TEST_DATABASES } from '../store/open-stores.ts';

const declined = (question: string, ...retrieved: string[]): Miss => ({ question, why: 'declined', retrieved, reason: null, words: '' });
const MISSES: readonly Miss[] = [
  declined('公积金怎么取', '公司法第210条'),
  { question: '离婚多少钱', why: 'disliked', retrieved: ['民法典第1087条'], reason: 'not-asked', words: '我问的是诉讼费' },
  declined('公积金怎么取', '公司法第210条'),
  declined('公积金能贷多少', '公司法第210条', '民法典第1条'),
];

describe('groupGaps', () => {
  it('puts together what was nearest to the same entry, the most wanted first', () => {
    expect(groupGaps(MISSES)).toEqual([
      { nearest: '公司法第210条', declined: 3, disliked: 0, questions: ['公积金怎么取', '公积金能贷多少'], reasons: {}, words: [] },
      {
        nearest: '民法典第1087条',
        declined: 0,
        disliked: 1,
        questions: ['离婚多少钱'],
        reasons: { 'not-asked': 1 },
        words: ['我问的是诉讼费'],
      },
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
    await stage.context.store.recordFeedback(
      turn.id,
      { channel: 'web', personId: actor.personId },
      { useful: false, reason: 'vague', words: '没说几成' },
    );
    const misses = await readMisses(stage.database.db, new Date(0));
    expect(misses.map(({ question, why, reason, words }) => `${why} ${question} ${reason} ${words}`).sort()).toEqual([
      'declined 今天天气怎么样 null ',
      'disliked 离婚房子怎么分 vague 没说几成',
    ]);
  });
});
