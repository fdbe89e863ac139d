import { describe, expect, it } from 'vitest';
import { readFamily } from '../../../src/conversation/reckon/read-family.ts';
import { RECKON_WORDING } from '../../../src/conversation/reckon/reckon-wording.ts';
import { toDigits } from '../../../src/conversation/reckon/to-digits.ts';
import { converse, said, saidLast } from './say-reckoned.ts';

const { succession: WORDS } = RECKON_WORDING;

describe('readFamily', () => {
  it.each([
    ['老人去世,有老伴和两个孩子', true, 2, null],
    ['爸爸走了,妈妈还在,我有一个哥哥一个妹妹', true, 3, null],
    ['爸爸走了,妈妈也早就不在了,我和弟弟', false, 2, null],
    ['母亲过世,兄弟姐妹四个,父亲早走了', false, 4, null],
    ['老公去世了,公婆都在,一儿一女', true, 2, 2],
    ['老婆病逝,没有孩子,岳母还在', true, 0, 1],
    ['父母都去世了,我们三个', false, 3, null],
    ['爸爸去世,奶奶还在,妈妈还在,我是独生子', true, 1, 1],
    ['爸爸去世,爷爷奶奶早不在了,妈妈还在,两个儿子一个女儿', true, 3, 0],
    ['他死了,有老婆、一个儿子和父母', true, 1, 2],
    ['老人去世,没有老伴,三个子女', false, 3, null],
    ['爸爸去世', null, null, null],
  ])('%s', (text, hasSpouse, children, parents) => {
    expect(readFamily(toDigits(text))).toEqual({ hasSpouse, children, parents });
  });

  it.each(['爷爷去世了,爸爸和叔叔', '我哥哥去世了,没有孩子', '爸爸去世了,妈妈后来去世了,三个孩子', '两个孩子怎么分'])(
    'does not tell whose heirs: %s',
    (text) => {
      expect(readFamily(toDigits(text))).toBeNull();
    },
  );
});

describe('reckonSuccession', () => {
  it('assumes nothing of whose the money was: reckons both and asks', () => {
    const [first, common] = converse('老人去世留下120万,有老伴和两个孩子,怎么分', '是夫妻共同的');
    expect(first).toContain('要是120万元全是去世的人自己的：3 个人继承，每人40万元。');
    expect(first).toContain('先分一半60万元给老伴（配偶），剩下的60万元才是遗产，3 个人继承，每人20万元。');
    expect(first).toContain(WORDS.askWhose);
    expect(first).toContain(WORDS.noParents);
    expect(first).toContain('《民法典》第1127条');
    expect(first).toContain('第1153条');
    expect(common).toContain('3 个人继承，每人20万元。');
    expect(common).toContain('先分一半给配偶：600000元');
    expect(common).not.toContain(WORDS.askWhose);
  });

  it.each([
    ['婚前的,是他自己的', '每人40万元'],
    ['个人财产', '每人40万元'],
    ['都是婚后攒的', '每人20万元'],
    ['两口子一起攒的', '每人20万元'],
  ])('takes “%s” for whose it was', (answer, result) => {
    expect(saidLast('老人去世留下120万,有老伴和两个孩子,怎么分', answer)).toContain(result);
  });

  it.each([
    ['老人去世留下一百二十万夫妻共同存款，有老伴和两个孩子，怎么分', '3 个人继承，每人20万元'],
    ['老公走了，留下100万婚前存款，公婆都在，一个女儿，怎么分', '4 个人继承，每人25万元'],
    ['父母都去世了，留下90万，我们三个怎么分，每人多少', '3 个人继承，每人30万元'],
    ['爸爸去世留下100万，没有老伴，三个孩子怎么分', '3 个人继承，每人大约333333.34元'],
    ['母亲过世，没留遗嘱，父亲也早走了，兄弟姐妹四个，留下一套房，各占多少', '4 个人继承，每人 1/4'],
    ['爸爸去世留下一套房，妈妈还在，两个孩子，各占几分之几', WORDS.halfFirst],
    ['老人去世，没有老伴，就一个女儿，留下50万怎么分', '全部由第1个子女继承'],
  ])('%s', (question, result) => {
    const text = said(question);
    expect(text).toContain(result);
    expect(text).toContain(WORDS.assumed);
    expect(text).toContain('第1127条');
  });

  it('asks for one thing at a time: spouse, children, parents', () => {
    expect(converse('爸爸去世留下60万，三个孩子怎么分', '妈妈还在').map((text) => text?.split('\n').at(0))).toEqual([
      WORDS.askSpouse,
      '要是60万元全是去世的人自己的：4 个人继承，每人15万元。',
    ]);
    expect(saidLast('爸爸去世留下60万，三个孩子怎么分', '不在了')).toContain('3 个人继承，每人20万元');
    expect(converse('爸爸去世留下60万，妈妈还在，怎么分', '两个')[0]).toBe(WORDS.askChildren);
    expect(saidLast('爸爸去世留下60万，妈妈还在，怎么分', '一儿一女')).toContain('3 个人继承，每人20万元');
    expect(converse('老婆去世留下60万婚前存款，没有孩子，怎么分', '还有一个妈妈')).toEqual([
      WORDS.askParents,
      expect.stringContaining('2 个人继承，每人30万元'),
    ]);
  });
});
