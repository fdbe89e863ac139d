import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CASE_WORDING as WORDS } from '../../../src/conversation/case/case-wording.ts';
import { opened } from '../../../src/store/sealed.ts';
import { TEST_DATABASES } from '../../store/open-stores.ts';
import { type Actor, FIRMS, fileOf, newcomer, numberIn, Stage } from './stage.ts';

const COORDINATOR = '法律服务协调岗';
const [FIRM, OTHER_FIRM] = FIRMS;

describe.each(TEST_DATABASES)('words of a case, on $name', ({ open }) => {
  let stage: Stage;
  let serial = 0;
  const [lawyer, otherLawyer, staff] = [newcomer(), newcomer(), newcomer()];

  beforeAll(async () => {
    stage = await Stage.open(open);
    await stage.member(lawyer, FIRM);
    await stage.member(otherLawyer, OTHER_FIRM);
    await stage.member(staff, COORDINATOR);
  });
  afterEach(() => {
    expect(stage.failures).toEqual([]);
  });
  afterAll(() => stage.close());

  /** A case of a new client's representative that the firm's lawyer has accepted. */
  const accepted = async (requester: Actor = newcomer('web')) => {
    serial += 1;
    const { uscc } = await stage.client(serial, FIRM);
    await stage.representative(requester, uscc);
    const number = await stage.openCase(requester, '人工咨询', '一件事');
    await stage.say(lawyer, `受理 #${number}`);
    return { requester, number, uscc };
  };
  const messagesOf = async (number: string) => {
    const rows = stage.database.db
      .selectFrom('case_message')
      .innerJoin('legal_case', 'legal_case.id', 'case_message.case_id')
      .select('text')
      .where('number', '=', number)
      .orderBy('case_message.id');
    return (await rows.execute()).map(({ text }) => opened('case_message.text', text));
  };

  it('go to each other side once, under the number, with the desk’s name and nobody’s', async () => {
    const { requester, number } = await accepted();
    const asked = await stage.say(requester, `#${number} 我该怎么办`);
    expect(asked.told.map(({ chatId, text }) => [chatId, text.split('\n')[0]])).toEqual([[lawyer.personId, `#${number} 咨询人说：`]]);
    expect(asked.told[0]?.text).toContain('  │ 我该怎么办');
    const answered = await stage.say(lawyer, `#${number} 这样办`);
    expect(answered.told.map(({ chatId, text }) => [chatId, text.split('\n')[0]])).toEqual([
      [requester.personId, `#${number} ${FIRM}说：`],
    ]);
    expect(await messagesOf(number)).toEqual(['我该怎么办', '这样办']);
  });

  it('are carried without what cannot be seen, and with line ends and pictures as they are', async () => {
    const { requester, number } = await accepted();
    await stage.say(requester, `#${number} 甲\u202e乙\u200b\u0007丙\r\n\u2066👨‍👩‍👧\u2069`);
    expect(await messagesOf(number)).toEqual(['甲乙丙\n👨‍👩‍👧']);
  });

  it('before acceptance go to every member of the desk, and come with the acceptance', async () => {
    const colleague = newcomer('web');
    await stage.member(colleague, '知识产权综合服务中心');
    const requester = newcomer('web');
    const number = await stage.openCase(requester, '知识产权', '商标', '跳过');
    expect((await stage.say(requester, `#${number} 早说的话`)).told.map(({ chatId }) => chatId)).toEqual([colleague.personId]);
    expect((await stage.say(colleague, `受理 #${number}`)).reply).toContain('早说的话');
  });

  it('that nobody asked for go only where the person says, and never to another case', async () => {
    const { requester, number } = await accepted();
    const other = await stage.openCase(requester, '人工咨询', '另一件事');
    await stage.say(lawyer, `#${number} 您好`);
    const asked = await stage.say(requester, '好的，谢谢');
    expect({ reply: asked.reply.includes(WORDS.unsure(number)), told: asked.told }).toEqual({ reply: true, told: [] });
    expect((await stage.say(requester, `转交 #${other}`)).reply).toBe(WORDS.notFound);
    await stage.say(lawyer, `#${number} 还在吗`);
    await stage.say(requester, '在的');
    expect((await stage.say(requester, `转交 #${number}`)).told.map(({ text }) => text.includes('在的'))).toEqual([true]);
  });

  it('after 回复 are the next message alone, and none after 取消 or half an hour', async () => {
    const { number } = await accepted();
    await stage.say(lawyer, `回复 #${number}`);
    expect((await stage.say(lawyer, '第一句')).told).toHaveLength(1);
    expect((await stage.say(lawyer, '第二句')).told).toEqual([]);
    await stage.say(lawyer, `回复 #${number}`);
    await stage.say(lawyer, '取消');
    expect((await stage.say(lawyer, '第三句')).told).toEqual([]);
    await stage.say(lawyer, `回复 #${number}`);
    stage.now = new Date(stage.now.getTime() + 31 * 60_000);
    expect((await stage.say(lawyer, '第四句')).told).toEqual([]);
    expect(await messagesOf(number)).toEqual(['第一句']);
  });

  it('that are edited are sent again, marked; other edits change nothing', async () => {
    const { requester, number } = await accepted();
    await stage.say(requester, `#${number} 三月一日`, { sourceId: 'first' });
    const edited = await stage.say(requester, `#${number} 三月二日`, { sourceId: 'first', edited: true });
    expect(edited.told.map(({ text }) => text.split('\n')[0])).toEqual([`#${number} 咨询人说：${WORDS.corrected}`]);
    expect(edited.told[0]?.text).toContain('│ 三月二日');
    await stage.say(requester, '老公不同意离婚怎么办', { sourceId: 'question' });
    expect((await stage.say(requester, `#${number} 改成这样`, { sourceId: 'question', edited: true })).told).toEqual([]);
    expect((await stage.say(lawyer, '别人的话', { sourceId: 'first', edited: true })).told).toEqual([]);
    expect(await messagesOf(number)).toEqual(['三月一日', '三月二日']);
  });

  it('with a file that is not taken are not relayed, and the person is told why', async () => {
    const { requester, number } = await accepted();
    await stage.say(requester, `回复 #${number}`);
    const refused = await stage.say(requester, '', { file: 'too-large' });
    expect({ reply: refused.reply, told: refused.told }).toEqual({ reply: WORDS.fileRefused['too-large'], told: [] });
    const again = await stage.say(requester, '', { file: fileOf('小一点的.pdf') });
    expect(again.told.map(({ text }) => text.includes('附件：小一点的.pdf'))).toEqual([true]);
  });

  it('with characters that no database keeps are relayed without them', async () => {
    const { requester, number } = await accepted();
    const { told } = await stage.say(requester, `#${number} 好\0的\ud800呀`);
    expect(told.map(({ text }) => text.includes('│ 好的呀'))).toEqual([true]);
  });

  it('of three thousand characters are relayed, and longer ones refused', async () => {
    const { requester, number } = await accepted();
    expect((await stage.say(requester, `#${number} ${'长'.repeat(3_000)}`)).told).toHaveLength(1);
    const long = await stage.say(requester, `#${number} ${'长'.repeat(3_001)}`);
    expect({ reply: long.reply, told: long.told }).toEqual({ reply: WORDS.tooLong(3_000), told: [] });
  });

  it('of the desk before somebody accepts the case are refused', async () => {
    const requester = newcomer('web');
    await stage.representative(requester, (await stage.client(9_000 + serial, FIRM)).uscc);
    const number = await stage.openCase(requester, '人工咨询', '一件事');
    expect((await stage.say(lawyer, `#${number} 先说一句`)).told).toEqual([]);
    expect(await messagesOf(number)).toEqual([]);
  });

  it('go to the client’s other representatives once the requester represents it no more', async () => {
    const { requester, number, uscc } = await accepted();
    const successor = newcomer();
    await stage.representative(successor, uscc);
    expect((await stage.say(successor, `查看 #${number}`)).reply).toBe(WORDS.notFound);
    const own = /撤销代表 \d+ \S+/.exec((await stage.say(requester, '我是谁')).reply)?.[0] ?? '';
    await stage.say(requester, own);
    expect((await stage.say(lawyer, `#${number} 给单位的话`)).told.map(({ chatId }) => chatId)).toEqual([successor.personId]);
    expect((await stage.say(requester, `#${number} 走了的人的话`)).reply).toBe(WORDS.notFound);
    expect((await stage.say(successor, `#${number} 接手的人的话`)).told.map(({ chatId }) => chatId)).toEqual([lawyer.personId]);
  });

  describe('with files', () => {
    const toldFiles = async (actor: Actor, text: string, name: string) =>
      (await stage.say(actor, text, { file: fileOf(name) })).told.map((letter) => letter.text.includes(`附件：${name}`));

    it('beside a command carry them along', async () => {
      const { requester, number } = await accepted();
      expect(await toldFiles(lawyer, `回复 #${number} 意见在里面`, '意见.pdf')).toEqual([true]);
      expect(await toldFiles(lawyer, `回复 #${number}`, '补充意见.pdf')).toEqual([true]);
      expect(await toldFiles(lawyer, `退回 #${number} 照这个样子补`, '样子.pdf')).toEqual([true]);
      expect((await stage.say(requester, `查看 #${number}`)).reply).toContain('样子.pdf');
    });

    it('are followed by more of them, as an album is, until words come', async () => {
      const { requester, number } = await accepted();
      await stage.say(requester, `回复 #${number}`);
      for (const name of ['一.pdf', '二.pdf', '三.pdf']) expect(await toldFiles(requester, '', name)).toEqual([true]);
      expect((await stage.say(requester, '夫妻共同财产怎么分')).told).toEqual([]);
      expect((await stage.say(requester, '', { file: fileOf('四.pdf') })).reply).toContain(WORDS.unsureFile(number));
    });

    it('that nobody asked for are held until the person says for which case they are', async () => {
      const { requester, number } = await accepted();
      const held = await stage.say(requester, '看看这个', { file: fileOf('证据.pdf') });
      expect({ reply: held.reply.includes(WORDS.unsureFile(number)), told: held.told }).toEqual({ reply: true, told: [] });
      const { told } = await stage.say(requester, `转交 #${number}`);
      expect(told.map(({ text }) => [text.includes('看看这个'), text.includes('附件：证据.pdf')])).toEqual([[true, true]]);
      const other = await stage.openCase(requester, '法律援助', '没钱', '低保');
      const which = (await stage.say(requester, '', { file: fileOf('低保证.pdf') })).reply;
      expect([WORDS.unsureWhich, `#${number}`, `#${other}`].filter((part) => !which.includes(part))).toEqual([]);
      expect((await stage.say(requester, '取消')).reply).toBe(WORDS.cancelled);
      expect((await stage.say(requester, `转交 #${other}`)).reply).toBe(WORDS.notFound);
    });

    it('of a person without a case are not kept, and what is asked beside them is answered', async () => {
      const file = fileOf('证据.pdf');
      expect((await stage.say(newcomer('web'), '', { file })).reply).toContain(WORDS.fileWithoutCase);
      const asked = await stage.say(newcomer('web'), '离婚房子怎么分', { file });
      expect(asked.reply).toContain('第1087条');
      expect(asked.told[0]?.text).toContain(WORDS.fileWithoutCase);
    });
  });

  describe('in detail', () => {
    it('are asked about only who still represents the client, and listed to him alone', async () => {
      const { requester, number, uscc } = await accepted();
      const successor = newcomer();
      await stage.representative(successor, uscc);
      await stage.say(lawyer, `#${number} 在吗`);
      await stage.say(requester, /撤销代表 \d+ \S+/.exec((await stage.say(requester, '我是谁')).reply)?.[0] ?? '');
      await stage.say(lawyer, `#${number} 还在吗`);
      expect((await stage.say(requester, '我的案件')).reply).not.toContain(number);
      expect((await stage.say(requester, '在的')).reply).not.toContain(number);
      expect((await stage.say(successor, '在的')).reply).toContain(WORDS.unsure(number));
      expect((await stage.say(successor, '我的案件')).reply).toContain(number);
    });

    it('after 退回补正 are asked about, as after any word of the desk', async () => {
      const { requester, number } = await accepted();
      await stage.say(lawyer, `退回 #${number} 请补合同`);
      expect((await stage.say(requester, '合同在这里')).reply).toContain(WORDS.unsure(number));
    });

    it('asked for by 退回补正 are shown with the case', async () => {
      const { requester, number } = await accepted();
      await stage.say(lawyer, `退回 #${number} 请补合同`);
      expect((await stage.say(requester, `查看 #${number}`)).reply).toContain('请补合同');
    });

    it('of a former desk keep its name', async () => {
      const { requester, number } = await accepted();
      await stage.say(lawyer, `#${number} 前一家说的话`);
      await stage.say(staff, `转派 #${number} ${OTHER_FIRM}`);
      await stage.say(otherLawyer, `受理 #${number}`);
      const { reply } = await stage.say(requester, `查看 #${number}`);
      const lines = reply.split('\n');
      expect(lines[lines.findIndex((line) => line.includes('前一家说的话')) - 1]).toContain(FIRM);
    });

    it('whose number is corrected go to the case that is named now', async () => {
      const { requester, number } = await accepted();
      const other = numberIn(`#${await stage.openCase(requester, '法律援助', '没钱', '低保')}`);
      await stage.say(requester, `#${number} 给援助中心的话`, { sourceId: 'wrong-number' });
      const { told } = await stage.say(requester, `#${other} 给援助中心的话`, { sourceId: 'wrong-number', edited: true });
      expect(told.map(({ text }) => numberIn(text))).not.toContain(number);
    });

    it('sent by 回复 and edited do not show the command', async () => {
      const { requester, number } = await accepted();
      await stage.say(requester, `回复 #${number} 三月一日`, { sourceId: 'by-command' });
      const { told } = await stage.say(requester, `回复 #${number} 三月二日`, { sourceId: 'by-command', edited: true });
      expect(told.map(({ text }) => text.includes('│ 回复 #'))).toEqual([false]);
    });

    it('with a number of three groups in them are words, not a code', async () => {
      const { requester, number } = await accepted();
      const { told } = await stage.say(requester, `#${number} 合同编号是 AB23-CD45-EF67，请看`);
      expect(told.map(({ text }) => text.includes('AB23-CD45-EF67'))).toEqual([true]);
    });

    it('edited after the case was closed do not open it again', async () => {
      const { requester, number } = await accepted();
      await stage.say(requester, `#${number} 一句话`, { sourceId: 'late' });
      await stage.say(lawyer, `#${number} 答复`);
      await stage.say(lawyer, `办结 #${number}`);
      await stage.say(requester, `确认办结 #${number}`);
      expect((await stage.say(requester, `#${number} 一句话。`, { sourceId: 'late', edited: true })).reply).not.toBe(WORDS.relayed(number));
    });

    it('that came before acceptance with a file and none beside it name the file', async () => {
      const office = newcomer();
      await stage.member(office, '行政复议机构');
      const requester = newcomer('web');
      const number = await stage.openCase(requester, '复议引导', '某局', '跳过', '罚款太重');
      await stage.say(requester, `回复 #${number}`);
      await stage.say(requester, '', { file: fileOf('决定书.pdf') });
      expect((await stage.say(office, `受理 #${number}`)).reply).toContain('决定书.pdf');
    });
  });
});
