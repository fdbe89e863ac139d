import { beforeAll, describe, expect, it } from 'vitest';
import { answerQuestion } from '../../src/answer/answer-question.ts';
import type { SearchIndex } from '../../src/search/search-index.ts';
import { openKnowledge } from './open-knowledge.ts';

let index: SearchIndex;
beforeAll(async () => {
  ({ index } = await openKnowledge());
}, 180_000);

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
  // Which of them are near enough moves with every entry; that none is does not.
  it('is named for some of what is declined, with who may know', async () => {
    const asked = [
      '股权转让怎么设计架构税最低',
      '越南劳动合同最长几年',
      '在美国申请专利要怎么走',
      '国际仲裁在伦敦怎么选仲裁员',
      '公积金能贷多少 我余额三万',
    ];
    const declined = (await Promise.all(asked.map(ask))).filter(({ kind }) => kind === 'declined');
    expect(declined.length).toBeGreaterThan(3);
    expect(declined.flatMap(({ near }) => near ?? [])).not.toEqual([]);
    for (const { near, why, phones } of declined) if (near) expect([why, phones]).toEqual(['no-source', expect.arrayContaining(['12348'])]);
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
