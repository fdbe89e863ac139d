import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CASE_WORDING as WORDS } from '../../../src/conversation/case/case-wording.ts';
import { usccOf } from '../../legal-case/sample-uscc.ts';
import { openRow } from '../../store/open-rows.ts';
import { TEST_DATABASES } from '../../store/open-stores.ts';
import { type Actor, FIRMS, fileOf, type Heard, newcomer, numberIn, Stage } from './stage.ts';

const COORDINATOR = '法律服务协调岗';
const [OWN_FIRM, OTHER_FIRM] = FIRMS;
const HOUR_MS = 3_600_000;

describe.each(TEST_DATABASES)('a case just opened, on $name', ({ open }) => {
  let stage: Stage;
  let serial = 0;
  const [staff, lawyer, otherLawyer] = [newcomer(), newcomer(), newcomer()];

  beforeAll(async () => {
    stage = await Stage.open(open);
    await stage.member(staff, COORDINATOR);
    await stage.member(lawyer, OWN_FIRM);
    await stage.member(otherLawyer, OTHER_FIRM);
  });
  afterEach(() => {
    expect(stage.failures).toEqual([]);
  });
  afterAll(() => stage.close());

  const client = (firm: string | null, more: Parameters<Stage['client']>[2] = {}) => {
    serial += 1;
    return stage.client(serial, firm, more);
  };
  const representative = async () => {
    const actor = newcomer();
    await stage.representative(actor, (await client(OWN_FIRM)).uscc);
    return actor;
  };
  const caseOf = async (number: string) => {
    const rows = stage.database.db.selectFrom('legal_case').selectAll().where('number', '=', number);
    return openRow('legal_case', await rows.executeTakeFirstOrThrow());
  };
  const saying = async (actor: Actor, ...texts: readonly string[]): Promise<Heard> => {
    for (const text of texts.slice(0, -1)) await stage.say(actor, text);
    return stage.say(actor, texts.at(-1) ?? '');
  };
  const chatsOf = ({ told }: Heard) => told.map(({ chatId }) => chatId);

  describe('against somebody whom the same firm advises', () => {
    const against = async (actor: Actor, counterparty: string) => {
      const summary = await saying(actor, '办理 法律顾问咨询', '他们欠我们货款', counterparty);
      const submitted = await stage.say(actor, '确认提交');
      return { summary, submitted, number: numberIn(submitted.reply) };
    };

    it.each(['name', 'uscc'] as const)('is held for the coordinator, found by the exact %s', async (by) => {
      const [actor, counterparty] = [await representative(), await client(OWN_FIRM)];
      const typed = by === 'name' ? `　${counterparty.name} ` : counterparty.uscc.toLowerCase();
      const { submitted, number } = await against(actor, typed);
      expect(await caseOf(number)).toMatchObject({ status: '待协调', desk: COORDINATOR, handler: null });
      expect(chatsOf(submitted)).toEqual([staff.personId]);
      expect(submitted.told[0]?.text).toContain(WORDS.heldConflict);
    });

    it('is not explained to the requester, whatever he presses', async () => {
      const [actor, counterparty] = [await representative(), await client(OWN_FIRM)];
      const { summary, submitted, number } = await against(actor, counterparty.name);
      expect(submitted.reply).toContain(WORDS.held(number));
      const heard = [summary.reply, submitted.reply];
      for (const text of [`查看 #${number}`, `#${number} 怎么样了`, '我的案件', `办结 #${number}`, `受理 #${number}`])
        heard.push((await stage.say(actor, text)).reply);
      for (const reply of heard) for (const clue of ['利益', '冲突', '同时服务', '律所', '律师事务所']) expect(reply).not.toContain(clue);
    });

    it('is not given away by 转派 either', async () => {
      const [actor, counterparty] = [await representative(), await client(OWN_FIRM)];
      const { number } = await against(actor, counterparty.name);
      expect((await stage.say(actor, `转派 #${number}`)).reply).toBe(WORDS.notYours(number));
    });

    it('can be handed to another firm by the coordinator, never to that one', async () => {
      const [actor, counterparty] = [await representative(), await client(OWN_FIRM)];
      const { number } = await against(actor, counterparty.uscc);
      const offered = await stage.say(staff, `转派 #${number} ${OWN_FIRM}`);
      expect(offered.reply).toContain(OTHER_FIRM);
      expect(offered.reply).not.toContain(`${OWN_FIRM}：`);
      expect(await caseOf(number)).toMatchObject({ status: '待协调' });
      const button = new RegExp(`${OTHER_FIRM}：(转派 #\\d+ @\\w+)`).exec(offered.reply)?.[1] ?? '';
      expect(chatsOf(await stage.say(staff, button)).sort()).toEqual([otherLawyer.personId, actor.personId].sort());
      expect(await caseOf(number)).toMatchObject({ status: '已转办', desk: OTHER_FIRM });
    });

    it.each([
      ['a client of another firm', async () => (await client(OTHER_FIRM)).name],
      ['a client of none', async () => (await client(null)).uscc],
      ['a name that only begins like it', async () => `${(await client(OWN_FIRM)).name}的分店`],
      ['nobody', async () => '跳过'],
      ['a code that nobody has', async () => usccOf(888_888)],
    ])('is not held when the other side is %s', async (_, counterparty) => {
      const { number, submitted, summary } = await against(await representative(), await counterparty());
      expect(await caseOf(number)).toMatchObject({ status: '已转办', desk: OWN_FIRM });
      expect(summary.reply).toContain(`将转给：${OWN_FIRM}`);
      expect(chatsOf(submitted)).toEqual([lawyer.personId]);
    });
  });

  it('for a desk without members is shown to the coordinator', async () => {
    const actor = newcomer('web');
    const submitted = await saying(actor, '办理 复议引导', '某局', '跳过', '罚款太重', '确认提交');
    expect(chatsOf(submitted)).toEqual([staff.personId]);
    expect(submitted.told[0]?.text).toContain(WORDS.deskEmpty('行政复议机构'));
    expect(submitted.reply).toContain('已转给行政复议机构');
  });

  it('shows its desk the client, what was said and the files, and never who asked', async () => {
    const owner = newcomer();
    const { uscc, name } = await client(OWN_FIRM, { phone: '13800000000' });
    await stage.representative(owner, uscc);
    await saying(owner, '办理 合同审查', '看一份租约', '房东', '跳过', '重新登记', '办理 合同审查', '看一份合同', '房东');
    await stage.say(owner, '', { file: fileOf('租约.pdf') });
    const { told } = await saying(owner, '就这些', '确认提交');
    for (const fact of [`咨询人：${name}`, '事情：看一份合同', '对方：房东', '附件：租约.pdf', '受理期限', '· 受理：受理 #'])
      expect(told[0]?.text).toContain(fact);
    for (const fact of [owner.personId, '13800000000', '看一份租约']) expect(told[0]?.text).not.toContain(fact);
  });

  describe('after an answer that was not enough', () => {
    const QUESTION = '老公出轨离婚财产怎么分';
    const askedBy = async (actor: Actor, question = QUESTION) => {
      const { reply } = await stage.say(actor, question);
      return /转人工 [0-9a-f-]{36}/.exec(reply)?.[0] ?? '';
    };

    it.each([
      ['不一起转', ['换个说法', '跳过'], ''],
      ['一起转', ['跳过'], `· ${QUESTION}`],
    ] as const)('takes the conversation along only on a yes: %s', async (said, answers, transcript) => {
      const actor = await representative();
      const button = await askedBy(actor);
      expect((await stage.say(actor, button)).reply).toContain(WORDS.along);
      const { reply } = await saying(actor, said, ...answers);
      expect(reply.includes(WORDS.summaryAlong)).toBe(transcript !== '');
      const submitted = await stage.say(actor, '确认提交');
      const kept = await caseOf(numberIn(submitted.reply));
      expect(kept.transcript).toBe(transcript);
      expect(kept.answers.matter).toBe(transcript === '' ? '换个说法' : QUESTION);
      expect(chatsOf(submitted)).toEqual([lawyer.personId]);
      expect(submitted.told[0]?.text.includes(QUESTION)).toBe(transcript !== '');
      expect(JSON.stringify(kept).includes(QUESTION)).toBe(transcript !== '');
    });

    it('asks before anything else, and cannot be submitted without an answer', async () => {
      const actor = await representative();
      const button = await askedBy(actor);
      expect((await saying(actor, button, '确认提交')).reply).toContain(WORDS.along);
      expect((await stage.say(actor, '随便说说')).reply).toContain(WORDS.along);
    });

    it('takes nothing of a turn of another person', async () => {
      const [actor, other] = [newcomer('web'), newcomer('web')];
      const button = await askedBy(other);
      const { reply } = await saying(actor, button, '一起转', '我的事', '确认提交');
      expect(await caseOf(numberIn(reply))).toMatchObject({ transcript: '', answers: { matter: '我的事' } });
    });

    it('takes it along however many steps the intake took', async () => {
      const actor = await representative();
      const button = await askedBy(actor);
      const { reply } = await saying(actor, button, '一起转', '先放着', '继续', '跳过');
      expect(reply).toContain(WORDS.summaryAlong);
      expect((await caseOf(numberIn((await stage.say(actor, '确认提交')).reply))).transcript).toContain(QUESTION);
    });

    it('leaves what was asked on another day where it is', async () => {
      const actor = await representative();
      await stage.say(actor, '老公不同意离婚怎么办');
      stage.now = new Date(stage.now.getTime() + 72 * HOUR_MS);
      const button = await askedBy(actor, '分居多久可以起诉离婚');
      const { reply } = await saying(actor, button, '一起转', '跳过', '确认提交');
      expect((await caseOf(numberIn(reply))).transcript).toBe('· 分居多久可以起诉离婚');
    });

    it('does not throw away an intake that was put aside', async () => {
      const actor = newcomer('web');
      await saying(actor, '办理 调解', '张某', '先放着');
      expect((await stage.say(actor, await askedBy(actor))).reply).toContain(WORDS.resumeOrNew);
    });
  });
});
