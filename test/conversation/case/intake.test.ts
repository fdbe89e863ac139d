import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FIELD_QUESTIONS, IDENTITY_WORDING, STATUS_NAMES, CASE_WORDING as WORDS } from '../../../src/conversation/case/case-wording.ts';
import { CASE_KINDS, type CaseKind } from '../../../src/knowledge/office.ts';
import type { IntakeField } from '../../../src/legal-case/intake-fields.ts';
import { opened } from '../../../src/store/sealed.ts';
import { usccOf } from '../../legal-case/sample-uscc.ts';
import { openRow } from '../../store/open-rows.ts';
import { TEST_DATABASES } from '../../store/open-stores.ts';
import { type Actor, FIRMS, fileOf, newcomer, numberIn, Stage } from './stage.ts';

const [OWN_FIRM] = FIRMS;
const MINUTE_MS = 60_000;

/** What each kind asks, in order; '?' may be passed over. */
const ASKED: Readonly<Record<CaseKind, readonly (IntakeField | `${IntakeField}?`)[]>> = {
  法律顾问咨询: ['matter', 'counterparty?'],
  合同审查: ['matter', 'counterparty?', 'file?'],
  合法性审查: ['matter', 'file?'],
  调解: ['counterparty', 'matter', 'amount?'],
  公平竞争投诉: ['authority', 'matter', 'file?'],
  知识产权: ['matter', 'counterparty?'],
  复议引导: ['authority', 'decided-on?', 'matter'],
  法律援助: ['matter', 'hardship?'],
  人工咨询: ['matter'],
};
/** Where it goes for a department that has a firm; the mediation by the words of the matter. */
const DESKS: Readonly<Record<CaseKind, string>> = {
  法律顾问咨询: OWN_FIRM,
  合同审查: OWN_FIRM,
  合法性审查: OWN_FIRM,
  调解: '物业纠纷人民调解委员会',
  公平竞争投诉: '公平竞争审查投诉受理岗',
  知识产权: '知识产权综合服务中心',
  复议引导: '行政复议机构',
  法律援助: '法律援助中心',
  人工咨询: OWN_FIRM,
};
const ANSWERS: Readonly<Record<IntakeField, string>> = {
  matter: '楼上漏水泡坏了地板，要赔',
  counterparty: '楼上的张某',
  authority: '某某区某局',
  'decided-on': '2026-11-20',
  amount: '5000',
  hardship: '低保户',
  file: '跳过',
};

describe.each(TEST_DATABASES)('an intake, on $name', ({ open }) => {
  let stage: Stage;
  let serial = 0;

  beforeAll(async () => {
    stage = await Stage.open(open);
  });
  afterEach(() => {
    expect(stage.failures).toEqual([]);
  });
  afterAll(() => stage.close());

  const representative = async (more: Parameters<Stage['client']>[2] = {}) => {
    serial += 1;
    const { uscc } = await stage.client(serial, OWN_FIRM, more);
    const actor = newcomer();
    await stage.representative(actor, uscc);
    return { actor, uscc };
  };
  const caseOf = async (number: string) => {
    const rows = stage.database.db.selectFrom('legal_case').selectAll().where('number', '=', number);
    return openRow('legal_case', await rows.executeTakeFirstOrThrow());
  };
  const countCases = async () => (await stage.database.db.selectFrom('legal_case').select('id').execute()).length;
  const saying = async (actor: Actor, ...texts: readonly string[]) => {
    let reply = '';
    for (const text of texts) reply = (await stage.say(actor, text)).reply;
    return reply;
  };

  describe.each(CASE_KINDS)('of %s', (kind) => {
    it('asks for exactly what the kind needs, in order, and keeps exactly that', async () => {
      const { actor, uscc } = await representative({ kind: '部门' });
      let { reply } = await stage.say(actor, `办理 ${kind}`);
      const given: Partial<Record<IntakeField, string>> = {};
      for (const asked of ASKED[kind]) {
        const field = asked.replace('?', '') as IntakeField;
        const shown = Object.entries(FIELD_QUESTIONS).filter(([, question]) => reply.includes(question));
        expect(shown).toEqual([[field, FIELD_QUESTIONS[field]]]);
        expect(reply.includes('· 跳过')).toBe(asked.endsWith('?'));
        given[field] = field === 'file' ? '' : ANSWERS[field];
        ({ reply } = await stage.say(actor, ANSWERS[field]));
      }
      const answers = Object.values(given).filter((answer) => answer !== '');
      for (const line of [WORDS.summary, `类别：${kind}`, `名义：示例${serial}号公司`, `将转给：${DESKS[kind]}`, ...answers])
        expect(reply).toContain(line);
      const before = await countCases();
      const number = numberIn((await stage.say(actor, '确认提交')).reply);
      expect(await countCases()).toBe(before + 1);
      expect(await caseOf(number)).toMatchObject({
        kind,
        uscc,
        desk: DESKS[kind],
        status: '已转办',
        answers: given,
        transcript: '',
        handler: null,
        amount: kind === '调解' ? '5000.00' : null,
      });
    });

    it('lets nobody skip what is required, and everybody what is not', async () => {
      const { actor } = await representative({ kind: '部门' });
      let { reply } = await stage.say(actor, `办理 ${kind}`);
      for (const asked of ASKED[kind]) {
        const field = asked.replace('?', '') as IntakeField;
        if (!asked.endsWith('?')) {
          const refused = (await stage.say(actor, '跳过')).reply;
          expect(refused).toContain(WORDS.needed);
          expect(refused).toContain(FIELD_QUESTIONS[field]);
        }
        ({ reply } = await stage.say(actor, asked.endsWith('?') ? '跳过' : ANSWERS[field]));
        expect(reply).not.toContain(FIELD_QUESTIONS[field]);
      }
      expect(reply).toContain(WORDS.summary);
    });
  });

  it('asks which kind first, and offers legality reviews to departments alone', async () => {
    const offered = async (actor: Actor) => {
      const menu = await saying(actor, '找律师');
      return CASE_KINDS.filter((kind) => menu.includes(`办理 ${kind}`));
    };
    expect(await offered((await representative({ kind: '部门' })).actor)).toEqual(CASE_KINDS);
    for (const actor of [(await representative()).actor, newcomer('web')])
      expect(await offered(actor)).toEqual(CASE_KINDS.filter((kind) => kind !== '合法性审查'));
  });

  it('refuses a legality review to enterprises and residents, and lets them choose another kind without asking all again', async () => {
    for (const actor of [(await representative()).actor, newcomer('terminal')]) {
      const before = await countCases();
      const reply = await saying(actor, '办理 合法性审查', '一份文件合不合法', '跳过', '确认提交');
      expect(reply).toBe(WORDS.departmentsOnly);
      expect(await countCases()).toBe(before);
      expect(await saying(actor, '办理 人工咨询')).toContain('一份文件合不合法');
      expect((await caseOf(numberIn(await saying(actor, '确认提交')))).kind).toBe('人工咨询');
    }
  });

  it('refuses a legality review to a department’s representative who speaks for an enterprise', async () => {
    const { actor, uscc } = await representative({ kind: '部门' });
    serial += 1;
    const enterprise = await stage.client(serial, OWN_FIRM);
    await stage.representative(actor, enterprise.uscc);
    const ask = (who: string) => saying(actor, '重新登记', '办理 合法性审查', `名义 ${who}`, '一份文件', '跳过', '确认提交');
    expect(await ask(enterprise.uscc)).toBe(WORDS.departmentsOnly);
    expect((await caseOf(numberIn(await ask(uscc)))).uscc).toBe(uscc);
  });

  it.each([
    ['5000', '5000.00'],
    ['3.5万', '35000.00'],
    ['１，２００ 元', '1200.00'],
    ['12,000.5', '12000.50'],
  ])('takes %s as a sum', async (typed, amount) => {
    const actor = newcomer('web');
    const reply = await saying(actor, '办理 调解', '张某', '邻居吵架', typed, '确认提交');
    expect((await caseOf(numberIn(reply))).amount).toBe(amount);
  });

  it.each(['很多钱', '-5', '0', '五千', '1e9', '100000000000', '5000 6000'])(
    'explains that %s is no sum, and asks again',
    async (typed) => {
      const reply = await saying(newcomer('web'), '办理 调解', '张某', '邻居吵架', typed);
      expect(reply).toContain(WORDS.amountWrong);
      expect(reply).toContain(FIELD_QUESTIONS.amount);
    },
  );

  it.each([
    ['2026-11-20', '2026-11-20'],
    ['2026年1月5日', '2026-01-05'],
    ['２０２６/２/２８', '2026-02-28'],
  ])('takes %s as a day', async (typed, day) => {
    const reply = await saying(newcomer('web'), '办理 复议引导', '某局', typed, '罚款太重', '确认提交');
    expect((await caseOf(numberIn(reply))).answers['decided-on']).toBe(day);
  });

  it.each(['昨天', '2026-02-30', '2026-13-01', '11-20', '20261120', '2025-02-29'])(
    'explains that %s is no day, and asks again',
    async (typed) => {
      const reply = await saying(newcomer('web'), '办理 复议引导', '某局', typed);
      expect(reply).toContain(WORDS.dateWrong);
      expect(reply).toContain(FIELD_QUESTIONS['decided-on']);
    },
  );

  it('explains that an answer is too long, and asks again', async () => {
    const actor = newcomer('web');
    expect(await saying(actor, '办理 人工咨询', '长'.repeat(1_001))).toContain(WORDS.tooLong(1_000));
    expect(await saying(actor, '长'.repeat(1_000))).toContain(WORDS.summary);
  });

  it('cancelled leaves nothing behind', async () => {
    const actor = newcomer('web');
    const before = await countCases();
    expect(await saying(actor, '办理 人工咨询', '一件小事', '取消')).toBe(WORDS.cancelled);
    expect(await saying(actor, '确认提交')).toBe(WORDS.nothingToResume);
    expect(await saying(actor, '继续')).toBe(WORDS.nothingToResume);
    expect(await countCases()).toBe(before);
    expect(await saying(actor, '取消')).toBe(WORDS.never);
  });

  it('once submitted is not cancelled by a word; that is said', async () => {
    const actor = newcomer('web');
    await saying(actor, '办理 人工咨询', '一件小事', '确认提交');
    expect(await saying(actor, '取消')).toBe(WORDS.casesStay);
    expect((await stage.say(actor, '我的案件')).reply).toContain(STATUS_NAMES.已转办);
  });

  it('cannot be submitted before it is complete, nor twice', async () => {
    const actor = newcomer('web');
    const before = await countCases();
    expect(await saying(actor, '办理 调解', '张某', '确认提交')).toContain(FIELD_QUESTIONS.matter);
    expect(await countCases()).toBe(before);
    await saying(actor, '邻居吵架', '跳过', '确认提交');
    expect(await saying(actor, '确认提交')).toBe(WORDS.nothingToResume);
    expect(await countCases()).toBe(before + 1);
  });

  it('begins anew by 重新登记, without the answers of before', async () => {
    const actor = newcomer('web');
    expect(await saying(actor, '办理 人工咨询', '头一件事', '重新登记')).toContain(WORDS.chooseKind);
    expect(await saying(actor, '办理 人工咨询')).toContain(FIELD_QUESTIONS.matter);
    expect((await caseOf(numberIn(await saying(actor, '另一件事', '确认提交')))).answers).toEqual({ matter: '另一件事' });
  });

  it('put aside waits over an hour of silence and a question between, and goes on by 继续', async () => {
    const actor = newcomer('web');
    expect(await saying(actor, '办理 调解', '张某', '先放着')).toBe(WORDS.parked);
    expect((await stage.say(actor, '老公不同意离婚怎么办')).turn.outcome.kind).toBe('answered');
    stage.now = new Date(stage.now.getTime() + 60 * MINUTE_MS);
    expect(await saying(actor, '继续')).toContain(FIELD_QUESTIONS.matter);
    const reply = await saying(actor, '邻居吵架', '跳过', '确认提交');
    expect((await caseOf(numberIn(reply))).answers).toEqual({ counterparty: '张某', matter: '邻居吵架', amount: '' });
  });

  it('takes the words after half an hour of silence for a question, and is still there', async () => {
    const actor = newcomer('web');
    await saying(actor, '办理 人工咨询');
    stage.now = new Date(stage.now.getTime() + 31 * MINUTE_MS);
    expect((await stage.say(actor, '老公不同意离婚怎么办')).turn.outcome.kind).toBe('answered');
    expect(await saying(actor, '继续')).toContain(FIELD_QUESTIONS.matter);
  });

  it('asks whether to go on before it begins another', async () => {
    const actor = newcomer('web');
    expect(await saying(actor, '办理 调解', '张某', '先放着', '找律师')).toContain(WORDS.resumeOrNew);
    expect(await saying(actor, '继续')).toContain(FIELD_QUESTIONS.matter);
  });

  it('is not begun in a group', async () => {
    const actor = newcomer();
    const inGroup = async (text: string) => (await stage.say(actor, text, { chatId: 'group', group: true })).reply;
    expect(await inGroup('/case')).toBe(IDENTITY_WORDING.privately);
    // Ordinary words are what people say to each other.
    for (const text of ['找律师', '办理 人工咨询', '确认提交', '重新登记', '继续', '取消', '跳过', '人工', '帮助'])
      expect(await inGroup(text)).toBe('');
    expect(await saying(actor, '继续')).toBe(WORDS.nothingToResume);
  });

  it('of a client that nobody advises goes to the district’s lawyers', async () => {
    const uscc = usccOf(900_000 + serial);
    await stage.client(900_000 + serial, null);
    const actor = newcomer();
    await stage.representative(actor, uscc);
    expect(await saying(actor, '办理 法律顾问咨询', '一件事', '跳过')).toContain('将转给：值班律师');
  });

  it('keeps files for the case, whenever they are handed in, and says why it does not take one', async () => {
    const { actor } = await representative();
    await saying(actor, '办理 合同审查');
    expect((await stage.say(actor, '', { file: fileOf('早交的.pdf') })).reply).toContain(FIELD_QUESTIONS.matter);
    await saying(actor, '看一份合同', '跳过');
    expect((await stage.say(actor, '', { file: 'too-large' })).reply).toContain(WORDS.fileRefused['too-large']);
    expect((await stage.say(actor, '', { file: 'form' })).reply).toContain(WORDS.fileRefused.form);
    expect((await stage.say(actor, '', { file: fileOf('租约.pdf') })).reply).toContain('· 就这些');
    expect(await saying(actor, '就这些')).toContain('附件：早交的.pdf\n附件：租约.pdf');
    const number = numberIn(await saying(actor, '确认提交'));
    const { id } = await caseOf(number);
    const kept = await stage.database.db.selectFrom('case_file').select('name').where('case_id', '=', id).execute();
    expect(kept.map(({ name }) => opened('case_file.name', name)).sort()).toEqual(['早交的.pdf', '租约.pdf'].sort());
  });

  it('takes ten files and no more, and no file of another person', async () => {
    const [actor, other] = [newcomer('web'), newcomer('web')];
    const shared = fileOf('别人的.pdf');
    await saying(other, '办理 公平竞争投诉', '某局', '指定交易');
    await stage.say(other, '', { file: shared });
    await saying(actor, '办理 公平竞争投诉', '某局', '限定交易');
    await stage.say(actor, '', { file: shared });
    for (let count = 0; count < 12; count += 1) await stage.say(actor, '', { file: fileOf(`第${count}份.pdf`) });
    const { id } = await caseOf(numberIn(await saying(actor, '就这些', '确认提交')));
    const kept = await stage.database.db.selectFrom('case_file').select('name').where('case_id', '=', id).orderBy('stored_at').execute();
    expect(kept.map(({ name }) => opened('case_file.name', name))).toEqual(Array.from({ length: 9 }, (_, count) => `第${count}份.pdf`));
  });
});
