import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IDENTITY_WORDING, SERVICE_WORDING, CASE_WORDING as WORDS } from '../../../src/conversation/case/case-wording.ts';
import { findOwnFile } from '../../../src/conversation/case/read-file.ts';
import { understand } from '../../../src/conversation/case/understand.ts';
import type { IncomingMessage } from '../../../src/conversation/incoming-message.ts';
import { opened } from '../../../src/store/sealed.ts';
import { TEST_DATABASES } from '../../store/open-stores.ts';
import { FirmSecrets, FOREIGN_GROUP, GROUP_OF_A, GROUP_OF_C, inPlace, NO_NUMBER, type Place, PRIVATE, SECRETS } from './firm-secrets.ts';
import { type Actor, FIRMS, fileOf, type Heard, Stage } from './stage.ts';

const PLACES = [PRIVATE, FOREIGN_GROUP, GROUP_OF_A, GROUP_OF_C];
/** Foreign numbers tried with random words around them, each by an outsider in a place. */
const RANDOM_TRIES = 150;

describe.each(TEST_DATABASES)('what belongs to one firm, on $name', ({ open }) => {
  let stage: Stage;
  let world: FirmSecrets;
  let before: string;

  beforeAll(async () => {
    stage = await Stage.open(open);
    world = new FirmSecrets(stage);
    await world.open();
  });
  beforeEach(async () => {
    before = await world.everythingOfIt();
  });
  afterEach(async () => {
    expect(await world.everythingOfIt()).toBe(before);
    expect(stage.failures).toEqual([]);
  });
  afterAll(() => stage.close());

  /** An outsider tries something: nothing of the case is in the reply or in what anybody is told. */
  const attempt = async (actor: Actor, place: Place, text: string, more: Partial<IncomingMessage> = {}): Promise<Heard> => {
    const heard = await stage.say(actor, text, { ...inPlace(place), ...more });
    const tried = `${actor.name} ${place.name}: ${text}`;
    expect(world.leaks(actor, heard.reply), tried).toEqual([]);
    for (const told of heard.told) {
      expect(world.leaks(actor, told.text), tried).toEqual([]);
      expect(told.text, tried).not.toContain(world.number);
    }
    return heard;
  };
  /** The reply as it would read for a number that nobody has. */
  const plain = ({ reply }: Heard) => reply.replaceAll(world.number, NO_NUMBER).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'turn');
  const outsiderIn = PLACES.flatMap((place) => [0, 1, 2, 3, 4].map((index) => ({ place, index })));
  const outsider = (index: number): Actor => world.outsiders[index]?.[1] ?? world.stranger;

  it('is there to be read by its member, its requester and the coordinator', async () => {
    for (const actor of [world.memberB, world.requester, world.coordinator]) {
      const { reply } = await stage.say(actor, `查看 #${world.number}`);
      for (const secret of [SECRETS.answer, SECRETS.words, SECRETS.advice, SECRETS.file, SECRETS.desk]) expect(reply).toContain(secret);
    }
    expect((await stage.say(world.memberB, '我的案件')).reply).toContain(world.number);
    expect(before).toContain(SECRETS.transcript);
    expect(before).toContain(world.uscc);
  });

  it('was told to those who had a part in it, the client and the conversation with the card', async () => {
    const rows = await stage.database.db
      .selectFrom('outbox')
      .select(['chat_id', 'payload'])
      .where('case_number', '=', world.number)
      .execute();
    const read = (chatId: string) =>
      rows.filter((row) => row.chat_id === chatId).map(({ payload }) => JSON.stringify(opened('outbox.payload', payload)));
    for (const secret of [SECRETS.client, SECRETS.transcript, SECRETS.answer, SECRETS.words, SECRETS.file])
      expect(read(world.memberB.personId).join()).toContain(secret);
    expect(read(world.requester.personId).join()).toContain(SECRETS.advice);
    const chats = new Set(rows.map((row) => row.chat_id));
    expect(chats).toEqual(new Set([world.memberB.personId, world.requester.personId, 'group-of-c']));
    for (const secret of [SECRETS.words, SECRETS.advice, SECRETS.file]) expect(read('group-of-c').join()).not.toContain(secret);
  });

  it('is tried with every command there is', () => {
    for (const [kind, texts] of Object.entries(world.commands(world.number)))
      for (const text of texts) expect(understand(text).kind, text).toBe(kind);
  });

  it.each([
    '查看N',
    '/查看 ＃ N',
    '查看  #N  全部',
    '查看 #N\n全部',
    '  查看 #N',
    '受理＃N',
    '/受理N',
    '#N:一句话',
    '# N　一句话',
    '查看 #N的附件',
    '#N怎么样了',
  ])('is not to be had by writing the command as %s', async (pattern) => {
    for (const [, actor] of world.outsiders)
      expect((await attempt(actor, PRIVATE, pattern.replace('N', world.number))).reply).toBe(WORDS.notFound);
  });

  describe.each(outsiderIn)('$place.name, to outsider $index,', ({ place, index }) => {
    it('is like a case that does not exist, whatever is done to it', async () => {
      const actor = outsider(index);
      const none = [...world.caseCommands(NO_NUMBER), ...world.commands(NO_NUMBER).relay];
      const foreign = [...world.caseCommands(world.number), ...world.commands(world.number).relay];
      for (const [at, text] of foreign.entries()) {
        const missing = await attempt(actor, place, none[at] ?? '');
        const hidden = await attempt(actor, place, text);
        expect(hidden.reply, text).toBe(missing.reply);
        expect(hidden.reply, text).toBe(WORDS.notFound);
        expect(hidden.told, text).toEqual([]);
      }
    });

    it('is shown by no other command', async () => {
      const actor = outsider(index);
      const { case: _, relay: __, ...others } = world.commands(world.number);
      for (const texts of Object.values(others)) for (const text of texts) await attempt(actor, place, text);
    });

    it('is reached by no reply to its messages, no edit and no file', async () => {
      const actor = outsider(index);
      const mine = place.group ?? actor.personId;
      const sent = await stage.database.db
        .selectFrom('outbox')
        .select(['chat_id', 'external_id'])
        .where('case_number', '=', world.number)
        .execute();
      for (const replyTo of new Set(sent.filter(({ chat_id }) => chat_id !== mine).map(({ external_id }) => external_id ?? '')))
        await attempt(actor, place, '引用的话', { replyTo });
      const former = sent.filter(({ chat_id }) => chat_id === mine);
      expect(former.length > 0).toBe(place === GROUP_OF_C);
      for (const { external_id } of former) {
        const { reply, told } = await attempt(actor, place, '引用的话', { replyTo: external_id ?? '' });
        expect({ reply, told }).toEqual({ reply: WORDS.notFound, told: [] });
      }
      for (const sourceId of ['said-by-requester', 'said-in-time'])
        expect((await attempt(actor, place, '改了的话', { edited: true, sourceId })).told).toEqual([]);
      await attempt(actor, place, `#${world.number} 附件`, { file: fileOf('外人的.pdf') });
      await attempt(actor, place, `回复 #${world.number}`);
      expect((await attempt(actor, place, '没有人要的话')).told).toEqual([]);
    });
  });

  it('is not betrayed by an edit that names it, be it open or over', async () => {
    const over = await stage.openCase(world.requester, '人工咨询', '收回的事');
    await stage.say(world.requester, `撤回 #${over}`);
    const own = /#(20\d{8})/.exec((await stage.say(world.representativeA, '我的案件')).reply)?.[1];
    await stage.say(world.representativeA, `#${own} 自己的话`, { sourceId: 'own' });
    const edit = (number: string) => attempt(world.representativeA, PRIVATE, `#${number} 改了的话`, { edited: true, sourceId: 'own' });
    const missing = (await edit(NO_NUMBER)).reply;
    expect((await edit(world.number)).reply).toBe(missing);
    expect((await edit(over)).reply).toBe(missing);
  });

  it('is not reached by a binding that is not one’s own', async () => {
    for (const actor of [world.memberA, world.representativeA, world.stranger, world.formerHandler]) {
      const missing = await attempt(actor, PRIVATE, `撤销代表 999999 ${world.uscc}`);
      expect((await attempt(actor, PRIVATE, `撤销代表 ${world.bindingId} ${world.uscc}`)).reply).toBe(missing.reply);
    }
  });

  it('is not reached by a service or a warning of another firm', async () => {
    const { memberA } = world;
    const missing = await attempt(memberA, PRIVATE, '记录 走访 没有这家公司 上门');
    expect((await attempt(memberA, PRIVATE, `记录 走访 ${SECRETS.client} 上门`)).reply).toBe(missing.reply);
    expect((await attempt(memberA, PRIVATE, `记录 走访 ${world.uscc} 上门`)).reply).toBe(missing.reply);
    expect((await attempt(memberA, PRIVATE, '风险提示 行业=住宿餐饮 内容：当心')).reply).toContain('将发给 1 位代表');
    expect((await attempt(memberA, PRIVATE, '确认发送')).told.map(({ chatId }) => chatId)).toEqual([world.representativeA.personId]);
    expect((await stage.say(world.memberB, '送达情况')).reply).toBe(SERVICE_WORDING.noReport);
  });

  it('is given as a file to who has a part in the case, and to nobody else', async () => {
    const find = (id: string, { channel, personId }: Actor) =>
      findOwnFile(id, { channel, personId }, stage.units, stage.context.index().knowledge);
    for (const actor of [world.memberB, world.requester, world.coordinator])
      expect(await find(world.file.id, actor)).toMatchObject({ name: SECRETS.file });
    for (const [, actor] of world.outsiders) {
      for (const id of [world.file.id, world.file.id.toUpperCase(), randomUUID(), '', `${world.file.id}' or 1=1`, '../../etc/passwd'])
        expect(await find(id, actor)).toBeNull();
    }
    expect(await find(world.file.id, { ...world.memberB, channel: 'web' })).toBeNull();
  });

  it('is not shown in a group of others, not even to those who have a part in it', async () => {
    for (const actor of [world.memberB, world.requester, world.coordinator]) {
      for (const place of [FOREIGN_GROUP, GROUP_OF_A, GROUP_OF_C]) {
        for (const text of [...world.caseCommands(world.number), ...world.commands(world.number).relay]) {
          const { reply, told } = await stage.say(actor, text, inPlace(place));
          expect([IDENTITY_WORDING.privately, WORDS.notFound], `${actor.name} ${place.name}: ${text}`).toContain(reply);
          expect(told).toEqual([]);
        }
        for (const text of ['我的案件', '我是谁', '继续', `代表名单 ${world.uscc}`]) {
          const { reply } = await stage.say(actor, text, inPlace(place));
          expect(world.leaks(world.stranger, reply), text).toEqual([]);
        }
      }
    }
  });

  it('is not named in a group by a revocation', async () => {
    const rep = { ...world.stranger, personId: randomUUID() };
    await stage.representative(rep, (await stage.client(3, FIRMS[1], { name: '客户暗号申有限公司' })).uscc);
    const own = /撤销代表 \d+ \S+/.exec((await stage.say(rep, '我是谁')).reply)?.[0] ?? '';
    expect((await stage.say(rep, own, inPlace(GROUP_OF_A))).reply).not.toContain('客户暗号申有限公司');
  });

  it('is hidden from its requester once he no longer represents the client', async () => {
    const rep = { ...world.stranger, personId: randomUUID() };
    const { uscc } = await stage.client(4, FIRMS[1]);
    await stage.representative(rep, uscc);
    const number = await stage.openCase(rep, '法律顾问咨询', '单位的事', '跳过');
    await stage.say(world.memberB, `受理 #${number}`);
    const [binding] = await stage.database.db.selectFrom('binding').select('id').where('uscc', '=', uscc).execute();
    await stage.say(world.coordinator, `撤销代表 ${binding?.id} ${uscc}`);
    const { told } = await stage.say(world.memberB, `#${number} 只给单位的意见`);
    expect(told.map(({ chatId }) => chatId)).not.toContain(rep.personId);
    expect((await stage.say(rep, `查看 #${number}`)).reply).toBe(WORDS.notFound);
  });

  it('is not to be had by random words around its number', { timeout: 120_000 }, async () => {
    const junk = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('', ' ', '#', '\n', '：'),
    );
    const text = fc
      .tuple(junk, fc.constantFrom(...world.caseCommands('N'), '#N ', '转人工 N', '代表名单 N', '名义 N', 'N'), junk)
      .map((parts) => parts.join('').replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(text, fc.nat(4), fc.constantFrom(...PLACES), async (pattern, index, place) => {
        const actor = outsider(index);
        const missing = await attempt(actor, place, pattern.replaceAll('N', NO_NUMBER));
        const hidden = await attempt(actor, place, pattern.replaceAll('N', world.number));
        expect(plain(hidden)).toBe(plain(missing));
        expect(hidden.told).toEqual([]);
        expect(await world.everythingOfIt()).toBe(before);
      }),
      { numRuns: RANDOM_TRIES },
    );
  });
});
