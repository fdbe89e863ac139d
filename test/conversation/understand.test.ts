import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { understand } from '../../src/conversation/case/understand.ts';
import { CASE_KINDS } from '../../src/knowledge/office.ts';
import { SERVICE_KINDS } from '../../src/legal-case/service-record.ts';
import { normalizeText } from '../../src/search/normalize.ts';

const NUMBER = '2026000123';
const TURN = '0b1f6c1e-8a53-4f0e-9d51-2f6f5d1c7a90';
const OPEN = { kind: 'open-case', caseKind: null, turnId: null };
const COMMANDS: Readonly<Record<string, object>> = {
  '/start': { kind: 'help' },
  '/help': { kind: 'help' },
  帮助: { kind: 'help' },
  '/bind': { kind: 'bind' },
  绑定: { kind: 'bind' },
  '/me': { kind: 'who' },
  我是谁: { kind: 'who' },
  我的身份: { kind: 'who' },
  '/cases': { kind: 'cases' },
  我的案件: { kind: 'cases' },
  '/case': OPEN,
  找律师: OPEN,
  转人工: OPEN,
  人工: OPEN,
  人工服务: OPEN,
  转我的律所: OPEN,
  继续: { kind: 'resume' },
  '/cancel': { kind: 'cancel' },
  取消: { kind: 'cancel' },
  先放着: { kind: 'park' },
  确认提交: { kind: 'confirm' },
  跳过: { kind: 'skip' },
  就这些: { kind: 'skip' },
  重新登记: { kind: 'restart', turnId: null },
  问法小二: { kind: 'ask-instead' },
  一起转: { kind: 'along', along: true },
  不一起转: { kind: 'along', along: false },
  确认发送: { kind: 'send-warning' },
  送达情况: { kind: 'warning-report' },
  退订: { kind: 'opt-out' },
  订阅: { kind: 'opt-in' },
  '/deskchat': { kind: 'desk-chat' },
  本群接案: { kind: 'desk-chat' },
  '/calc': { kind: 'reckon', words: '' },
  '/算': { kind: 'reckon', words: '' },
  计算: { kind: 'reckon', words: '' },
  算一算: { kind: 'reckon', words: '' },
  发码: { kind: 'issue-code', rest: '' },
  记录: { kind: 'record', service: null, rest: '' },
  风险提示: { kind: 'warn', rest: '' },
};
const VERBS = {
  受理: 'accept',
  转派: 'transfer',
  回避: 'recuse',
  回复: 'reply',
  办结: 'answer',
  退回: 'ask-back',
  撤回: 'withdraw',
  确认办结: 'confirm',
  评分: 'rate',
  查看: 'view',
  转交: 'forward',
};
const aboutCase = (verb: string, rest = '', number = NUMBER) => ({ kind: 'case', verb, number, rest });

describe('understand', () => {
  it.each(Object.entries(COMMANDS))('takes %s for a command', (text, intent) => {
    expect(understand(text)).toEqual(intent);
    expect(understand(`  ${text}\n`)).toEqual(intent);
  });

  it.each([
    ['/HELP', { kind: 'help' }],
    ['／cases', { kind: 'cases' }],
    ['／ｂｉｎｄ', { kind: 'bind' }],
  ])('takes %s for a command however it is typed', (text, intent) => {
    expect(understand(text)).toEqual(intent);
  });

  describe('with a case', () => {
    it.each(Object.entries(VERBS))('reads what %s does to it', (word, verb) => {
      for (const text of [`${word} #${NUMBER}`, `${word}#${NUMBER}`, `${word} ${NUMBER}`, `${word} ＃ ${NUMBER}`, `/${word} #${NUMBER}`]) {
        expect([text, understand(text)]).toEqual([text, aboutCase(verb)]);
      }
    });

    it.each([
      [`退回 #${NUMBER} 身份证复印件`, aboutCase('ask-back', '身份证复印件')],
      [`办结 #${NUMBER} 成功 3,000`, aboutCase('answer', '成功 3,000')],
      [`评分 #${NUMBER} 5`, aboutCase('rate', '5')],
      [`转派 #${NUMBER} @1a2b3c4d`, aboutCase('transfer', '@1a2b3c4d')],
      [`回复 #${NUMBER} 第一行\n第二行`, aboutCase('reply', '第一行\n第二行')],
      ['查看 #2026000001234', aboutCase('view', '', '2026000001234')],
    ])('keeps what stands behind the number: %j', (text, intent) => {
      expect(understand(text)).toEqual(intent);
    });

    it.each([
      [`#${NUMBER} 我还有一份合同`, '我还有一份合同'],
      [`＃${NUMBER} 好的`, '好的'],
      [`# ${NUMBER}：好的`, '好的'],
      [`#${NUMBER}: 第一行\n第二行 `, '第一行\n第二行'],
    ])('relays %j', (text, words) => {
      expect(understand(text)).toEqual({ kind: 'relay', number: NUMBER, text: words });
    });

    it.each([`受理 #２０２６０００１２３`, `受理　＃２０２６０００１２３`])('reads %s once its digits are made plain', (text) => {
      expect(understand(normalizeText(text))).toEqual(aboutCase('accept'));
    });

    it.each([`受理 #202600012`, `受理 #20260001234567`, '受理 #1026000123', `我要受理 #${NUMBER}`, `#${NUMBER}`, `处理 #${NUMBER}`])(
      'leaves %s as words',
      (text) => {
        expect(understand(text)).toEqual({ kind: 'words' });
      },
    );

    it.each([`#${NUMBER}我还有一份合同`, `退回 #${NUMBER}：请补身份证`, `回复#${NUMBER}好的`])('hears %s', (text) => {
      expect(understand(text)).toMatchObject({ number: NUMBER });
    });
  });

  it.each([
    ['ABCD-2345-EFGH', 'ABCD2345EFGH'],
    ['abcd 2345 efgh', 'ABCD2345EFGH'],
    ['ＡＢＣＤ－２３４５－ＥＦＧＨ', 'ABCD2345EFGH'],
    ['/start ABCD2345EFGH', 'ABCD2345EFGH'],
    ['/bind ABCD-2345-EFGH', 'ABCD2345EFGH'],
    ['绑定：ABCD-2345-EFGH', 'ABCD2345EFGH'],
    ['验证码 ABCD-2345-EFGH', 'ABCD2345EFGH'],
  ])('finds the one-time code in %j', (text, code) => {
    expect(understand(text)).toEqual({ kind: 'bind-code', code });
  });

  it.each([
    [`转人工 ${TURN}`, { ...OPEN, turnId: TURN }],
    ['名义 本人', { kind: 'as', who: '本人' }],
    ['名义 91330100799655058B', { kind: 'as', who: '91330100799655058B' }],
    ['撤销代表 17 91330100799655058B', { kind: 'revoke', bindingId: '17', uscc: '91330100799655058B' }],
    ['代表名单 91330100799655058B', { kind: 'representatives', uscc: '91330100799655058B' }],
    ['发码 单位 甲律师事务所 负责人', { kind: 'issue-code', rest: '单位 甲律师事务所 负责人' }],
    ['记录 讲座 40人 劳动合同怎么签', { kind: 'record', service: '讲座', rest: '40人 劳动合同怎么签' }],
    ['记录 吃饭 40人', { kind: 'record', service: null, rest: '40人' }],
    ['风险提示 行业=住宿餐饮 内容：查消防', { kind: 'warn', rest: '行业=住宿餐饮 内容：查消防' }],
  ])('reads what %j names', (text, intent) => {
    expect(understand(text)).toEqual(intent);
  });

  it('reads the button of every kind of case and every kind of service', () => {
    for (const caseKind of CASE_KINDS) expect(understand(`办理 ${caseKind}`)).toEqual({ ...OPEN, caseKind });
    for (const service of SERVICE_KINDS) expect(understand(`记录 ${service} 好`)).toEqual({ kind: 'record', service, rest: '好' });
  });

  it.each([
    '我要找律师',
    '我想找个律师',
    '帮我转人工客服',
    '请帮我联系一下律师',
    '我要真人',
    '转接人工',
    '找我的律师',
    '要一位律师',
    '真人客服',
    '找律师！',
    '转人工 急',
  ])('hears in %j a call for a person', (text) => {
    expect(understand(text)).toEqual({ kind: 'wants-person' });
  });

  it.each([
    ...['受理费多少', '撤回起诉还能再起诉吗', '确认劳动关系怎么办', '评分', '查看档案', '退回押金', '回避制度'],
    ...[
      '找律师要多少钱',
      '律师费谁出',
      '请律师可以吗',
      '哪里能找律师',
      '怎么找律师？',
      '要律师吗',
      '找律师有什么用',
      '如何找律师',
      '我能不能找律师',
    ],
    ...[
      '离婚怎么办',
      '办理离婚',
      '办理 离婚',
      '名义',
      '名义 股东 是谁',
      '代表名单',
      '撤销代表',
      '撤销代表 17',
      '撤销代表 17 18 19',
      '继续履行合同',
      '取消合同',
      '',
    ],
    '我和老板因为加班工资的事情吵了很久，现在我想找律师跟他打官司',
  ])('leaves %j as words', (text) => {
    expect(understand(text)).toEqual({ kind: 'words' });
  });

  it.each(['请律师费用谁承担', '请律师贵不贵', '不请律师能打官司', '对方请律师了', '我不找律师'])('leaves %j as words too', (text) => {
    expect(understand(text)).toEqual({ kind: 'words' });
  });

  it.each(['constructor', 'Constructor', '__proto__'])('leaves %s as words', (text) => {
    expect(understand(text)).toEqual({ kind: 'words' });
  });
});

describe('understand, whatever is typed', () => {
  const kinds = ['words', 'wants-person'];

  it('never throws and always has an answer', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...Object.keys(COMMANDS), ...Object.keys(VERBS), `#${NUMBER}`, ' ', '：'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const text = pieces.join('');
        // Names of object members have a test of their own above.
        fc.pre(!(text.trim().toLowerCase() in {}));
        expect(understand(text).kind).toBeTypeOf('string');
      }),
      { numRuns: 300 },
    );
  });

  it('finds no command in random Chinese', () => {
    const character = fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code));
    const mark = fc.constantFrom('，', '。', '？', '！', ' ', '1', '元');
    const unit = fc.oneof({ weight: 6, arbitrary: character }, { weight: 1, arbitrary: mark });
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        expect(kinds).toContain(understand(text).kind);
      }),
      { numRuns: 500 },
    );
  });

  it('finds no command in talk of lawyers, fees and deeds, and no call in a question or a long text', () => {
    const talk = [
      '律师',
      '人工',
      '客服',
      '找',
      '要',
      '请',
      '转',
      '我的',
      '一个',
      '费',
      '受理',
      '撤回',
      '办结',
      '评分',
      '记录',
      '合同',
      '我',
      '，',
    ];
    const text = fc.array(fc.constantFrom(...talk), { maxLength: 14 }).map((words) => words.join(''));
    fc.assert(
      fc.property(
        text.filter((one) => !(one in COMMANDS)),
        fc.constantFrom('？', '吗', '多少钱', '怎么办'),
        (said, asking) => {
          expect(kinds).toContain(understand(said).kind);
          expect(understand(said + asking)).toEqual({ kind: 'words' });
          if (said.length > 20) expect(understand(said)).toEqual({ kind: 'words' });
        },
      ),
      { numRuns: 500 },
    );
  });
});
