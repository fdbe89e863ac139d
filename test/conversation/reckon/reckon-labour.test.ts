import { describe, expect, it } from 'vitest';
import { RECKON_WORDING as WORDS } from '../../../src/conversation/reckon/reckon-wording.ts';
import { converse, said, saidLast } from './say-reckoned.ts';

describe('reckonInjury', () => {
  it.each([
    ['一级', 27, '第35条'],
    ['2级', 25, '第35条'],
    ['三级', 23, '第35条'],
    ['四级', 21, '第35条'],
    ['五级', 18, '第36条'],
    ['6级', 16, '第36条'],
    ['七级', 13, '第37条'],
    ['八级', 11, '第37条'],
    ['九级', 9, '第37条'],
    ['十级', 7, '第37条'],
  ])('%s is %d months (工伤保险条例%s)', (grade, months, article) => {
    const text = said(`${grade}伤残一次性补助金几个月工资`);
    expect(text).toContain(`一次性伤残补助金是 ${months} 个月的本人工资`);
    expect(text).toContain(`《工伤保险条例》${article}`);
    expect(text).toContain(WORDS.askWage);
  });

  it.each([
    ['工伤九级赔多少，月薪6000', '一次性伤残补助金 54000 元（9 个月的本人工资）'],
    ['工伤六级，工资七千，伤残补助多少', '伤残津贴每月 4200 元（本人工资的 60%）'],
    ['工伤一级每个月津贴多少', '伤残津贴每月是本人工资的 90%'],
  ])('%s', (question, result) => {
    expect(said(question)).toContain(result);
  });

  it('asks for the grade, then for the wage', () => {
    expect(converse('工伤伤残能拿多少，月薪6000', '定的十级')).toEqual([
      WORDS.injury.askGrade,
      expect.stringContaining('一次性伤残补助金 42000 元'),
    ]);
    expect(saidLast('九级伤残一次性补助金几个月工资', '大概六千五')).toContain('58500 元');
  });
});

describe('reckonDoubleWage', () => {
  it.each([
    ['入职8个月没签合同双倍工资赔几个月,月薪6000', '能多要 7 个月工资，一共 42000 元'],
    ['干了一年半没签劳动合同，双倍工资怎么算，工资五千', '能多要 11 个月工资，一共 55000 元'],
    ['上班一个月没签合同，月薪6000，双倍工资多少', WORDS.doubleWage.none],
    ['上班两个月没签合同，月薪6000，双倍工资多少', '能多要 1 个月工资，一共 6000 元'],
    ['上班十二个月没签合同，月薪6000，双倍工资多少', '能多要 11 个月工资，一共 66000 元'],
    ['2026年1月15日入职，一直没签合同，月薪6000，两倍工资多少', '能多要 9 个月工资，一共 54000 元'],
    ['去年3月1日入职，干了8个月没签合同，月薪6000，双倍工资多少', '能多要 7 个月工资，一共 42000 元'],
    ['上了半年班没给签合同，要两倍工资，月薪4千，多少钱', '能多要 5 个月工资，一共 20000 元'],
    ['入职6个月才签合同，月薪6000，双倍工资赔几个月', '能多要 5 个月工资，一共 30000 元'],
    ['八个月前入职没签合同，双倍工资赔几个月,月薪6000', '能多要 7 个月工资，一共 42000 元'],
    ['今年3月入职没签合同，双倍工资多少，月薪6000', WORDS.doubleWage.fromFirst('2026年3月')],
  ])('%s', (question, result) => {
    const text = said(question);
    expect(text).toContain(result);
    expect(text).toContain('《劳动合同法》第82条');
    expect(text).toContain('《劳动合同法实施条例》第6条、第7条');
  });

  it('asks for the wage, and for the time where only the wage is said', () => {
    const [first, then] = converse('入职8个月没签合同双倍工资赔几个月', '6000');
    expect(first).toContain('能多要 7 个月工资。');
    expect(first).toContain(WORDS.askWage);
    expect(then).toContain('一共 42000 元');
    expect(converse('没签合同双倍工资能赔多少，月薪5000', '去年3月1日')).toEqual([
      WORDS.doubleWage.askSpan,
      expect.stringContaining('一共 55000 元'),
    ]);
    expect(saidLast('没签合同双倍工资能赔多少，月薪5000', '干了半年')).toContain('一共 25000 元');
  });
});

describe('reckonSeverance', () => {
  it.each([
    // 3 years and 8 months are 4 months of pay (劳动合同法 47); twice as much where the dismissal was unlawful (87).
    ['我干了3年8个月，月工资8000元，公司违法辞退我赔多少', '大约 64000 元（按 4 个月工资算）'],
    ['公司裁员，工作5年，月薪6000，补偿多少', '大约 30000 元'],
    ['公司裁员，工作五年，月薪六千，补偿多少', '大约 30000 元'],
    ['在厂里干了5年，我自己辞职，月薪6000，有多少补偿', '这种情形一般没有经济补偿'],
    ['干了8个月被公司辞退，月薪6000，赔多少', '大约 6000 元（按 1 个月工资算）'],
    ['干了5个月被公司辞退，月薪6000，赔多少', '大约 3000 元（按 0.5 个月工资算）'],
  ])('%s', (question, result) => {
    expect(said(question)).toContain(result);
  });

  it('counts the months and asks for the wage', () => {
    const [first, then] = converse('公司没理由开除我，干了4年能赔几个月工资', '八千');
    expect(first).toContain('按 4 个月工资算，再乘 2，一共 8 个月工资');
    expect(first).toContain(WORDS.askWage);
    expect(then).toContain('大约 64000 元');
    expect(said('公司没提前通知就裁员，干了4年补偿多少')).toContain('按 4 个月工资算，另外加 1 个月工资');
  });
});
