import { beforeAll, describe, expect, it } from 'vitest';
import { readPlainQuestions } from '../../scripts/read-questions.ts';
import { answerQuestion } from '../../src/answer/answer-question.ts';
import { answerMessage } from '../../src/conversation/answer-message.ts';
import type { LiveIndex } from '../../src/search/live-index.ts';
import { normalizeText } from '../../src/search/normalize.ts';
import { openKnowledge } from './open-knowledge.ts';

let live: LiveIndex;
beforeAll(async () => {
  live = await openKnowledge();
}, 180_000);

async function answeredShare(file: string): Promise<number> {
  const questions = await readPlainQuestions(file);
  const outcomes = [];
  for (const question of questions) outcomes.push((await answerQuestion(question, live.index)).outcome.kind);
  return outcomes.filter((kind) => kind === 'answered').length / questions.length;
}

const cited = async (question: string) => {
  const { outcome } = await answerQuestion(question, live.index);
  return outcome.kind === 'answered' ? outcome.answer.citations.map((citation) => citation.label) : [outcome.kind];
};

describe('answers from the folder knowledge/', () => {
  it('come for most short questions that can be answered, and for few that cannot', async () => {
    expect(await answeredShare('test/retrieval/answerable-short.jsonl')).toBeGreaterThan(0.9);
    expect(await answeredShare('test/retrieval/unanswerable-dev.jsonl')).toBeLessThan(0.15);
  });

  it.each([
    ['老公出轨离婚财产怎么分', '民法典第1087条'],
    ['爸爸走了没留遗嘱，房子归谁', '民法典第1127条'],
    ['我想离婚但他不同意', '民法典第1079条'],
    ['婚姻法第32条', '民法典第1079条'],
    ['邻居家的狗把我咬了，谁来赔', '民法典第1245条'],
    ['公司一直没跟我签合同，能要双倍工资吗', '劳动合同法第82条'],
    ['離婚後孩子跟誰', '民法典第1084条'],
  ])('rest for %s on %s', async (question, label) => {
    expect(await cited(question)).toContain(label);
  });

  it.each([
    ['民间借贷利息法律怎么规定的', '最高人民法院关于审理民间借贷案件适用法律若干问题的规定第25条'],
    ['借钱没约定利息，能要利息吗', '民法典第680条'],
    ['老人去世没留遗嘱，房子归谁', '民法典第1127条'],
    ['工伤七级到十级都有哪些待遇', '工伤保险条例第37条'],
    ['没签劳动合同能要双倍工资吗', '劳动合同法第82条'],
    ['行政诉讼费由谁承担', '行政诉讼法第102条'],
  ])('come from the folder for %s, which asks for no sum', async (question, label) => {
    const asked = { topic: null, today: '2026-11-28', model: null };
    const { outcome } = await answerMessage(normalizeText(question), asked, live.index);
    expect(outcome.kind === 'answered' && outcome.answer.citations.map((citation) => citation.label)).toContain(label);
  });

  it('are reckoned where a sum is asked, by the LPR of the folder', async () => {
    const asked = { topic: null, today: '2026-11-28', model: null };
    const { outcome, retrieved } = await answerMessage('去年3月借钱约定月息3分合法吗', asked, live.index);
    expect(outcome.kind).toBe('conversed');
    expect(JSON.stringify(outcome)).toContain('上限是一年12.4%');
    expect(retrieved[0]).toBe('最高人民法院关于审理民间借贷案件适用法律若干问题的规定第25条');
  });

  it.each(['今天天气怎么样', '红烧肉怎么做', '刑法第234条', '民法典第1300条', '养犬证怎么办'])('do not come for %s', async (question) => {
    expect(await cited(question)).toEqual(['declined']);
  });

  it.each(['老公又打我了我不敢回家，离婚能多分财产吗', '我老公家暴我，怎么离婚'])(
    'name who helps in danger first, then answer: %s',
    async (question) => {
      const { outcome } = await answerMessage(normalizeText(question), { topic: null, today: '2026-11-28', model: null }, live.index);
      expect(outcome).toMatchObject({ kind: 'answered', notices: [{ kind: 'urgent' }] });
    },
  );

  it.each([
    '我老公家暴怎么离婚',
    '丈夫打我',
    '男朋友打我',
    '他要杀我',
    '有人跟踪我',
    '救救我',
    '我想自杀',
    '不想活了',
    '割腕了',
    '我要跳楼',
    '吃了安眠药',
    '继父摸我',
    '被强奸了',
    '孩子不见了',
    '孩子在学校被打',
    '儿子打我',
    '老人被打',
    '我妈晕倒了',
    '出车祸了',
    '触电了',
    '有人落水',
    '着火了',
    '煤气泄漏',
    '被锁在屋里',
    '有人砸门',
  ])('hear danger in few words: %s', async (question) => {
    expect((await answerMessage(question, { topic: null, today: '2026-11-28', model: null }, live.index)).screen).toBe('crisis');
  });

  it.each([
    ['前妻抱着孩子站在天台边上', '119'],
    ['我站在天台上', '12356'],
    ['油锅着了，窗帘也着了，要赔房东吗', '119'],
    ['孩子发高烧抽过去了叫不醒，能不能告他', '120'],
    ['老公喝完酒就打我，离婚房子怎么分', '110'],
  ])('name first who helps: %s', async (question, phone) => {
    const { outcome } = await answerMessage(normalizeText(question), { topic: null, today: '2026-11-28', model: null }, live.index);
    const [urgent] = outcome.kind === 'answered' || outcome.kind === 'declined' ? outcome.notices : [];
    expect(urgent?.kind === 'urgent' && urgent.desks[0]?.name).toContain(phone);
  });

  it.each([
    '什么是家暴',
    '反家庭暴力法第23条',
    '怎么离婚',
    '老公出轨',
    '打官司要多少钱',
    '打工受伤怎么赔',
    '车祸怎么赔',
    '狗咬人谁负责',
    '抚养费多少',
    '被开除了',
    '工资不发',
    '火灾谁赔',
    '人死了债怎么还',
    '遗产怎么分',
    '邻居太吵',
    '楼上漏水',
    '气死我了，怎么退货',
    '煤气费太贵',
    '孩子上户口',
    '死亡赔偿金怎么算',
  ])('hear none where there is none: %s', async (question) => {
    expect((await answerMessage(question, { topic: null, today: '2026-11-28', model: null }, live.index)).screen).not.toBe('crisis');
  });

  it.each(['自杀的保险赔不赔', '想死亡赔偿金怎么分'])('sound no alarm at what only has the word: %s', async (question) => {
    const { screen } = await answerMessage(normalizeText(question), { topic: null, today: '2026-11-28', model: null }, live.index);
    expect(screen).toBe('none');
  });

  it('give a guide’s own answer to what it is often asked', async () => {
    const asked = { topic: null, today: '2026-11-28', model: null };
    const { outcome } = await answerMessage('我只有户口本没有结婚证怎么办', asked, live.index);
    expect(outcome.kind === 'answered' && outcome.answer.point.map(({ text }) => text).join('')).toMatch(/补领结婚证|去登记处申请/);
  });
});
