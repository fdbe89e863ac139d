import { beforeAll, describe, expect, it } from 'vitest';
import { answerTopic, readChoice } from '../../src/answer/answer-topic.ts';
import { readTopic } from '../../src/answer/read-topic.ts';
import { screenMessage } from '../../src/answer/screen-message.ts';
import { answerMessage } from '../../src/conversation/answer-message.ts';
import { articleId } from '../../src/knowledge/entry.ts';
import type { SearchIndex } from '../../src/search/search-index.ts';
import { openKnowledge } from './open-knowledge.ts';

let index: SearchIndex;
beforeAll(async () => {
  ({ index } = await openKnowledge());
}, 180_000);

const ask = (text: string, shown: Parameters<typeof answerMessage>[1]['shown'] = null) =>
  answerMessage(text, { topic: null, shown, today: '2026-11-28', model: null }, index);

describe('a bare topic', () => {
  it.each(['离婚', '我想离婚', '怎么离婚', '想离', '我想离', '欠钱不还', '工伤', '遗产', '租房', '我想买房', '车祸', '被辞退'])(
    'is told in its ways, to be tapped: %s',
    async (text) => {
      const { outcome } = await ask(text);
      expect(outcome.kind === 'answered' && outcome.answer.choices?.length).toBeGreaterThan(1);
      expect(outcome.kind === 'answered' && outcome.answer.citations.length).toBeGreaterThan(0);
    },
  );

  it('names the articles of both kinds of divorce', async () => {
    const { outcome, retrieved } = await ask('离婚');
    expect(outcome.kind === 'answered' && outcome.answer.choices?.map(({ label }) => label)).toEqual(['两个人都同意', '有一方不同意']);
    expect(retrieved).toEqual(['民法典第1076条', '民法典第1077条', '民法典第1079条', '办事指南·离婚登记', '办事指南·起诉离婚']);
  });

  it('is answered by the choice, whether it is tapped, typed or counted', async () => {
    const { outcome } = await ask('离婚');
    const shown = outcome.kind === 'answered' ? outcome.answer : null;
    for (const text of ['对方不同意离婚怎么起诉', '有一方不同意', '2', '第二种']) {
      const chosen = await ask(text, shown);
      expect(chosen.outcome.kind === 'answered' && chosen.outcome.answer.guides.map(({ title }) => title)).toEqual(['起诉离婚']);
    }
  });

  it('takes what it offered for no alarm, however short', async () => {
    const { outcome } = await ask('工资');
    const chosen = await ask('已经离职了', outcome.kind === 'answered' ? outcome.answer : null);
    expect(chosen.screen).toBe('none');
    expect(chosen.outcome.kind === 'answered' && chosen.outcome.answer.guides[0]?.title).toBe('劳动仲裁');
  });

  it('tells the period of each way when only that is asked next', async () => {
    const { outcome } = await ask('离婚');
    const next = await ask('多久', outcome.kind === 'answered' ? outcome.answer : null);
    expect(next.outcome.kind === 'answered' && next.outcome.answer.point.map(({ source }) => source)).toEqual(['离婚登记', '起诉离婚']);
  });

  it('has choices that are taken for questions, and are answered from what their line rests on', async () => {
    const wrong: string[] = [];
    for (const topic of index.knowledge.topics) {
      for (const { question, basis, guide } of topic.choices) {
        const { kind } = screenMessage(question, index.knowledge.desks, index.sayings);
        if (kind !== 'none') wrong.push(`${question} is taken for ${kind}`);
        const { outcome } = await ask(question);
        const cited = outcome.kind === 'answered' ? [...outcome.answer.citations, ...outcome.answer.guides] : [];
        const named = cited.map((one) => ('label' in one ? one.label : one.title));
        if (![...basis.map(articleId), guide].some((source) => source !== null && named.includes(source)))
          wrong.push(`${topic.words[0]} ${question}: ${named.join('、')}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('leaves a line out whose source the folder does not have', () => {
    const choice = { label: '甲种', question: '甲怎么办', says: '这样办。', guide: null };
    const none = [{ law: '民法典', article: { number: 1999, sub: 0 } }];
    const topic = { words: ['甲'], questions: ['甲怎么办'], choices: [{ ...choice, basis: none }] };
    expect(answerTopic(topic, index)).toBeNull();
  });
});

describe('readTopic', () => {
  it.each(['离婚后孩子跟谁', '离婚要多久', '被辞退怎么赔'])('leaves a question alone: %s', (text) => {
    expect(readTopic(text, index.knowledge.topics)).toBeNull();
  });
});

describe('readChoice', () => {
  const choices = [
    { label: '有遗嘱', question: '甲' },
    { label: '没有遗嘱', question: '乙' },
  ];
  it.each([
    ['没有遗嘱', '乙'],
    ['第一个', '甲'],
    ['选2', '乙'],
    ['3', null],
    ['有', null],
  ])('reads %s', (text, question) => {
    expect(readChoice(text, choices)?.question ?? null).toBe(question);
  });
});
