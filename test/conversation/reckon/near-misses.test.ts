import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPlainQuestions } from '../../../scripts/read-questions.ts';
import { said } from './say-reckoned.ts';

/** Questions of the civil code that the folder answers; not part of the repository. */
const SHARED = '../shared/eval/civil-code-dev.jsonl';

describe('what only touches a topic', () => {
  it.each([
    '民间借贷利息法律怎么规定的',
    '借钱没约定利息，能要利息吗',
    '民间借贷利息最高多少合法',
    '朋友借钱月息2分，现在不还怎么办',
    '月息三分的借条有法律效力吗',
    '高利贷还不起怎么办',
    '信用卡年利率18%合法吗',
    '银行贷款年利率24%超过上限吗',
    '借10万元要写借条吗',
    '逾期利息怎么算',
    '老人去世没留遗嘱，房子归谁',
    '爸爸走了，遗产怎么分',
    '老人去世留下120万，立了遗嘱给老伴，两个孩子怎么分',
    '爸爸去世留下60万，大儿子先去世了，孙子能分多少',
    '再婚的老伴和两个孩子怎么分120万遗产',
    '爸爸留下80万遗产和50万债，两个孩子怎么分',
    '离婚时120万存款怎么分，有两个孩子',
    '工伤九级怎么申请鉴定',
    '工伤伤残等级怎么评',
    '交通事故十级伤残赔多少',
    '九级伤残就业补助金多少',
    '工伤死亡赔多少',
    '工伤七级到十级都有哪些待遇',
    '一至四级工伤伤残津贴多少',
    '支付宝借的钱年利率18%合法吗',
    '没签劳动合同能要双倍工资吗',
    '没签合同怎么维权',
    '加班双倍工资怎么算，月薪6000',
    '合同到期没续签，双倍工资多少',
    '怀孕3个月被辞退赔多少',
    '行政诉讼费由谁承担',
    '民告官打赢了，诉讼费还要我出吗',
    '行政复议和打官司一样要交诉讼费吗',
    '租约还剩一年租客不付租金被解除，赔我几个月空置期的损失',
    '逼我辞职，干了3年，月薪6000，赔多少',
  ])('is left to the folder: %s', (question) => {
    expect(said(question)).toBe('');
  });

  it.each([
    // Days of leave are to be counted.
    ['test/answer/refusal-dev.jsonl', ['一年年假几天，没休完能折钱吗']],
    ['test/retrieval/guide-questions.jsonl', []],
    ['test/retrieval/answerable-short.jsonl', []],
  ])('takes nothing of %s but what is to be counted', async (file, counted) => {
    expect((await readPlainQuestions(file)).filter((question) => said(question) !== '')).toEqual(counted);
  });

  it.skipIf(!existsSync(SHARED))('takes nothing of the questions of the civil code', async () => {
    expect((await readPlainQuestions(SHARED)).filter((question) => said(question) !== '')).toEqual([]);
  });
});
