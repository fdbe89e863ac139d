import { beforeAll, describe, expect, it } from 'vitest';
import { answerQuestion } from '../../src/answer/answer-question.ts';
import type { SearchIndex } from '../../src/search/search-index.ts';
import { openFolder } from '../small-folder.ts';

let index: SearchIndex;
beforeAll(async () => {
  ({ index } = await openFolder('knowledge'));
}, 120_000);

/** How a question ends, what is said to be near, and who may know. */
async function ask(question: string) {
  const { outcome } = await answerQuestion(question, index);
  const { near = null, desks = [], why = null } = outcome.kind === 'declined' ? outcome : {};
  return {
    kind: outcome.kind,
    why,
    near: near?.kind === 'guide' ? near.title : near?.citation.label,
    phones: desks.map(({ phone }) => phone),
  };
}

describe('a near miss', () => {
  it('is named, with who may know', async () => {
    const found = await ask('诈骗罪立案标准是多少');
    expect(found).toMatchObject({ kind: 'declined', why: 'no-source', near: '电信网络诈骗报案止付' });
    expect(found.phones).toContain('12348');
  });

  it.each([
    '今天天气怎么样',
    '红烧肉怎么做',
    '晚上睡不着怎么办',
    '黄山爬上去要多久',
    '民法典第1300条',
    '日本离婚的抚养费标准是什么法第5条',
  ])('is not made of chat, nor of an article that is not there: %s', async (question) => {
    expect((await ask(question)).near).toBeUndefined();
  });
});
