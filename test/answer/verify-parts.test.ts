import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkQuotes } from '../../src/answer/verify/check-quotes.ts';
import { checkReferences, LawNames } from '../../src/answer/verify/check-references.ts';
import type { Passage } from '../../src/answer/verify/passage.ts';
import { readFigures } from '../../src/answer/verify/read-figures.ts';
import { isTurnedInPlace } from '../../src/answer/verify/turned-in-place.ts';
import { formatNumeral } from '../../src/knowledge/article-number.ts';
import type { Law } from '../../src/knowledge/law.ts';

const law = (short: string, repealed: Law['repealed'] = null): Law => ({
  name: `中华人民共和国${short}`,
  short,
  aliases: [],
  articles: null,
  text: [],
  repealed,
});
const LAWS = new LawNames([
  law('民法典'),
  law('公司法'),
  law('合同法', { on: '2021-01-01', successor: '民法典', part: '合同编', today: {} }),
  law('劳动合同法'),
  { ...law('最高人民法院关于适用《民法典》婚姻家庭编的解释（一）'), aliases: ['婚姻家庭编解释（一）'] },
]);
const passage = (number: number, sub = 0, plain = '', name = '民法典', official: string[] | null = null): Passage => ({
  id: `${name}第${number}条${sub > 0 ? `之${formatNumeral(sub)}` : ''}`,
  article: { law: name, article: { number, sub } },
  plain,
  official,
  from: null,
  until: null,
  described: [],
  basis: [],
});

describe('checkReferences', () => {
  it.each<[text: string, cited: Passage[], fault: string | null]>([
    ['按第120条，可以。', [passage(120)], null],
    ['按第120条，可以。', [passage(120, 1)], 'wrong-article'],
    ['按第一百二十条之一，可以。', [passage(120)], 'wrong-article'],
    ['按第一百二十条之一，可以。', [passage(120, 1)], null],
    ['民法典第1062、1063条都这样说。', [passage(1062), passage(1063)], null],
    ['民法典第1062、1064条都这样说。', [passage(1062), passage(1063)], 'wrong-article'],
    ['民法典1077条这样说。', [passage(1077)], null],
    ['民法典（婚姻家庭编）第1077条这样说。', [passage(1077)], null],
    ['劳动合同法第39条。', [passage(39, 0, '', '劳动合同法')], null],
    ['合同法第39条。', [passage(39, 0, '', '劳动合同法')], 'not-in-force'],
    ['合同法律关系清楚，公司法人也一样。', [passage(1)], null],
    ['《民法典》婚姻家庭编的解释（一）第5条。', [passage(5, 0, '', '最高人民法院关于适用《民法典》婚姻家庭编的解释（一）')], null],
    ['民法典第5条。', [passage(5, 0, '', '最高人民法院关于适用《民法典》婚姻家庭编的解释（一）')], 'wrong-article'],
    ['《宇宙管理条例》这样规定。', [passage(1)], 'wrong-article'],
    ['租赁合同第3条写了押金的，看合同。', [passage(1)], null],
    ['依照民法典第2条处理。', [passage(1, 0, '这类事依照民法典第2条处理。')], null],
    ['民法典第2条规定，这类事要处理。', [passage(1, 0, '这类事依照民法典第2条处理。')], 'wrong-article'],
    ['民法典第1条第2款。', [passage(1, 0, '', '民法典', ['一', '二'])], null],
    ['民法典第1条第3款。', [passage(1, 0, '', '民法典', ['一', '二'])], 'wrong-article'],
  ])('of %s', (text, cited, fault) => {
    expect(checkReferences(text, cited, LAWS)).toBe(fault);
  });

  it('accepts exactly the article cited, in Chinese and Arabic numerals', () => {
    const number = fc.integer({ min: 1, max: 1260 });
    fc.assert(
      fc.property(number, number, fc.boolean(), (named, cited, chinese) => {
        const text = `民法典第${chinese ? formatNumeral(named) : named}条这样规定。`;
        expect(checkReferences(text, [passage(cited)], LAWS)).toBe(named === cited ? null : 'wrong-article');
      }),
    );
  });
});

describe('readFigures', () => {
  const read = (text: string) => readFigures(text).map(({ value, unit, side }) => `${value}${unit}${side ?? ''}`);

  it.each([
    ['三十日内、30天以内', '30日down 30日down'],
    ['半年、6个月、六个月', '6月 6月 6月'],
    ['一年半、2年以上', '18月 24月up'],
    ['八成、80%、百分之八十、五分之四', '0.8比 0.8比 0.8比 0.8比'],
    ['双倍、两倍、200%、退一赔三', '3比 2比 2比 2比'],
    ['不满8周岁、满18岁、16周岁以上', '8岁down 18岁up 16岁up'],
    ['不得超过20%、不少于3人', '0.2比down 3人up'],
    ['五十万元、500,000元', '500000元 500000元'],
    ['第一顺序、第2顺序', '1序 2序'],
    ['民法典第1077条第二款、第120条之一', ''],
    ['一个人、一样、一起、每一方', '1人'],
    ['打12348', '12348号'],
    ['万分之五', '0.0005比'],
  ])('finds in %s: %s', (text, figures) => {
    expect(read(text).sort().join(' ')).toBe(figures.split(' ').sort().join(' '));
  });

  it('reads a number alike in Chinese and Arabic digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 999 }), fc.constantFrom('日', '个月', '年', '周岁', '元', '倍'), (value, unit) => {
        expect(read(`满${formatNumeral(value)}${unit}的`)).toEqual(read(`满${value}${unit}的`));
      }),
    );
  });
});

describe('checkQuotes', () => {
  const cited = [
    passage(1, 0, '自己的话。写明“到期不还就自动解除合同”的，照写明的办。', '民法典', ['民事权益受法律保护，任何组织不得侵犯。']),
  ];

  it.each([
    ['法律规定：“民事权益受法律保护”。', true],
    ['「民事权益受法律保护，任何组织不得侵犯。」', true],
    ['法律规定：“民事权益受到法律保护”。', false],
    ['原文是：民事权益大家都要好好保护。', false],
    ['“自己的话说的是不算法条的。”', false],
    ['这就是“冷静期”。', true],
    ['合同写“到期不还就自动解除合同”的，到期就解除。', true],
  ])('of %s says %s', (sentence, exact) => {
    expect(checkQuotes(sentence, cited)).toBe(exact);
  });

  it('lets nothing be quoted where there is no official text', () => {
    expect(checkQuotes('法律规定：“民事权益受法律保护”。', [passage(1, 0, '民事权益受法律保护')])).toBe(false);
  });
});

describe('isTurnedInPlace', () => {
  it.each([
    ['出租人应当负责维修房屋', '出租人可以负责维修房屋', true],
    ['婚姻无效的，从头没有约束力', '婚姻有效的，从头没有约束力', true],
    ['承租人有权随时解除合同', '承租人无权随时解除合同', true],
    ['单位不承担赔偿责任', '单位承担赔偿责任', true],
    ['出租人应当负责维修房屋', '出租人要负责维修房屋', false],
    ['出租人应当负责维修房屋', '承租人可以把房屋转租', false],
  ])('compares %s with %s: %s', (source, sentence, turned) => {
    expect(isTurnedInPlace(sentence, source)).toBe(turned);
  });
});
