import { describe, expect, it } from 'vitest';
import { layOutTrace } from '../../src/console/lay-out-trace.ts';
import type { TracedTurn } from '../../src/conversation/traced-turn.ts';

/** Stages as the database gives them back: in no order of the road. */
const WRITTEN: TracedTurn = {
  id: '3f2c1a00-0000-4000-8000-000000000000',
  question: '那要多久',
  asked: '分居多久可以起诉离婚',
  screen: 'none',
  outcome: {
    kind: 'answered',
    notices: [],
    answer: { point: [{ text: '可以起诉。', source: '民法典第1079条' }], citations: [], guides: [], related: [], checked: null },
  },
  retrieved: ['民法典第1079条', '民法典第1087条'],
  stages: { later: 1, model: 900, lookup: 1, screen: 2, search: 3.04, verify: 5, compose: 4, rewrite: 6 },
  askedAt: new Date('2026-11-24T04:00:00Z'),
  useful: false,
  trail: {
    found: [
      { id: '民法典第1079条', score: null, kept: true },
      { id: '民法典第1087条', score: 3.218, kept: false },
    ],
    judged: { confidence: 0.5, likeness: 0.25 },
    drafting: {
      result: 'answered',
      verdicts: [
        { text: '可以起诉。', sources: ['民法典第1079条'], kept: true },
        { text: '分居满9年才行。', sources: ['民法典第1079条', '民法典第1087条'], kept: false, why: 'figure' },
      ],
    },
  },
};

describe('layOutTrace', () => {
  it('tells the road in its order, with the time and the result of each step', () => {
    expect(layOutTrace(WRITTEN).steps).toEqual([
      { name: '看是什么话', time: '2.0 毫秒', result: '正常提问' },
      { name: '补成完整的问题', time: '6.0 毫秒', result: '分居多久可以起诉离婚' },
      { name: '查点名的法条', time: '1.0 毫秒', result: '点名 1 条' },
      { name: '检索', time: '3.0 毫秒', result: '找到 1 条，最高 3.22 分' },
      { name: '挑依据、写回答', time: '4.0 毫秒', result: '选了 1 条作依据；把握 0.50（到 0 才答），和条目里的问法像 0.25（到 0.6 也答）' },
      { name: '模型改写', time: '900.0 毫秒', result: '用了模型写的' },
      { name: '逐句核对', time: '5.0 毫秒', result: '留下 1 句，去掉 1 句' },
      { name: 'later', time: '1.0 毫秒', result: '' },
    ]);
  });

  it('shows what was kept and rejected with its score, and why a sentence did not leave', () => {
    const { found, sentences, facts } = layOutTrace(WRITTEN);
    expect(found).toEqual([
      { id: '民法典第1079条', score: '点名', kept: true },
      { id: '民法典第1087条', score: '3.22', kept: false },
    ]);
    expect(sentences).toEqual([
      { text: '可以起诉。', sources: '民法典第1079条', dropped: null },
      { text: '分居满9年才行。', sources: '民法典第1079条、民法典第1087条', dropped: '数字和出处不一样' },
    ]);
    expect(facts).toContainEqual({ name: '评价', text: '没用' });
  });

  it('tells of each thing asked in a story what became of it', () => {
    const { trail } = WRITTEN;
    if (!trail) throw new Error('the turn has a trail');
    const asks = [
      { ask: '孩子归谁', asked: '离婚,孩子归谁', result: 'answered', confidence: 3.456, found: ['民法典第1084条', '民法典第1085条'] },
      { ask: '股票怎么买', asked: '离婚,股票怎么买', result: 'unanswered', confidence: null, found: [] },
    ] as const;
    expect(layOutTrace({ ...WRITTEN, trail: { ...trail, asks } }).asks).toEqual([
      { ask: '孩子归谁', result: '答了', how: '当成“离婚,孩子归谁”；把握 3.46；依据 民法典第1084条、民法典第1085条' },
      { ask: '股票怎么买', result: '没答上', how: '当成“离婚,股票怎么买”；把握 没有；依据 没有' },
    ]);
    expect(layOutTrace(WRITTEN).asks).toEqual([]);
  });

  it('says why a question was not answered, and shows nothing that was not kept', () => {
    const { trail, ...old } = WRITTEN;
    const declined = layOutTrace({ ...old, useful: null, outcome: { kind: 'declined', why: 'no-source', notices: [], desks: [] } });
    expect(declined.facts).toContainEqual({ name: '结果', text: '没有回答：没有依据' });
    expect(declined.facts.map(({ name }) => name)).not.toContain('评价');
    expect(declined.found).toEqual([
      { id: '民法典第1079条', score: '', kept: false },
      { id: '民法典第1087条', score: '', kept: false },
    ]);
    expect([declined.sentences, declined.answer]).toEqual([[], []]);
  });
});
