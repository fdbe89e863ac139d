import { beforeAll, describe, expect, it } from 'vitest';
import { answerMessage } from '../../src/conversation/answer-message.ts';
import { answerShown, topicOf } from '../../src/conversation/topic.ts';
import type { SearchIndex } from '../../src/search/search-index.ts';
import { openKnowledge } from './open-knowledge.ts';

let index: SearchIndex;
beforeAll(async () => {
  ({ index } = await openKnowledge());
}, 180_000);

const NOW = new Date('2026-11-28T02:00:00Z');

/** What the last of these messages gets. */
async function talk(...messages: readonly string[]) {
  const turns: (Awaited<ReturnType<typeof answerMessage>> & { askedAt: Date })[] = [];
  for (const message of messages) {
    const about = { topic: topicOf(turns, NOW), shown: answerShown(turns, NOW), today: '2026-11-28', model: null };
    turns.push({ ...(await answerMessage(message, about, index)), askedAt: NOW });
  }
  const last = turns.at(-1);
  const answer = last?.outcome.kind === 'answered' ? last.outcome.answer : null;
  return {
    outcome: last?.outcome,
    asked: last?.asked,
    text: (answer?.point ?? []).map(({ text }) => text).join(''),
    cited: (answer?.citations ?? []).map(({ label }) => label),
    aside: answer?.aside,
  };
}

describe('one side of the last answer', () => {
  it('is its period alone, with the article that says so', async () => {
    const { text, cited, aside } = await talk('离婚登记要带什么材料', '那要多久');
    expect(aside).toBe('time');
    expect(text).toBe('冷静期30天，满了之后30天内两人再去领证');
    expect(cited).toEqual(['民法典第1077条']);
  });

  it('names no article that only happens to say the same figure', async () => {
    const { text, cited } = await talk('起诉离婚要准备什么材料', '多久');
    expect(text).toContain('普通程序6个月');
    expect(cited).toEqual([]);
  });

  it('is of the same guide again after another side of it', async () => {
    expect((await talk('离婚登记要带什么材料', '那要多久', '要多少钱')).text).toBe('免费');
    expect((await talk('离婚登记要带什么材料', '收费吗', '去哪里办')).text).toContain('登记处');
  });

  it('leaves the topic what it was', async () => {
    const { asked } = await talk('离婚登记要带什么材料', '那要多久', '那孩子呢');
    expect(asked).toBe('离婚登记要带什么材料 那孩子呢');
  });

  it('is what the guide says to one of its 常见问题', async () => {
    const { text, aside } = await talk('离婚登记要带什么材料', '只有一个人去行吗');
    expect(aside).toBe('faq');
    expect(text).toMatch(/^不能/);
  });

  it('is said to be unknown where the article is silent, with who may know', async () => {
    const { outcome } = await talk('民法典第1245条', '要带什么');
    expect(outcome).toMatchObject({ kind: 'declined', notices: [{ kind: 'side-unknown', side: 'materials' }] });
    expect(outcome?.kind === 'declined' && outcome.desks.map(({ phone }) => phone)).toContain('12348');
  });
});

describe('常见问题', () => {
  it.each([
    ['我只有户口本没有结婚证怎么办', '应当补发'],
    ['病历丢了怎么办', '复印'],
    ['没有房产证，给不给补', '违法建筑'],
  ])('answer %s first', async (question, words) => {
    expect((await talk(question)).text).toContain(words);
  });
});
