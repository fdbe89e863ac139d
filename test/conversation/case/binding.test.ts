import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { IDENTITY_WORDING as WORDS } from '../../../src/conversation/case/case-wording.ts';
import { readClientRow } from '../../../src/legal-case/read-client-row.ts';
import { PostgresRegistry } from '../../../src/store/postgres-registry.ts';
import { usccOf } from '../../legal-case/sample-uscc.ts';
import { TEST_DATABASES } from '../../store/open-stores.ts';
import { type Actor, FIRMS, newcomer, Stage } from './stage.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const COORDINATOR = '法律服务协调岗';
const WRONG = 'WRNG-2222-2222';

describe.each(TEST_DATABASES)('who somebody is, on $name', ({ open }) => {
  let stage: Stage;
  let serial = 0;
  const staff = newcomer();

  beforeAll(async () => {
    stage = await Stage.open(open);
    await stage.member(staff, COORDINATOR);
  });
  afterEach(() => {
    expect(stage.failures).toEqual([]);
  });
  afterAll(() => stage.close());

  /** A client that no other test knows, with its firm and telephone. */
  const client = (more: Parameters<Stage['client']>[2] = {}) => {
    serial += 1;
    return stage.client(serial, FIRMS[0], more);
  };
  const bindings = async (uscc: string) =>
    stage.database.db.selectFrom('binding').selectAll().where('uscc', '=', uscc).where('revoked_at', 'is', null).orderBy('id').execute();
  const idOf = async ({ channel, personId }: Actor) => {
    const found = stage.database.db.selectFrom('person').select('id').where('channel', '=', channel).where('external_id', '=', personId);
    return (await found.executeTakeFirstOrThrow()).id;
  };
  const fail = async (actor: Actor, times: number) => {
    const replies: string[] = [];
    for (let count = 0; count < times; count += 1) replies.push((await stage.say(actor, WRONG)).reply);
    return replies;
  };

  describe('a code', () => {
    it('makes a representative once, and nobody afterwards', async () => {
      const { uscc, name } = await client();
      const code = await stage.code({ kind: 'client', uscc });
      const [first, second] = [newcomer(), newcomer('web')];
      expect((await stage.say(first, code)).reply).toBe(WORDS.bound([name], FIRMS[0]));
      expect((await stage.say(second, code)).reply).toBe(WORDS.wrongCode);
      expect((await stage.say(first, code)).reply).toBe(WORDS.wrongCode);
      expect(await bindings(uscc)).toMatchObject([{ person_id: await idOf(first), proof: 'code', chat_id: first.personId }]);
    });

    it('is read however it is typed', async () => {
      for (const typed of [
        (code: string) => code.toLowerCase(),
        (code: string) => code.replaceAll('-', ' '),
        (code: string) => `绑定 ${code}`,
        (code: string) => `验证码：${code}`,
        (code: string) => `/start ${code}`,
        (code: string) => code.replace(/[A-Z0-9]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
      ]) {
        const { uscc } = await client();
        await stage.say(newcomer(), typed(await stage.code({ kind: 'client', uscc })));
        expect(await bindings(uscc), String(typed)).toHaveLength(1);
      }
    });

    it('is void seven days after it was issued', async () => {
      const { uscc } = await client();
      const [early, late] = [await stage.code({ kind: 'client', uscc }), await stage.code({ kind: 'client', uscc })];
      const void_ = stage.now.getTime() + 7 * DAY_MS;
      stage.now = new Date(void_ - 2_000);
      expect((await stage.say(newcomer(), early)).reply).toContain('您现在代表');
      expect(stage.now.getTime()).toBe(void_ - 1_000);
      expect((await stage.say(newcomer(), late)).reply).toBe(WORDS.wrongCode);
    });

    it('that is wrong, used or expired gets the same turn to the letter', async () => {
      const { uscc } = await client();
      const [used, expired] = [await stage.code({ kind: 'client', uscc }), await stage.code({ kind: 'client', uscc })];
      await stage.say(newcomer(), used);
      stage.now = new Date(stage.now.getTime() + 8 * DAY_MS);
      const turns = [];
      for (const code of [WRONG, used, expired]) {
        const { id: _, askedAt: __, ...turn } = (await stage.say(newcomer(), code)).turn;
        turns.push(turn);
      }
      expect(turns[0]).toMatchObject({ outcome: { reply: { blocks: [{ kind: 'paragraph', text: WORDS.wrongCode }] } } });
      expect(turns[1]).toEqual(turns[0]);
      expect(turns[2]).toEqual(turns[0]);
    });

    it('that is right is refused for 15 minutes after five wrong ones, and works then', async () => {
      const { uscc } = await client();
      const code = await stage.code({ kind: 'client', uscc });
      const somebody = newcomer();
      expect(await fail(somebody, 5)).toEqual([...Array<string>(4).fill(WORDS.wrongCode), WORDS.paused(15)]);
      const paused = stage.now.getTime();
      expect((await stage.say(somebody, code)).reply).toBe(WORDS.paused(15));
      stage.now = new Date(paused + 15 * MINUTE_MS - 2_000);
      expect((await stage.say(somebody, code)).reply).toBe(WORDS.paused(1));
      expect(await bindings(uscc)).toEqual([]);
      expect((await stage.say(somebody, code)).reply).toContain('您现在代表');
      expect(await bindings(uscc)).toHaveLength(1);
    });

    it('tried wrongly pauses that person alone, and only after five in a row', async () => {
      const { uscc } = await client();
      const [somebody, other] = [newcomer(), newcomer()];
      await fail(somebody, 4);
      expect((await stage.say(somebody, await stage.code({ kind: 'client', uscc }))).reply).toContain('您现在代表');
      expect(await fail(somebody, 4)).toEqual(Array<string>(4).fill(WORDS.wrongCode));
      await fail(somebody, 1);
      expect((await stage.say(other, await stage.code({ kind: 'client', uscc }))).reply).toContain('您现在代表');
    });

    it('shown in a group is neither taken nor used up', async () => {
      const { uscc } = await client();
      const code = await stage.code({ kind: 'client', uscc });
      const somebody = newcomer();
      expect((await stage.say(somebody, code, { chatId: 'group', group: true })).reply).toBe(WORDS.privately);
      expect(await bindings(uscc)).toEqual([]);
      expect((await stage.say(somebody, code)).reply).toContain('您现在代表');
    });
  });

  describe('a telephone that the platform vouches for', () => {
    it('binds every client registered under it and no other', async () => {
      const [one, two, other] = [
        await client({ phone: '13800000001' }),
        await client({ phone: '13800000001' }),
        await client({ phone: '13800000002' }),
      ];
      const somebody = newcomer();
      const { reply } = await stage.say(somebody, '', { verifiedPhone: '+86 138-0000-0001' });
      expect(reply).toBe(WORDS.bound([one.name, two.name], null));
      expect(await bindings(one.uscc)).toMatchObject([{ person_id: await idOf(somebody), proof: 'phone' }]);
      expect(await bindings(two.uscc)).toHaveLength(1);
      expect(await bindings(other.uscc)).toEqual([]);
    });

    it('that nobody registered gets the same reply whoever else is registered, and is kept nowhere', async () => {
      await client({ phone: '13800000003' });
      const somebody = newcomer();
      const { reply, turn, told } = await stage.say(somebody, '', { verifiedPhone: '13800000004' });
      expect({ reply, question: turn.question, told }).toEqual({ reply: WORDS.phoneUnknown, question: '（手机号）', told: [] });
      expect((await stage.everyRow()).filter((row) => row.includes('13800000004'))).toEqual([]);
      expect((await stage.say(somebody, '我是谁')).reply).toBe(WORDS.nobody);
    });

    it('is asked for by a button only where the platform can vouch for it', async () => {
      const asks = async (actor: Actor) => JSON.stringify((await stage.say(actor, '绑定')).turn.outcome).includes('ask-phone');
      expect([await asks(newcomer('telegram')), await asks(newcomer('web')), await asks(newcomer('terminal'))]).toEqual([
        true,
        false,
        false,
      ]);
    });

    it('is found however the registry’s table writes it', async () => {
      const rows = ['+8613800000006', '138 0000 0006', '１３８００００ ０００６'].map((phone, index) => {
        const row = {
          统一社会信用代码: usccOf(7_000 + index),
          名称: `表格${index}号公司`,
          类型: '企业',
          街道: '示例一街道',
          联系电话: phone,
        };
        return readClientRow(row, new Set());
      });
      const clients = rows.flatMap((row) => (row.kind === 'client' ? [row] : []));
      expect(clients).toHaveLength(3);
      await new PostgresRegistry(stage.database.db).registerClients(clients, '2026-01-01');
      await stage.say(newcomer(), '', { verifiedPhone: '8613800000006' });
      for (const { client: registered } of clients) expect(await bindings(registered.uscc)).toHaveLength(1);
    });

    it('binds all of thirty clients registered under it', async () => {
      const clients = [];
      for (let count = 0; count < 30; count += 1) clients.push(await client({ phone: '13800000007' }));
      await stage.say(newcomer(), '', { verifiedPhone: '13800000007' });
      for (const { uscc } of clients) expect(await bindings(uscc)).toHaveLength(1);
    });

    it('binds nobody in a group', async () => {
      const { uscc, name } = await client({ phone: '13800000005' });
      const { reply } = await stage.say(newcomer(), '', { verifiedPhone: '13800000005', chatId: 'group', group: true });
      expect(reply).not.toContain(name);
      expect(await bindings(uscc)).toEqual([]);
    });
  });

  describe('a representative', () => {
    it('is announced to the others with a button by which each of them revokes him', async () => {
      const { uscc, name } = await client();
      const [first, second, third] = [newcomer(), newcomer('web'), newcomer('terminal')];
      await stage.representative(first, uscc);
      await stage.representative(second, uscc);
      const { told } = await stage.say(third, await stage.code({ kind: 'client', uscc }));
      expect(told.map(({ chatId }) => chatId).sort()).toEqual([first.personId, second.personId].sort());
      const button = /撤销代表 \d+ \S+/.exec(told[0]?.text ?? '')?.[0] ?? '';
      expect(told[0]?.text).toContain(WORDS.newRepresentative(name));
      expect(button).toContain(uscc);
      const revoked = await stage.say(second, button);
      expect(revoked.reply).toBe(WORDS.revoked(name));
      expect(revoked.told).toEqual([{ channel: 'terminal', chatId: third.personId, text: WORDS.youWereRevoked(name) }]);
      expect((await stage.say(third, '我是谁')).reply).toBe(WORDS.nobody);
      expect((await stage.say(first, button)).reply).toBe(WORDS.noSuchBinding);
    });

    it('is revoked by staff, who see the list, and by nobody who has no part in the client', async () => {
      const [mine, foreign] = [await client(), await client()];
      const [rep, neighbour, stranger, lawyer] = [newcomer(), newcomer(), newcomer(), newcomer()];
      await stage.representative(rep, mine.uscc);
      await stage.representative(neighbour, foreign.uscc);
      await stage.member(lawyer, FIRMS[0], 'lead');
      const [binding] = await bindings(mine.uscc);
      for (const somebody of [neighbour, stranger, lawyer]) {
        const never = (await stage.say(somebody, `撤销代表 999999 ${mine.uscc}`)).reply;
        expect((await stage.say(somebody, `撤销代表 ${binding?.id} ${mine.uscc}`)).reply).toBe(never);
        expect((await stage.say(somebody, `撤销代表 ${binding?.id} ${foreign.uscc}`)).reply).toBe(never);
        expect((await stage.say(somebody, `代表名单 ${mine.uscc}`)).reply).toBe(WORDS.staffOnly);
      }
      expect(await bindings(mine.uscc)).toHaveLength(1);
      expect((await stage.say(staff, `代表名单 ${mine.uscc}`, { chatId: 'group', group: true })).reply).toBe(WORDS.privately);
      const list = (await stage.say(staff, `代表名单 ${mine.uscc}`)).reply;
      expect(list).toContain(WORDS.represents(mine.name, FIRMS[0], 1));
      expect(list).not.toContain(rep.personId);
      const { told } = await stage.say(staff, `撤销代表 ${binding?.id} ${mine.uscc}`);
      expect(told.map(({ chatId }) => chatId)).toEqual([rep.personId]);
      expect(await bindings(mine.uscc)).toEqual([]);
    });

    it('may step back, and be bound anew', async () => {
      const { uscc, name } = await client();
      const rep = newcomer();
      await stage.representative(rep, uscc);
      const own = /撤销代表 \d+ \S+/.exec((await stage.say(rep, '我是谁')).reply)?.[0] ?? '';
      const { reply, told } = await stage.say(rep, own);
      expect({ reply, told }).toEqual({ reply: WORDS.youWereRevoked(name), told: [] });
      await stage.representative(rep, uscc);
      expect(await bindings(uscc)).toHaveLength(1);
    });

    it('of several clients is asked in whose name, and can choose none but his own', async () => {
      const [one, two, foreign] = [await client(), await client(), await client()];
      const rep = newcomer();
      await stage.representative(rep, one.uscc);
      expect((await stage.say(rep, '办理 法律顾问咨询')).reply).toContain('请说说是什么事');
      await stage.say(rep, '取消');
      await stage.representative(rep, two.uscc);
      const chosen: (string | null | undefined)[] = [];
      for (const who of [one.uscc, two.uscc, '本人', foreign.uscc]) {
        const asked = (await stage.say(rep, '办理 人工咨询')).reply;
        expect(asked).toContain('用谁的名义？');
        expect(asked).toContain(`${one.name}：名义 ${one.uscc}`);
        expect(asked).not.toContain(foreign.name);
        await stage.say(rep, `名义 ${who}`);
        await stage.say(rep, '一件小事');
        await stage.say(rep, '确认提交');
        const latest = stage.database.db.selectFrom('legal_case').select('uscc').orderBy('id', 'desc').limit(1);
        chosen.push((await latest.executeTakeFirst())?.uscc);
      }
      expect(chosen).toEqual([one.uscc, two.uscc, null, null]);
    });
  });
});
