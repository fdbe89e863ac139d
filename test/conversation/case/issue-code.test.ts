import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { renderReply } from '../../../src/assemble.ts';
import { IDENTITY_WORDING as WORDS } from '../../../src/conversation/case/case-wording.ts';
import { presentTurn } from '../../../src/conversation/present-outcome.ts';
import { takeTurn } from '../../../src/conversation/take-turn.ts';
import { PostgresInbox } from '../../../src/store/postgres-inbox.ts';
import { PostgresOutbox } from '../../../src/store/postgres-outbox.ts';
import { usccOf } from '../../legal-case/sample-uscc.ts';
import { TEST_DATABASES } from '../../store/open-stores.ts';
import { type Actor, FIRMS, newcomer, Stage } from './stage.ts';

const COORDINATOR = '法律服务协调岗';
const [FIRM] = FIRMS;

describe.each(TEST_DATABASES)('codes, desks and their traces, on $name', ({ open }) => {
  let stage: Stage;
  let serial = 0;
  let outbox: PostgresOutbox;
  const staff = newcomer();

  beforeAll(async () => {
    stage = await Stage.open(open);
    outbox = new PostgresOutbox(stage.database.db);
    await stage.member(staff, COORDINATOR);
  });
  afterEach(() => {
    expect(stage.failures).toEqual([]);
  });
  afterAll(() => stage.close());

  const client = () => {
    serial += 1;
    return stage.client(serial, FIRM);
  };
  const codeIn = (text: string) => /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? '';
  /** A code that staff asked for in the chat. */
  const issue = async (what: string) => codeIn((await stage.say(staff, `发码 ${what}`)).reply);
  /** Rows of any table in which the code can be read, however it is written. */
  const traces = async (code: string) => {
    const forms = [code, code.replaceAll('-', ''), code.replaceAll('-', ' ')].map((form) => form.toLowerCase());
    return (await stage.everyRow()).filter((row) => forms.some((form) => row.toLowerCase().includes(form)));
  };
  const idOf = async ({ channel, personId }: Actor) => {
    const found = stage.database.db.selectFrom('person').select('id').where('channel', '=', channel).where('external_id', '=', personId);
    return (await found.executeTakeFirstOrThrow()).id;
  };
  const audited = async (subject: string) => {
    const rows = stage.database.db.selectFrom('audit').select(['what', 'by_person']).where('subject', '=', subject).orderBy('id').execute();
    return (await rows).map(({ what, by_person }) => [what, by_person]);
  };
  /** Somebody writes in a channel whose replies leave through the outbox. */
  const sayThroughOutbox = (actor: Actor, text: string, messageId: string) =>
    takeTurn({ channel: actor.channel, personId: actor.personId, chatId: actor.personId, messageId, text }, stage.context, (turn) =>
      renderReply('terminal', presentTurn(turn)).map((payload) => ({ channel: actor.channel, chatId: actor.personId, payload })),
    );

  describe('a code is kept nowhere in the clear', () => {
    it('when staff issue it and its holder uses it', async () => {
      const { uscc } = await client();
      const code = await issue(`企业 ${uscc}`);
      expect(code).toHaveLength(14);
      const rep = newcomer();
      expect(await traces(code)).toEqual([]);
      await stage.say(rep, `验证码：${code}`);
      expect(await traces(code)).toEqual([]);
      expect(await traces(uscc)).not.toEqual([]);
    });

    it('when it is wrong, in a group, or tried during a pause', async () => {
      const somebody = newcomer();
      const code = 'WRWR-3434-WRWR';
      await stage.say(somebody, code, { chatId: 'group', group: true });
      for (let count = 0; count < 6; count += 1) await stage.say(somebody, code);
      expect(await traces(code)).toEqual([]);
    });

    it('and in the turns there stands a mask', async () => {
      const { uscc } = await client();
      const { turn, reply } = await stage.say(staff, `发码 企业 ${uscc}`);
      const issued = await stage.context.store.findForPerson(turn.id, staff);
      expect(issued?.outcome).toEqual({
        kind: 'conversed',
        reply: { blocks: [{ kind: 'paragraph', text: WORDS.codeMasked }], rateable: false },
      });
      const rep = newcomer();
      const used = await stage.say(rep, codeIn(reply));
      expect((await stage.context.store.findForPerson(used.turn.id, rep))?.question).toBe('（验证码）');
    });

    it('and the same update, delivered twice, does not show it again', async () => {
      const { uscc } = await client();
      const first = await stage.say(staff, `发码 企业 ${uscc}`, { messageId: 'twice' });
      const second = await stage.say(staff, `发码 企业 ${uscc}`, { messageId: 'twice' });
      expect([codeIn(first.reply), second.reply]).toEqual([expect.stringMatching(/./), WORDS.codeMasked]);
    });

    it('in a channel that keeps updates and sends through the outbox: once dealt with and sent', async () => {
      const { uscc } = await client();
      const claimAll = async () => {
        const items = await outbox.claim('telegram', 100);
        for (const item of items) await outbox.markSent(item, '1');
        return items.map(({ payload }) => JSON.stringify(payload)).join();
      };
      while ((await claimAll()) !== '') {}
      await sayThroughOutbox(staff, `发码 企业 ${uscc}`, 'issue');
      const code = codeIn(await claimAll());
      expect(code).not.toBe('');
      expect(await traces(code)).toEqual([]);
      await new PostgresInbox(stage.database.db).accept([{ channel: 'telegram', messageId: 'use', payload: { text: code } }]);
      expect(await traces(code)).toHaveLength(1);
      await sayThroughOutbox(newcomer(), code, 'use');
      expect(await traces(code)).toEqual([]);
    });

    it('even when the message that held it could not be sent', async () => {
      const { uscc } = await client();
      await sayThroughOutbox(staff, `发码 企业 ${uscc}`, 'given-up');
      const items = await outbox.claim('telegram', 100);
      for (const { id } of items) await outbox.giveUp(id, 'test');
      const code = codeIn(JSON.stringify(items.map(({ payload }) => payload)));
      expect(code).not.toBe('');
      expect(await traces(code)).toEqual([]);
    });

    it('when it comes with words around it', async () => {
      for (const around of [(code: string) => `我的验证码是 ${code}`, (code: string) => WORDS.codeIssued(code, '示例', 7)]) {
        const { uscc } = await client();
        const code = await issue(`企业 ${uscc}`);
        await stage.say(newcomer(), around(code));
        expect(await traces(code)).toEqual([]);
      }
    });
  });

  describe('staff issue codes', () => {
    it('for representatives of any client and members of any desk', async () => {
      const { uscc, name } = await client();
      const [rep, clerk, lead, lawyer] = [newcomer(), newcomer(), newcomer(), newcomer('web')];
      expect((await stage.say(rep, await issue(`企业 ${uscc.toLowerCase()}`))).reply).toBe(WORDS.bound([name], FIRM));
      expect((await stage.say(clerk, await issue('单位 法律援助中心'))).reply).toBe(WORDS.joined('法律援助中心', false));
      expect((await stage.say(lead, await issue('单位 法律援助中心 负责人'))).reply).toBe(WORDS.joined('法律援助中心', true));
      expect((await stage.say(lawyer, await issue(`律所 ${FIRM}`))).reply).toBe(WORDS.joined(FIRM, false));
      expect((await stage.say(lead, '我是谁')).reply).toBe(WORDS.serves('法律援助中心', true));
    });

    it('for nobody that is not there', async () => {
      expect((await stage.say(staff, `发码 企业 ${usccOf(999_999)}`)).reply).toBe(WORDS.noSuchClient);
      expect((await stage.say(staff, '发码 单位 没有这个律所')).reply).toBe(WORDS.noSuchDesk);
      expect((await stage.say(staff, '发码')).reply).toBe(WORDS.issueHelp);
    });

    it('only when they are staff, and never in a group', async () => {
      const { uscc } = await client();
      const [rep, lawyer, stranger] = [newcomer(), newcomer(), newcomer()];
      await stage.representative(rep, uscc);
      await stage.member(lawyer, FIRM, 'lead');
      const codes = async () => (await stage.database.db.selectFrom('one_time_code').select('hash').execute()).length;
      const before = await codes();
      for (const somebody of [rep, lawyer, stranger]) {
        for (const what of [`企业 ${uscc}`, `单位 ${COORDINATOR} 负责人`, '']) {
          expect((await stage.say(somebody, `发码 ${what}`)).reply).toBe(WORDS.staffOnly);
        }
      }
      const inGroup = await stage.say(staff, `发码 企业 ${uscc}`, { chatId: 'group', group: true });
      expect(inGroup.reply).toBe(WORDS.privately);
      expect(await codes()).toBe(before);
    });
  });

  describe('a member of a desk', () => {
    it('gets its cases; a lead alone can have them sent to a group and act in a colleague’s', async () => {
      const desk = '知识产权综合服务中心';
      const [lead, clerk, colleague, resident] = [newcomer(), newcomer(), newcomer(), newcomer('web')];
      for (const member of [clerk, colleague]) await stage.say(member, await issue(`单位 ${desk}`));
      await stage.say(lead, await issue(`单位 ${desk} 负责人`));
      const number = await stage.openCase(resident, '知识产权', '商标被人用了', '跳过');
      await stage.say(clerk, `受理 #${number}`);
      expect((await stage.say(colleague, `回复 #${number} 同事的话`)).told).toEqual([]);
      expect((await stage.say(lead, `回复 #${number} 负责人的话`)).told.map(({ chatId }) => chatId)).toEqual([resident.personId]);
      const group = { chatId: 'desk-group', group: true };
      expect((await stage.say(clerk, '本群接案', group)).reply).toBe(WORDS.leadsOnly);
      expect((await stage.say(lead, '本群接案')).reply).toBe(WORDS.leadsOnly);
      expect((await stage.say(lead, '本群接案', group)).reply).toBe(WORDS.chatAdded(desk));
      await stage.say(resident, '办理 知识产权');
      await stage.say(resident, '专利也被人用了');
      await stage.say(resident, '跳过');
      expect((await stage.say(resident, '确认提交')).told.map(({ chatId }) => chatId)).toEqual(['desk-group']);
      expect(await audited(desk)).toContainEqual(['desk-chat-added', await idOf(lead)]);
    });
  });

  describe('what is written once', () => {
    it('says who did what to whom', async () => {
      const { uscc } = await client();
      const [rep, other, third] = [newcomer(), newcomer('web'), newcomer('web')];
      await stage.say(rep, await issue(`企业 ${uscc}`));
      await stage.say(other, await issue(`企业 ${uscc}`));
      await stage.say(third, await issue(`企业 ${uscc}`));
      const ids = await stage.database.db.selectFrom('binding').select('id').where('uscc', '=', uscc).orderBy('id').execute();
      await stage.say(rep, `撤销代表 ${ids[1]?.id} ${uscc}`);
      await stage.say(staff, `撤销代表 ${ids[2]?.id} ${uscc}`);
      const [bureau, one, two, three] = [await idOf(staff), await idOf(rep), await idOf(other), await idOf(third)];
      expect(await audited(uscc)).toEqual([
        ...[one, two, three].flatMap((id) => [
          ['code-issued', bureau],
          ['code-used', id],
          ['bound', id],
        ]),
        ['revoked', one],
        ['revoked', bureau],
      ]);
      const [lawyer, guesser] = [newcomer(), newcomer()];
      await stage.say(lawyer, await issue(`律所 ${FIRMS[2]}`));
      expect(await audited(FIRMS[2])).toEqual([
        ['code-issued', bureau],
        ['code-used', await idOf(lawyer)],
        ['joined-desk', await idOf(lawyer)],
      ]);
      for (let count = 0; count < 5; count += 1) await stage.say(guesser, 'WRNG-2222-2222');
      const tried = (await audited('')).filter(([, by]) => by !== null).slice(-5);
      expect(tried.map(([what]) => what)).toEqual([...Array<string>(4).fill('code-refused'), 'code-paused']);
      expect(new Set(tried.map(([, by]) => by))).toEqual(new Set([await idOf(guesser)]));
    });

    it.each(['audit', 'case_event'])('cannot be changed or taken out of %s', async (table) => {
      await stage.openCase(newcomer('web'), '法律援助', '没钱打官司', '低保');
      const rows = async () => (await stage.everyRow()).filter((row) => row.startsWith(`${table} `));
      const before = await rows();
      expect(before.length).toBeGreaterThan(0);
      const { execute } = stage.database;
      await expect(execute(`update ${table} set at = now()`)).rejects.toThrow('written once');
      await expect(execute(`delete from ${table}`)).rejects.toThrow('written once');
      await expect(execute(`delete from ${table} where id = (select max(id) from ${table})`)).rejects.toThrow('written once');
      expect(await rows()).toEqual(before);
    });

    it.each(['audit', 'case_event'])('cannot be emptied as a whole: %s', async (table) => {
      await expect(stage.database.execute(`truncate ${table}`)).rejects.toThrow('written once');
    });
  });
});
