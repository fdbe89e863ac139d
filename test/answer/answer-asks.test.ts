import { beforeAll, describe, expect, it } from 'vitest';
import type { DraftRequest, LanguageModel } from '../../src/answer/language-model.ts';
import type { Answer } from '../../src/answer/outcome.ts';
import { MAX_OVERVIEW_CITATIONS, MAX_PARTS, MODEL_PASSAGES } from '../../src/answer/thresholds.ts';
import { answerMessage, type Circumstances } from '../../src/conversation/answer-message.ts';
import { topicOf } from '../../src/conversation/topic.ts';
import { normalizeText } from '../../src/search/normalize.ts';
import type { SearchIndex } from '../../src/search/search-index.ts';
import { openKnowledge } from './open-knowledge.ts';

const DIVORCE =
  '我和老公2015年结婚，2018年买了房写他名字，首付我爸妈出的。去年他出轨了还打我，现在要离婚，孩子六岁一直我带。我想问房子能分吗，孩子归谁，打我的事能不能让他赔钱？';
const OWNERS =
  '小区业委会换届，一帮人没开大会就自己宣布成立了新业委会，把电梯广告一年二十万的收入拿去发工资，账目也不给我们看，还说要动用维修资金刷外墙。我们能不能去法院告他们这个决定不算数？广告收入到底归谁？动用维修资金要多少业主同意？物业不公开账目怎么办？股票最近能不能买？';

let index: SearchIndex;
beforeAll(async () => {
  ({ index } = await openKnowledge());
}, 180_000);

const tell = (text: string, more: Partial<Circumstances> = {}) =>
  answerMessage(normalizeText(text), { topic: null, today: '2026-11-28', model: null, ...more }, index);
async function answerTo(text: string, more: Partial<Circumstances> = {}): Promise<Answer> {
  const { outcome } = await tell(text, more);
  if (outcome.kind !== 'answered') throw new Error(`${text}: ${JSON.stringify(outcome)}`);
  return outcome.answer;
}

/** A model that writes one sentence, from its first passage, and remembers what it was given. */
class FirstPassage implements LanguageModel {
  readonly asked: DraftRequest[] = [];
  async draft(request: DraftRequest) {
    this.asked.push(request);
    const [text = ''] = /(?<=\n|^)[^\n。]{12,}。/.exec(request.passages[0]?.text ?? '') ?? [];
    return { kind: 'drafted' as const, statements: [{ text, sources: ['S1'] }], completeness: 'complete' as const };
  }
}

describe('a story that asks several things', () => {
  it('is answered part by part, each with its own articles', async () => {
    const { several, citations, point } = await answerTo(DIVORCE);
    expect(several?.parts.map(({ asks }) => asks)).toEqual([['房子能分吗'], ['孩子归谁'], ['打我的事能不能让他赔钱']]);
    const labels = several?.parts.map((part) => part.citations.map(({ label }) => label));
    expect(labels?.[1]).toContain('民法典第1084条');
    expect(labels?.[2]).toContain('民法典第1091条');
    expect(citations).toEqual(several?.parts.flatMap((part) => part.citations));
    expect(point).toEqual(several?.parts.flatMap((part) => part.point));
  });

  it('says the hotlines first, and carries the first ask, standing alone, to what is said next', async () => {
    const understood = await tell(DIVORCE);
    expect(understood.screen).toBe('crisis');
    expect('notices' in understood.outcome && understood.outcome.notices[0]?.kind).toBe('urgent');
    const now = new Date();
    const topic = topicOf([{ ...understood, askedAt: now }], now);
    expect(topic).toContain('离婚');
    expect(topic?.endsWith('房子能分吗')).toBe(true);
    expect(understood.trail?.asks?.map(({ result }) => result)).toEqual(['answered', 'answered', 'answered']);
  });

  it('names what there is no room for, and says of what finds nothing that it is unanswered', async () => {
    const { several, citations } = await answerTo(OWNERS);
    const told = several?.parts.flatMap(({ asks }) => asks) ?? [];
    const open = several?.open.map(({ label }) => label) ?? [];
    expect(several?.parts.length).toBeLessThanOrEqual(MAX_PARTS.short);
    expect(citations.length).toBeLessThanOrEqual(MAX_OVERVIEW_CITATIONS);
    expect(several?.unanswered).toEqual(['股票最近能不能买']);
    expect(open.length).toBeGreaterThan(0);
    expect([...told, ...open].sort()).toEqual(
      ['我们能不能去法院告他们这个决定不算数', '广告收入到底归谁', '动用维修资金要多少业主同意', '物业不公开账目怎么办'].sort(),
    );
  });

  it('goes on with an open ask that is tapped, as a question of its own', async () => {
    const shown = await answerTo(OWNERS);
    const [open] = shown.several?.open ?? [];
    if (!open) throw new Error('nothing is open');
    const { asked, outcome } = await tell(open.label, { shown, topic: '离婚' });
    expect(asked).toBe(open.question);
    expect(outcome.kind).toBe('answered');
  });

  it('is written by a model from the passages of all asks, and the asks it says nothing of stay open', async () => {
    const model = new FirstPassage();
    const { several, composedBy } = await answerTo(OWNERS, { model });
    const labels = model.asked[0]?.passages.map(({ label }) => label).join() ?? '';
    expect(model.asked).toHaveLength(1);
    expect(model.asked[0]?.passages.length).toBeLessThanOrEqual(MODEL_PASSAGES);
    for (const article of ['民法典第278条', '民法典第282条', '民法典第943条']) expect(labels).toContain(article);
    expect(composedBy).toBe('model');
    expect(several).toMatchObject({ parts: [], unanswered: ['股票最近能不能买'] });
    expect(several?.open.length).toBeGreaterThan(0);
  });

  it('falls back on its parts where the model fails', async () => {
    const model: LanguageModel = { draft: async () => ({ kind: 'failed', why: 'slow' }) };
    const { several, composedBy } = await answerTo(OWNERS, { model });
    expect(composedBy).toBe('extract');
    expect(several?.parts.length).toBeGreaterThan(1);
  });

  it('is one question where it asks one thing', async () => {
    expect((await answerTo(DIVORCE.replace(/我想问.*/, '我想问孩子归谁？'))).several).toBeUndefined();
  });

  it('is reckoned where the law counts, and what else it asks is named', async () => {
    const { outcome } = await tell(
      '我在一家公司干了4年半，月薪6000元，上周老板说效益不好把我辞退了，一分钱没给，当时也没提前通知，现在家里还有房贷要还，压力很大。我想问公司违法辞退赔多少？另外公司一直没给我交社保怎么办？',
    );
    expect(outcome.kind).toBe('conversed');
    expect(JSON.stringify(outcome)).toContain('公司一直没给我交社保怎么办');
  });
});
