import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerQuestion } from '../../src/answer/answer-question.ts';
import type { Outcome } from '../../src/answer/outcome.ts';
import type { LiveIndex } from '../../src/search/live-index.ts';
import { GUIDE, openFolder, SMALL_FOLDER, writeFolder } from '../small-folder.ts';

let live: LiveIndex;
let remove: () => Promise<void>;

beforeAll(async () => {
  const folder = await writeFolder({
    ...SMALL_FOLDER,
    '办事指南/劳动/辞职.md': GUIDE.replace('title: 离婚登记', 'title: 辞职手续')
      .replace('民法典第1079条', '劳动合同法第37条')
      .replace('离婚登记要带什么材料', '辞职要提前几天说\n  - 辞职信怎么写\n  - 试用期辞职要提前多久')
      .replace('夫妻两人都愿意离婚，可以到婚姻登记处办离婚登记。', '员工不想干了，提前30天书面告诉单位就可以走。'),
    '法律原文/民法典.md':
      '中华人民共和国民法典\n2021年1月1日 施行\n第一千零七十九条 原文一千零七十九。\n第一千零八十条 完成离婚登记，或者离婚判决书、调解书生效，即解除婚姻关系。',
  });
  remove = folder.remove;
  live = await openFolder(folder.dir);
});
afterAll(() => remove());

async function ask(question: string): Promise<Outcome> {
  return (await answerQuestion(question, live.index)).outcome;
}
async function answer(question: string) {
  const outcome = await ask(question);
  if (outcome.kind !== 'answered') throw new Error(`${question}: ${JSON.stringify(outcome)}`);
  return outcome;
}

describe('answerQuestion', () => {
  it('says the point in the digest’s own sentences, each with its source', async () => {
    const { answer: said } = await answer('老公出轨离婚财产怎么分');
    const digest = live.index.knowledge.digests.get('民法典第1087条');
    expect(said.point.length).toBeGreaterThan(0);
    for (const statement of said.point) expect(digest?.text).toContain(statement.text);
    expect(new Set(said.point.map((statement) => statement.source))).toEqual(new Set(['民法典第1087条']));
    expect(said.citations[0]).toMatchObject({ kind: 'digest', law: '民法典', article: 1087, label: '民法典第1087条', official: null });
    expect(said.checked).toBe('2026-11-24');
  });

  it('looks a named article up and shows the official text beside the digest', async () => {
    const { answer: said } = await answer('民法典第一千零七十九条');
    expect(said.citations).toHaveLength(1);
    expect(said.citations[0]).toMatchObject({ article: 1079, official: '原文一千零七十九。' });
    expect(said.citations[0]?.digest).toContain('满2年');
  });

  it('answers from the official text where there is no digest', async () => {
    const { answer: said } = await answer('民法典1080条');
    expect(said.citations[0]).toMatchObject({ kind: 'official', article: 1080, digest: null });
  });

  it('names a repealed law as repealed and answers from the Civil Code', async () => {
    const { notices, answer: said } = await answer('婚姻法第32条');
    expect(notices).toEqual([
      { kind: 'repealed', law: '婚姻法', on: '2021-01-01', successor: '民法典婚姻家庭编', asked: '第32条', today: ['民法典第1079条'] },
    ]);
    expect(said.citations.map((citation) => citation.article)).toEqual([1079]);
  });

  it('names a repealed law without an article, and still answers the question', async () => {
    const { notices, answer: said } = await answer('婚姻法规定离婚房子怎么分');
    expect(notices).toMatchObject([{ kind: 'repealed', law: '婚姻法', asked: null }]);
    expect(said.citations[0]?.article).toBe(1087);
  });

  it('says that an article does not exist, and answers nothing instead of it', async () => {
    expect(await ask('民法典第1300条')).toMatchObject({
      kind: 'declined',
      why: 'no-source',
      notices: [{ kind: 'no-such-article', label: '民法典第1300条', law: '民法典', last: 1260 }],
    });
  });

  it('says that an article which exists is not in the folder', async () => {
    expect(await ask('劳动合同法第38条')).toMatchObject({
      kind: 'declined',
      notices: [{ kind: 'not-covered', label: '劳动合同法第38条' }],
    });
  });

  it('shows the guide with its articles when a procedure is asked for', async () => {
    const { answer: said } = await answer('离婚登记要带什么材料');
    expect(said.guides[0]).toMatchObject({ title: '离婚登记', materials: ['身份证', '结婚证'], fee: '免费' });
    expect(said.citations.map((citation) => citation.label)).toContain('民法典第1079条');
  });

  it('names the basis of a guide even where the folder does not hold it, and offers the guide’s other questions', async () => {
    const { answer: said } = await answer('辞职要提前几天说');
    expect(said.citations).toEqual([
      { kind: 'reference', law: '劳动合同法', article: 37, label: '劳动合同法第37条', title: '', digest: null, official: null },
    ]);
    expect(said.related).toEqual(['辞职信怎么写', '试用期辞职要提前多久']);
  });

  it.each(['今天天气怎么样', '帮我写一首诗', 'hello world', '红烧肉怎么做'])('declines %s as out of scope', async (question) => {
    expect(await ask(question)).toMatchObject({ kind: 'declined', why: 'out-of-scope' });
  });

  it('sends a legal matter it has no source for to the desk that has its words', async () => {
    expect(await ask('房东不退押金')).toMatchObject({ kind: 'declined', why: 'no-source', desks: [{ phone: '12348' }] });
  });

  it('says of an article of a law it does not know that it is not here', async () => {
    expect(await ask('刑法第1079条')).toMatchObject({
      kind: 'declined',
      notices: [{ kind: 'not-covered', label: '您说的这部法律第1079条' }],
    });
  });

  it('gives the guide’s own answer to one of its 常见问题', async () => {
    const { answer: said } = await answer('一个人去行吗');
    expect(said.point.map((statement) => statement.text).join('')).toBe('不行，两个人都要到场。');
  });

  it('tells what was found and how long each stage took', async () => {
    const { retrieved, stages } = await answerQuestion('离婚房子怎么分', live.index);
    expect(retrieved[0]).toBe('民法典第1087条');
    expect(Object.values(stages).every((milliseconds) => milliseconds >= 0)).toBe(true);
  });
});
