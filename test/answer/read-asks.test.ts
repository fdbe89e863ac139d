import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAsks } from '../../src/answer/read-asks.ts';

const STORY =
  '我和老公2015年结婚,2018年买了房写他名字,首付我爸妈出的。去年他出轨了还打我,现在要离婚,孩子六岁一直我带。我想问房子能分吗,孩子归谁,打我的事能不能让他赔钱?';
const LONG =
  '我在这家厂里干了三年,去年冬天摔伤了手,老板垫了两千块就不管了,现在手还使不上劲,找了好几个医生都说要养半年,家里就靠我一个人挣钱,孩子马上要交学费了。';
const asksOf = (message: string) => readAsks(message)?.asks ?? null;

describe('readAsks', () => {
  it('parts a story from the things that are asked, each in its own words', () => {
    expect(readAsks(STORY)).toEqual({
      story: ['我和老公2015年结婚', '2018年买了房写他名字', '首付我爸妈出的', '去年他出轨了还打我', '现在要离婚', '孩子六岁一直我带'],
      asks: ['房子能分吗', '孩子归谁', '打我的事能不能让他赔钱'],
    });
  });

  it.each([
    ['1. 这算不算工伤 2. 医药费谁出', ['这算不算工伤', '医药费谁出']],
    ['我想问一是这算不算工伤,二是医药费谁出。', ['这算不算工伤', '医药费谁出']],
    ['第一,这算不算工伤?第二,医药费谁出?', ['这算不算工伤', '医药费谁出']],
    ['①这算不算工伤②医药费谁出', ['这算不算工伤', '医药费谁出']],
    ['这算不算工伤 医药费谁出 老板不赔怎么办', ['这算不算工伤', '医药费谁出', '老板不赔怎么办']],
    ['请问能认定工伤吗还有医药费谁出?麻烦再问一下要不要做鉴定', ['能认定工伤吗', '医药费谁出', '要不要做鉴定']],
  ])('reads the asks of %s', (asked, asks) => {
    expect(asksOf(`${LONG}${asked}`)).toEqual(asks);
  });

  it('leaves the condition, and what a question is about, with the question', () => {
    expect(asksOf(`${LONG}如果老板不认,能不能去告他?工资发到上个月为止,合法吗?`)).toEqual([
      '如果老板不认,能不能去告他',
      '工资发到上个月为止,合法吗',
    ]);
    expect(asksOf(`${LONG}护理费能要吗,怎么算?误工费谁出?我该怎么办?`)).toEqual(['护理费能要吗,怎么算', '误工费谁出']);
  });

  it.each([
    ['a message that asks one thing', `${LONG}${LONG}请问这算不算工伤?`],
    ['one that asks for help at large besides', `${LONG}${LONG}请问这算不算工伤?我现在该怎么办?`],
    ['one whose question words ask nothing', `${LONG}什么都没留下,他也没说几天,不知道怎么了,差不多就这样。他问我要不要私了。误工费怎么算?`],
    ['one that says in brackets again what it asks', `${LONG}${LONG}请问这算不算工伤?(在厂里摔的能认定为工伤吗?)`],
    ['a short one', '离婚孩子归谁,房子怎么分?'],
    ['nothing', ''],
  ])('is null for %s', (_, message) => {
    expect(readAsks(message)).toBeNull();
  });

  it('makes up no word, whatever is typed', () => {
    const pieces = fc.constantFrom(
      '房子能分吗',
      '孩子归谁',
      ',',
      '。',
      '?',
      '、',
      '1.',
      '2.',
      '一是',
      '我想问',
      '他走了',
      '如果',
      ' ',
      '怎么办',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const message = parts.join('');
        const read = readAsks(message);
        for (const clause of [...(read?.story ?? []), ...(read?.asks ?? []).flatMap((ask) => ask.split(','))])
          expect(message).toContain(clause);
      }),
    );
  });
});
