import { beforeAll, describe, expect, it } from 'vitest';
import { checkDraft, passagesOf } from '../../src/answer/check-draft.ts';
import { LawNames } from '../../src/answer/verify/check-references.ts';
import type { Passage } from '../../src/answer/verify/passage.ts';
import { type Verification, verifyAnswer } from '../../src/answer/verify-answer.ts';
import type { LiveIndex } from '../../src/search/live-index.ts';
import { ARTICLE_1079, ARTICLE_1087, openFolder, SMALL_FOLDER, statute, writeFolder } from '../small-folder.ts';

const ARTICLE_1077 = `## 第1077条 离婚冷静期和撤回申请

从婚姻登记机关收到离婚登记申请那天起30天内，不管哪一方不愿意离了，都可以去登记机关把申请撤回。

- 问：离婚冷静期多少天
- 问：申请了离婚能反悔吗
- 用语：三十日、撤回离婚登记申请
- 口语：冷静期`;
const ARTICLE_1078A = `## 第1078条之一 登记机关怎么发证

登记机关查明双方自愿离婚的，应当发离婚证。

- 问：离婚证怎么发
- 问：登记处发证要查什么
- 用语：查明、发给离婚证`;

let live: LiveIndex;
beforeAll(async () => {
  const { dir, remove } = await writeFolder({
    ...SMALL_FOLDER,
    '民法典/婚姻家庭编/第四章离婚.md': statute(ARTICLE_1077, ARTICLE_1078A, ARTICLE_1079, ARTICLE_1087),
    '法律原文/民法典.md':
      '中华人民共和国民法典\n2021年1月1日 施行\n第一千零七十七条 自婚姻登记机关收到离婚登记申请之日起三十日内，任何一方不愿意离婚的，可以向婚姻登记机关撤回离婚登记申请。',
  });
  live = await openFolder(dir);
  await remove();
});

const RETRIEVED = ['民法典第1077条', '民法典第1079条', '民法典第1078条之一', '办事指南·离婚登记'];

async function fate(text: string, sources: string[], on = '2026-11-24', retrieved = RETRIEVED): Promise<string> {
  const [verdict] = await checkDraft([{ text, sources }], passagesOf(retrieved, live.index), on, live.index);
  return verdict?.kept ? 'kept' : (verdict?.why ?? 'nothing');
}

const TRUE = '递交离婚登记申请后30天内，哪一方反悔都可以去登记机关撤回申请。';

describe('verifyAnswer', () => {
  it.each([
    [TRUE],
    ['离婚登记申请递上去三十日内，任何一方不愿意离了，都可以撤回申请（民法典第1077条）。'],
    ['《民法典》第一千零七十七条规定，申请离婚登记后30日内可以撤回申请。'],
    ['法条写明：“任何一方不愿意离婚的，可以向婚姻登记机关撤回离婚登记申请”，30天内都可以去。'],
    ['这30天就是大家说的“冷静期”，不愿意离了可以撤回离婚登记申请。'],
  ])('keeps %s', async (text) => {
    expect(await fate(text, ['民法典第1077条'])).toBe('kept');
  });

  it.each<[text: string, sources: string[], why: string]>([
    [TRUE, [], 'unknown-source'],
    [TRUE, ['民法典第1300条'], 'unknown-source'],
    [TRUE, ['民法典第1077条', 'S7'], 'unknown-source'],
    [TRUE, ['民法典第1087条'], 'not-retrieved'],
    [`${TRUE.slice(0, -1)}（民法典第1078条）。`, ['民法典第1077条'], 'wrong-article'],
    [`根据民法典第一千零七十七条之一，${TRUE}`, ['民法典第1077条'], 'wrong-article'],
    [`按第107条，${TRUE}`, ['民法典第1077条'], 'wrong-article'],
    [`按劳动合同法，${TRUE}`, ['民法典第1077条'], 'wrong-article'],
    [`按某某条例第3条，${TRUE}`, ['民法典第1077条'], 'wrong-article'],
    [`按婚姻法，${TRUE}`, ['民法典第1077条'], 'not-in-force'],
    ['登记机关查明双方自愿离婚的，应当发离婚证（民法典第1078条）。', ['民法典第1078条之一'], 'wrong-article'],
    ['递交离婚登记申请后60天内，哪一方反悔都可以去登记机关撤回申请。', ['民法典第1077条'], 'figure'],
    ['递交离婚登记申请后30个月内，哪一方反悔都可以去登记机关撤回申请。', ['民法典第1077条'], 'figure'],
    ['递交离婚登记申请后30天以上，哪一方反悔都可以去登记机关撤回申请。', ['民法典第1077条'], 'figure'],
    ['递交离婚登记申请后30天内，哪一方反悔都不得去登记机关撤回申请。', ['民法典第1077条'], 'negation'],
    ['登记机关查明双方自愿离婚的，可以不发离婚证。', ['民法典第1078条之一'], 'negation'],
    ['法条写明：“任何一方不愿意离婚的，应当向婚姻登记机关撤回离婚登记申请”。', ['民法典第1077条'], 'quote'],
    ['哪一方反悔都可以去登记机关撤回离婚登记申请。', ['民法典第1078条之一'], 'unsupported'],
    [TRUE, ['民法典第1077条', '民法典第1078条之一'], 'unsupported'],
    ['房东不退押金的，可以找居委会。', ['民法典第1077条'], 'unsupported'],
  ])('of %s citing %j says: %s', async (text, sources, why) => {
    expect(await fate(text, sources)).toBe(why);
  });

  it('keeps 第1078条之一 where it is cited by its exact number', async () => {
    expect(await fate('登记机关查明双方自愿离婚的，应当发离婚证（民法典第1078条之一）。', ['民法典第1078条之一'])).toBe('kept');
  });

  it('drops what was not yet in force on the day asked about', async () => {
    expect(await fate(TRUE, ['民法典第1077条'], '2020-12-31')).toBe('not-in-force');
    expect(await fate(TRUE, ['民法典第1077条'], '2021-01-01')).toBe('kept');
  });

  const passage: Passage = {
    id: '旧法第1条',
    article: { law: '旧法', article: { number: 1, sub: 0 } },
    plain: '三十日内可以撤回离婚登记申请。',
    official: null,
    from: '1980-01-01',
    until: '2021-01-01',
    described: [],
    basis: [],
  };
  const verification = (over: Partial<Verification>): Verification => ({
    statements: [{ text: '三十日内可以撤回离婚登记申请。', sources: ['旧法第1条'] }],
    evidence: [passage],
    known: () => true,
    names: new LawNames([]),
    on: '2020-12-31',
    near: [[{ id: '旧法第1条', score: 1 }]],
    weighWords: (text) => live.index.weighWords(text),
    weighFeatures: (text) => live.index.weighFeatures(text),
    ...over,
  });

  it('keeps the last day of a repealed law and drops the next', () => {
    expect(verifyAnswer(verification({}))).toMatchObject([{ kept: true }]);
    expect(verifyAnswer(verification({ on: '2021-01-01' }))).toMatchObject([{ kept: false, why: 'not-in-force' }]);
  });

  it('lets nothing leave that was not compared with the folder', () => {
    expect(verifyAnswer(verification({ near: [] }))).toMatchObject([{ kept: false, why: 'not-checked' }]);
    expect(verifyAnswer(verification({ near: [null] }))).toMatchObject([{ kept: false, why: 'not-checked' }]);
  });
});
