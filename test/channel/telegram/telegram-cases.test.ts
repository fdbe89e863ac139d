import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { opened } from '../../../src/store/sealed.ts';
import { FIRMS } from '../../conversation/case/stage.ts';
import { openRow } from '../../store/open-rows.ts';
import { telegramPerson, webPerson } from '../open-service.ts';
import { until } from '../until.ts';
import { buttonOf, CLERK, GROUP, LEAD, REPRESENTATIVE, STRANGER, TelegramStage } from './telegram-stage.ts';

const NOT_YOURS = '没有这个案件，或者它不归您看。';

let stage: TelegramStage;
beforeAll(async () => {
  stage = await TelegramStage.open();
}, 120_000);
afterAll(() => stage.close());
afterEach(() => expect(stage.service.faults.splice(0)).toEqual([]));

/** Everything that anybody was told because of a deed. */
async function toldBy(deed: () => void): Promise<string[]> {
  await stage.quiet();
  const before = stage.telegram.taken.length;
  deed();
  await stage.quiet();
  return stage.telegram.taken.slice(before).map(({ chatId, text }) => `${chatId}: ${text}`);
}

describe('a case over Telegram', () => {
  it('comes to the group as a card with what can be done, and tells the person who asked its number', async () => {
    const { number, card } = await stage.openCase('员工 <不辞而别> & 怎么办');
    expect(card.text).toContain(`新案件 #${number} · 法律顾问咨询`);
    expect(card.text).toContain('咨询人：示例1号公司');
    expect(card.text).toContain('事情：员工 <不辞而别> & 怎么办');
    expect(card.buttons.map(({ text }) => text)).toEqual(['受理', '转派', '回避', '查看']);
    expect(stage.told(REPRESENTATIVE).at(-1)?.text).toContain(`案号 #${number}，已转给${FIRMS[0]}`);
    expect(stage.told(LEAD).concat(stage.told(CLERK))).toEqual([]);
  });

  it('is accepted by a member who presses in the group, and by nobody else who reads it', async () => {
    const { number, card } = await stage.openCase();
    await stage.after(() => stage.telegram.tap(STRANGER, buttonOf(card, '受理'), GROUP), GROUP, NOT_YOURS);
    expect(await stage.statusOf(number)).toBe('已转办');
    const heard = stage.after(() => {}, REPRESENTATIVE, `#${number} 已由${FIRMS[0]}受理`);
    const accepted = await stage.after(() => stage.telegram.tap(CLERK, buttonOf(card, '受理'), GROUP), GROUP, `#${number} 由您受理了`);
    expect(accepted.buttons.map(({ text }) => text)).toEqual(['回复', '办结', '退回补正', '转派', '回避', '查看']);
    expect((await heard).buttons.map(({ text }) => text)).toEqual(['回复', '撤回']);
    await stage.after(() => stage.telegram.tap(LEAD, buttonOf(card, '受理'), GROUP), GROUP, `#${number} 刚刚已经有人受理了`);
  });

  it('carries words from a reply to the card to the person who asked, and the answer to them back into the group', async () => {
    const { number, card } = await stage.acceptedCase();
    const lawyers = await stage.after(
      () => stage.telegram.say(CLERK, '请先发书面通知。', { chatId: GROUP, replyTo: card.messageId }),
      REPRESENTATIVE,
      `#${number} ${FIRMS[0]}说：`,
    );
    expect(lawyers.text).toContain('请先发书面通知。');
    const answer = await stage.after(
      () => stage.telegram.say(REPRESENTATIVE, '已经发了，他没回。', { replyTo: lawyers.messageId }),
      GROUP,
      `#${number} 咨询人说：`,
    );
    expect(answer.text).toContain('已经发了，他没回。');
    await stage.after(
      () => stage.telegram.say(CLERK, '那就可以解除。', { chatId: GROUP, replyTo: answer.messageId }),
      REPRESENTATIVE,
      '那就可以解除。',
    );
    expect(stage.told(CLERK).concat(stage.told(LEAD))).toEqual([]);
  });

  it('carries no words of somebody in the group who is no member', async () => {
    const { number, card } = await stage.acceptedCase();
    await stage.quiet();
    const before = stage.told(REPRESENTATIVE).length;
    await stage.after(() => stage.telegram.say(STRANGER, '我来答', { chatId: GROUP, replyTo: card.messageId }), GROUP, NOT_YOURS);
    await stage.after(() => stage.telegram.say(STRANGER, `#${number} 我来答`, { chatId: GROUP }), GROUP, NOT_YOURS);
    await stage.after(() => stage.telegram.say(REPRESENTATIVE, '我的案件'), REPRESENTATIVE, `#${number}`);
    expect(stage.told(REPRESENTATIVE)).toHaveLength(before + 1);
  });

  it('carries the words of an edited message again, marked, and only those that were carried before', async () => {
    const { number, card } = await stage.acceptedCase();
    await stage.after(
      () => stage.telegram.say(CLERK, '三十日内答复', { chatId: GROUP, replyTo: card.messageId }),
      REPRESENTATIVE,
      '三十日内答复',
    );
    const messageId = stage.telegram.lastSaid(GROUP);
    const edited = await stage.after(() => stage.telegram.edit(CLERK, messageId, '十五日内答复', GROUP), REPRESENTATIVE, '十五日内答复');
    expect(edited.text).toContain(`#${number} ${FIRMS[0]}说：（改了上一条）`);
    expect(
      await toldBy(() => {
        stage.telegram.say(CLERK, '今天吃什么', { chatId: GROUP });
        stage.telegram.edit(CLERK, stage.telegram.lastSaid(GROUP), '明天吃什么', GROUP);
      }),
    ).toEqual([]);
  });

  it('has nothing to do with what else people say in the group', async () => {
    await stage.openCase();
    expect(
      await toldBy(() => {
        stage.telegram.say(CLERK, '这个案件谁接？', { chatId: GROUP });
        stage.telegram.say(LEAD, '我看行', { chatId: GROUP, replyTo: stage.telegram.lastSaid(GROUP) });
        stage.telegram.say(STRANGER, '离婚房子怎么分', { chatId: GROUP });
        stage.telegram.say(STRANGER, '找个律师', { chatId: GROUP });
        stage.telegram.sendFile(STRANGER, { name: '菜单.pdf', bytes: Buffer.from('%PDF-1.7'), kind: 'document', chatId: GROUP });
      }),
    ).toEqual([]);
  });

  it('takes an update that Telegram delivers twice as one', async () => {
    const { number, card } = await stage.openCase();
    stage.telegram.tap(CLERK, buttonOf(card, '受理'), GROUP);
    const press = stage.telegram.unconfirmed.at(-1);
    await stage.after(() => {}, GROUP, `#${number} 由您受理了`);
    stage.telegram.say(CLERK, '请稍等一天。', { chatId: GROUP, replyTo: card.messageId });
    const words = stage.telegram.unconfirmed.at(-1);
    await stage.after(() => {}, GROUP, `已转到 #${number}`);
    await stage.quiet();
    const pressed = () => stage.telegram.calls.filter(({ method }) => method === 'answerCallbackQuery').length;
    const [before, answered] = [stage.telegram.taken.length, pressed()];
    for (const update of [words, press]) stage.telegram.redeliver(update ?? {});
    await until(() => expect(pressed()).toBe(answered + 1));
    await stage.quiet();
    expect(stage.telegram.taken.slice(before)).toEqual([]);
    const kept = await stage.service.db.selectFrom('case_message').select('text').execute();
    expect(kept.filter(({ text }) => opened('case_message.text', text) === '请稍等一天。')).toHaveLength(1);
  });

  it('is told to whoever can be reached when one of the lawyers has blocked the bot', async () => {
    const client = await stage.service.stage.client(2, FIRMS[1]);
    for (const id of [31, 32]) await stage.service.join(telegramPerson(id), { kind: 'desk', desk: FIRMS[1], role: 'clerk' });
    await stage.service.join(telegramPerson(8), { kind: 'client', uscc: client.uscc });
    stage.telegram.blocked.add('31');
    const { number } = await stage.openCase('商标被人抢注', 8, 32);
    const ofBlocked = stage.service.db.selectFrom('outbox').select('gave_up_at').where('chat_id', '=', '31');
    await until(async () => expect((await ofBlocked.executeTakeFirstOrThrow()).gave_up_at).not.toBeNull());
    expect(stage.told(32).map(({ text }) => text.split('\n')[0])).toEqual([`新案件 #${number} · 法律顾问咨询`]);
    expect(stage.service.faults.splice(0)).toEqual([expect.stringMatching(/^message \d+ is given up: Telegram 403$/)]);
  });
});

describe('the group of a desk', () => {
  it('is registered by a lead of the desk alone, and in a group alone', async () => {
    const refused = '只有单位的负责人能这样设置。';
    for (const person of [CLERK, STRANGER]) {
      await stage.after(() => stage.telegram.say(person, '本群接案', { chatId: -1009 }), -1009, refused);
    }
    await stage.after(() => stage.telegram.say(LEAD, '本群接案'), LEAD, refused);
    const chats = await stage.service.db.selectFrom('desk_chat').select(['chat_id', 'desk']).execute();
    expect(chats).toEqual([{ chat_id: String(GROUP), desk: FIRMS[0] }]);
  });

  it('shows a case to no member in another group', async () => {
    const { number } = await stage.acceptedCase();
    for (const text of [`查看 #${number}`, `#${number} 您好`]) {
      await stage.after(() => stage.telegram.say(CLERK, text, { chatId: -1009 }), -1009, '请私聊我办这件事，群里人多。');
    }
  });
});

describe('a telephone over Telegram', () => {
  const PHONE = '13800000000';
  const REFUSED = '请点按钮发您自己的手机号，转发别人的名片不行。';
  const proofs = (personId: number) =>
    stage.service.db
      .selectFrom('binding')
      .innerJoin('person', 'person.id', 'binding.person_id')
      .select(['proof', 'chat_id'])
      .where('external_id', '=', String(personId))
      .execute();
  beforeAll(async () => {
    await stage.service.stage.client(5, FIRMS[1], { phone: PHONE });
  });

  it('is asked for by a key that shares it, and in private alone', async () => {
    const asked = await stage.after(() => stage.telegram.say(61, '/bind'), 61, '您是哪家单位的代表');
    expect(asked).toMatchObject({ requestsContact: true, replyKeyboard: ['用我的手机号证明'] });
    const refused = await stage.after(() => stage.telegram.say(61, '/bind', { chatId: GROUP }), GROUP, '请私聊我办这件事');
    expect(refused.requestsContact).toBe(false);
  });

  it('binds its owner, and is not kept with what was said', async () => {
    await stage.after(() => stage.telegram.shareContact(61, `+86${PHONE}`), 61, `好了，您现在代表：示例5号公司。法律顾问是${FIRMS[1]}。`);
    expect(await proofs(61)).toEqual([{ proof: 'phone', chat_id: '61' }]);
    const turns = (await stage.service.db.selectFrom('turn').selectAll().execute()).map((row) => openRow('turn', row));
    expect(turns.filter(({ question }) => String(question).includes('手机号'))).toHaveLength(1);
    expect(JSON.stringify(turns)).not.toContain(PHONE);
  });

  it.each([
    ["is another's", 62, false],
    ['was passed on, though it is the own one', 63, true],
  ])('binds nobody when it %s', async (_, personId, forwarded) => {
    const owner = forwarded ? personId : 61;
    await stage.after(() => stage.telegram.shareContact(personId, PHONE, owner, forwarded), personId, REFUSED);
    expect(await proofs(personId)).toEqual([]);
  });

  it('binds nobody to a group in which it was shown', async () => {
    stage.telegram.say(64, '', { chatId: GROUP });
    Object.assign(stage.lastMessage(), { text: undefined, contact: { phone_number: PHONE, first_name: '测试', user_id: 64 } });
    await stage.quiet();
    expect(await proofs(64)).toEqual([]);
  });

  it('is nothing to the bot when people in a group show each other whom to call', async () => {
    const told = await toldBy(() => {
      stage.telegram.say(CLERK, '', { chatId: GROUP });
      Object.assign(stage.lastMessage(), { text: undefined, contact: { phone_number: PHONE, first_name: '测试', user_id: 61 } });
    });
    expect(told).toEqual([]);
  });
});

describe('what a button says', () => {
  it('fits into 64 bytes for a desk with a very long name, and moves the case there', async () => {
    const long = `${'某某'.repeat(50)}律师事务所`;
    await stage.service.db.insertInto('law_firm').values({ name: long, capacity: 1 }).execute();
    await stage.service.join(telegramPerson(41), { kind: 'desk', desk: '法律服务协调岗', role: 'clerk' });
    const { number } = await stage.openCase();
    const choices = await stage.after(() => stage.telegram.say(41, `转派 #${number}`), 41, `#${number} 转给谁？`);
    const data = choices.buttons.map(({ callback_data }) => callback_data);
    expect(Math.max(...data.map((one) => Buffer.byteLength(one)))).toBeLessThanOrEqual(64);
    expect(choices.text).toBe(`#${number} 转给谁？`);
    await stage.after(() => stage.telegram.tap(41, buttonOf(choices, long)), 41, `#${number} 已转由${long}办理`);
  });

  it('gives a stranger who forges it nothing and changes nothing', async () => {
    const { number } = await stage.openCase();
    const { db } = stage.service;
    const state = async () => ({
      cases: await db.selectFrom('legal_case').select(['number', 'status', 'desk', 'handler']).orderBy('id').execute(),
      bindings: await db.selectFrom('binding').select(['id', 'revoked_at']).execute(),
      members: await db.selectFrom('desk_member').select('id').execute(),
      codes: await db.selectFrom('one_time_code').select('hash').execute(),
      chats: await db.selectFrom('desk_chat').select('chat_id').execute(),
      said: await db.selectFrom('case_message').select('id').execute(),
    });
    const uscc = (await db.selectFrom('client').select('uscc').orderBy('uscc').executeTakeFirstOrThrow()).uscc;
    const before = await state();
    const commands = [
      ...['受理', '转派', '回避', '回复', '办结', '退回', '撤回', '确认办结', '评分', '查看', '转交'].map((verb) => `${verb} #${number} 1`),
      `#${number} 您好`,
      `转派 #${number} ${FIRMS[1]}`,
      `撤销代表 1 ${uscc}`,
      `代表名单 ${uscc}`,
      `名义 ${uscc}`,
      `发码 企业 ${uscc}`,
      `发码 单位 ${FIRMS[0]}`,
      '本群接案',
      '确认发送',
      '送达情况',
    ];
    const forged = ['', 'x', 'c:', 'c:受理 #9999999999', 'e:99', `o:${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}:0`, 'o:1:1'];
    for (const data of [...forged, ...commands.map((command) => `c:${command}`)]) stage.telegram.tap(STRANGER, data);
    await stage.after(() => stage.telegram.say(STRANGER, '我是谁'), STRANGER, '我还不知道您代表哪家单位');
    expect(await state()).toEqual(before);
    const told = stage
      .told(STRANGER)
      .map(({ text }) => text)
      .join('\n');
    expect(told).not.toMatch(/示例1号公司|员工|验证码：|已转|由您/);
  });
});

describe('two channels', () => {
  it('bring an enterprise of the web chat together with its firm on Telegram', async () => {
    const { stage: cases, app, join } = stage.service;
    const boss = webPerson('a');
    await join(boss, { kind: 'client', uscc: (await cases.client(3, FIRMS[0])).uscc });
    let sent = 0;
    const post = async (text: string) => {
      sent += 1;
      const body = JSON.stringify({ id: String(sent).padStart(32, '0'), text });
      const headers = { cookie: boss.cookie, 'content-type': 'application/json' };
      return ((await (await app.request('/api/messages', { method: 'POST', headers, body })).json()) as { html: string }).html;
    };
    const letters = async () => {
      const response = await app.request('/api/letters?after=0', { headers: { cookie: boss.cookie } });
      return ((await response.json()) as { html: string }[]).map(({ html }) => html);
    };
    for (const text of ['办理 法律顾问咨询', '货款收不回来', '跳过']) await post(text);
    const number = /#(20\d+)/.exec(await post('确认提交'))?.[1] ?? '';
    const card = await stage.cardOf(number, GROUP);
    await stage.after(() => stage.telegram.tap(CLERK, buttonOf(card, '受理'), GROUP), GROUP, '由您受理了');
    await stage.after(
      () => stage.telegram.say(CLERK, '合同先发我 <看看>', { chatId: GROUP, replyTo: card.messageId }),
      GROUP,
      `已转到 #${number}`,
    );
    expect((await letters()).at(-1)).toContain('<blockquote>合同先发我 &#60;看看&#62;</blockquote>');
    const back = await stage.after(() => post(`#${number} 好的 <b>马上</b>`), GROUP, `#${number} 咨询人说：`);
    expect(back.text).toContain('好的 <b>马上</b>');
  });

  it('bring an enterprise on Telegram together with its firm of the web chat', async () => {
    const { stage: cases, app, join } = stage.service;
    const lawyer = webPerson('b');
    await join(lawyer, { kind: 'desk', desk: FIRMS[2], role: 'clerk' });
    await join(telegramPerson(9), { kind: 'client', uscc: (await cases.client(4, FIRMS[2])).uscc });
    for (const text of ['办理 法律顾问咨询', '房东要涨租', '跳过']) stage.telegram.say(9, text);
    const opened = await stage.after(() => stage.telegram.say(9, '确认提交'), 9, '办好了');
    const number = /#(20\d+)/.exec(opened.text)?.[1] ?? '';
    const headers = { cookie: lawyer.cookie, 'content-type': 'application/json' };
    const [card] = (await (await app.request('/api/letters?after=0', { headers })).json()) as { html: string }[];
    expect(card?.html).toContain(`新案件 #${number}`);
    const post = (text: string, id: string) =>
      app.request('/api/messages', { method: 'POST', headers, body: JSON.stringify({ id: id.repeat(32), text }) });
    await stage.after(() => post(`受理 #${number}`, '1'), 9, `#${number} 已由${FIRMS[2]}受理`);
    const words = await stage.after(() => post(`回复 #${number} 租期内不能单方涨。`, '2'), 9, '租期内不能单方涨。');
    await stage.after(() => stage.telegram.say(9, '合同里没写租期。', { replyTo: words.messageId }), 9, `已转到 #${number}`);
    const letters = (await (await app.request('/api/letters?after=0', { headers })).json()) as { html: string }[];
    expect(letters.at(-1)?.html).toContain('<blockquote>合同里没写租期。</blockquote>');
  });

  it('goes on in the supergroup that its group became', async () => {
    const { number } = await stage.acceptedCase();
    const later = GROUP - 500;
    stage.telegram.upgraded.set(GROUP, later);
    await stage.after(() => stage.telegram.say(REPRESENTATIVE, `#${number} 群升级以后的话`), later, '群升级以后的话');
    await stage.after(() => stage.telegram.say(CLERK, `#${number} 还在这里`, { chatId: later }), REPRESENTATIVE, '还在这里');
    stage.telegram.upgraded.delete(GROUP);
    stage.telegram.upgraded.set(later, GROUP);
    await stage.after(() => stage.telegram.say(REPRESENTATIVE, `#${number} 又回来了`), GROUP, '又回来了');
    stage.telegram.upgraded.clear();
  });

  it('is not touched by commands to another bot, nor by what members say to each other', async () => {
    const ask = (text: string) => toldBy(() => stage.telegram.say(CLERK, text, { chatId: GROUP }));
    expect(await ask('/help@another_bot')).toEqual([]);
    for (const text of ['取消', '继续', '人工', '帮助']) expect(await ask(text)).toEqual([]);
    expect(await ask('/help@fa_xiaoer_bot')).toHaveLength(1);
  });
});
