import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveIndex } from '../../src/search/live-index.ts';
import { openFolder, statute, writeFolder } from '../small-folder.ts';

const article = (number: number, title: string, text: string, questions: readonly string[], rest = '') =>
  `## 第${number}条 ${title}\n\n${text}\n\n${questions.map((question) => `- 问：${question}`).join('\n')}\n${rest}`;

let live: LiveIndex;
let remove: () => Promise<void>;

beforeAll(async () => {
  const folder = await writeFolder({
    '民法典/a.md': statute(
      article(
        1,
        '离婚时财产怎么分',
        '离婚时夫妻共同财产由双方商量。',
        ['离婚房子怎么分', '存款怎么分'],
        '- 用语：夫妻共同财产\n- 口语：分家产',
      ),
      article(2, '孩子跟谁生活', '不满2周岁的孩子由母亲抚养。', ['离婚后孩子跟谁'], '- 用语：直接抚养\n- 口语：抚养权'),
      article(3, '遗嘱要怎么写', '自己写的遗嘱要签名，写明年月日。', ['遗嘱怎么写才有效', '遗嘱要不要公证'], '- 用语：自书遗嘱'),
      article(4, '没有遗嘱怎么继承', '没有遗嘱的，按顺序继承。', ['爸爸没留遗嘱房子归谁'], '- 用语：法定继承\n- 口语：分遗产'),
    ),
  });
  remove = folder.remove;
  live = await openFolder(folder.dir);
});
afterAll(() => remove());

const found = async (question: string, mode?: 'words' | 'vectors' | 'fused') =>
  (await live.index.search(question, 10, mode)).map((hit) => hit.document.id);

describe('SearchIndex', () => {
  it.each([
    ['离婚后孩子跟谁', '民法典第2条'],
    ['抚养权怎么判', '民法典第2条'],
    ['分家产', '民法典第1条'],
    ['離婚房子怎麼分', '民法典第1条'],
    ['自己写的遗嘱算数吗', '民法典第3条'],
    ['老人没留遗嘱，怎么分遗产', '民法典第4条'],
  ])('finds for %s first %s', async (question, id) => {
    expect((await found(question))[0]).toBe(id);
  });

  it('ranks by words, by vectors and by both', async () => {
    for (const mode of ['words', 'vectors', 'fused'] as const) expect((await found('遗嘱怎么写才有效', mode))[0]).toBe('民法典第3条');
  });

  it('is empty for what shares nothing with the folder, and for nothing at all', async () => {
    expect(await found('xyzzy')).toEqual([]);
    expect(await found('')).toEqual([]);
  });

  it('gives scores in falling order and no more than asked for', async () => {
    const hits = await live.index.search('离婚遗嘱', 2);
    expect(hits).toHaveLength(2);
    expect(hits[0]?.score).toBeGreaterThanOrEqual(hits[1]?.score ?? 0);
  });

  it('knows the share of a question that the folder has words for', () => {
    expect(live.index.familiarity('离婚房子').known).toBe(1);
    expect(live.index.familiarity('夫妻共同财产').legal).toBeGreaterThan(0.9);
    expect(live.index.familiarity('量子力学')).toEqual({ known: 0, legal: 0, matter: 1 / 3 });
  });
});
