import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { buttonOf, CLERK, GROUP, LEAD, REPRESENTATIVE, STRANGER, TelegramStage } from './telegram-stage.ts';

const FORUM = -1009;
const NOT_A_BUTTON = '这条找不到了，请再问一次。';

let stage: TelegramStage;
beforeAll(async () => {
  stage = await TelegramStage.open();
}, 120_000);
afterAll(() => stage.close());
afterEach(() => expect(stage.service.faults.splice(0)).toEqual([]));

const cardNow = (number: string, chatId = GROUP) => stage.told(chatId).find(({ text }) => text.includes(`#${number} 法律顾问咨询：`));

describe('cards in Telegram', () => {
  it('are brought up to date where they stand', async () => {
    const { number, card } = await stage.acceptedCase();
    await until(() => expect(cardNow(number)?.text).toContain('：已受理'));
    const now = cardNow(number);
    expect(now?.messageId).toBe(card.messageId);
    expect(now?.buttons.map(({ text }) => text)).toEqual(['回复', '办结', '退回补正', '转派', '回避', '查看']);
    await stage.after(() => stage.telegram.say(REPRESENTATIVE, `撤回 #${number}`), REPRESENTATIVE, `#${number} 已撤回`);
    await until(() => expect(cardNow(number)?.text).toContain('：已撤回'));
    expect(cardNow(number)?.buttons).toEqual([]);
  });

  it('of a case that went elsewhere say no more than that', async () => {
    const { number, card } = await stage.openCase('转走的事');
    await stage.after(
      () => stage.telegram.say(CLERK, `转派 #${number} 值班律师`, { chatId: GROUP }),
      GROUP,
      `#${number} 已转由值班律师办理`,
    );
    await until(() => {
      const gone = stage.told(GROUP).find(({ messageId }) => messageId === card.messageId);
      expect({ text: gone?.text, buttons: gone?.buttons }).toEqual({ text: `#${number} 已经不归这里办了。`, buttons: [] });
    });
  });

  it('have a topic of their own where the group has topics', async () => {
    stage.telegram.forums.add(FORUM);
    await stage.after(() => stage.telegram.say(LEAD, '本群接案', { chatId: FORUM }), FORUM, '案件以后发到这个群');
    const { number, card } = await stage.openCase('有话题的事', REPRESENTATIVE, FORUM);
    const other = await stage.openCase('另一个话题', REPRESENTATIVE, FORUM);
    expect(stage.telegram.topics.map(({ name }) => name)).toEqual([`#${number}`, `#${other.number}`]);
    expect([card.thread, other.card.thread]).toEqual([101, 102]);
    const words = await stage.after(() => stage.telegram.say(REPRESENTATIVE, `#${number} 补一句`), FORUM, '补一句');
    expect(words.thread).toBe(101);
  });

  it('go on in another topic when theirs is deleted', async () => {
    stage.telegram.deletedTopics.add(102);
    const number = stage.telegram.topics.at(-1)?.name;
    const say = (text: string) => stage.after(() => stage.telegram.say(REPRESENTATIVE, `${number} ${text}`), FORUM, text);
    expect((await say('话题没了')).thread).toBe(103);
    expect((await say('新话题里')).thread).toBe(103);
    expect(stage.telegram.topics.at(-1)?.name).toBe(number);
  });

  it('stand beside questions, which are answered in the topic where they are asked, as long as it is there', async () => {
    const ask = (thread: number) =>
      stage.after(() => stage.telegram.say(STRANGER, '@fa_xiaoer_bot 离婚房子怎么分', { chatId: FORUM, thread }), FORUM, '第1087条');
    expect((await ask(101)).thread).toBe(101);
    expect((await ask(102)).thread).toBeNull();
    await stage.service.db.deleteFrom('desk_chat').where('chat_id', '=', String(FORUM)).execute();
  });
});

describe('buttons in Telegram', () => {
  it('are pressed only as they were offered', async () => {
    const { number, card } = await stage.openCase();
    const offered = buttonOf(card, '受理');
    for (const forged of [`c:受理 #${number}`, `aaaaaa:c:受理 #${number}`, offered.replace(number, '2026999999')])
      stage.telegram.tap(CLERK, forged, GROUP);
    await stage.quiet();
    expect(await stage.statusOf(number)).toBe('已转办');
    await until(() => {
      const notices = stage.telegram.calls.filter(({ method }) => method === 'answerCallbackQuery').map(({ body }) => body.text);
      expect(notices.slice(-3)).toEqual(Array(3).fill(NOT_A_BUTTON));
    });
    await stage.after(() => stage.telegram.tap(CLERK, offered, GROUP), GROUP, `#${number} 由您受理了`);
  });
});

describe('a group', () => {
  it('gets an answer when it calls the bot by name or answers it, and none otherwise', async () => {
    const told = async (deed: () => unknown) => {
      await stage.quiet();
      const before = stage.told(GROUP).length;
      deed();
      await stage.quiet();
      return stage.told(GROUP).slice(before);
    };
    expect(await told(() => stage.telegram.say(STRANGER, '离婚房子怎么分', { chatId: GROUP }))).toEqual([]);
    const [answer] = await told(() => stage.telegram.say(STRANGER, '@fa_xiaoer_bot 离婚房子怎么分', { chatId: GROUP }));
    expect(answer?.text).toContain('《民法典》第1087条');
    expect(answer?.buttons.map(({ text }) => text)).not.toContain('请律师帮我看');
    const original = answer?.buttons.find(({ text }) => text.includes('第1087条'))?.callback_data ?? '';
    const [opened] = await told(() => stage.telegram.tap(CLERK, original, GROUP));
    expect(opened?.text).toContain('离婚时共同财产怎么分');
    expect(await told(() => stage.telegram.say(STRANGER, '第1079条', { chatId: GROUP, replyTo: answer?.messageId ?? 0 }))).toHaveLength(1);
    expect(await told(() => stage.telegram.say(STRANGER, '@fa_xiaoer_botany 在吗', { chatId: GROUP }))).toEqual([]);
  });
});

describe('what cannot be read in a group', () => {
  it('is said where it answers the bot, and passed over where people send it to each other', async () => {
    const { card } = await stage.acceptedCase();
    await stage.after(() => stage.telegram.sendSticker(CLERK, { chatId: GROUP, replyTo: card.messageId }), GROUP, '表情');
    const before = stage.told(GROUP).length;
    stage.telegram.sendSticker(CLERK, { chatId: GROUP });
    await stage.quiet();
    expect(stage.told(GROUP)).toHaveLength(before);
  });
});

describe('a button in a group', () => {
  it('is said to the bot: a question below an answer is answered there', async () => {
    const help = await stage.after(
      () => stage.telegram.say(STRANGER, '@fa_xiaoer_bot /help', { chatId: GROUP }),
      GROUP,
      '您好，我是法小二',
    );
    const [example] = help.buttons;
    const answer = await stage.after(() => stage.telegram.tap(STRANGER, example?.callback_data ?? '', GROUP), GROUP, '第1087条');
    expect(answer.text).toContain('12348');
  });
});

describe('the menu of commands', () => {
  it('is for everybody at first, and for representatives, lawyers and staff once they are known', async () => {
    const menus = stage.telegram.calls.filter(({ method }) => method === 'setMyCommands').map(({ body }) => body.scope);
    expect(menus.slice(0, 2)).toEqual([{ type: 'all_private_chats' }, { type: 'all_group_chats' }]);
    const person = 55;
    stage.telegram.say(person, await stage.service.stage.code({ kind: 'desk', desk: '法律援助中心', role: 'clerk' }));
    await until(() => {
      const own = stage.telegram.calls.findLast(
        ({ method, body }) => method === 'setMyCommands' && JSON.stringify(body.scope).includes(String(person)),
      );
      expect(JSON.stringify(own?.body.commands)).toContain('手上的案件');
    });
  });

  it('suggests the nearest of them to a word that is none, and opens a case from a link', async () => {
    const nearest = await stage.after(() => stage.telegram.say(REPRESENTATIVE, '/caess'), REPRESENTATIVE, '您是不是想发 /cases？');
    expect(nearest.buttons.map(({ text }) => text)).toEqual(['/cases']);
    const { number } = await stage.openCase('从链接打开');
    await stage.after(() => stage.telegram.say(REPRESENTATIVE, `/start case_${number}`), REPRESENTATIVE, '从链接打开');
  });
});

describe('characters', () => {
  it('are traditional for who wants them, until he wants others', async () => {
    await stage.after(() => stage.telegram.say(STRANGER, '/lang'), STRANGER, '您想看简体字还是繁體字');
    await stage.after(() => stage.telegram.say(STRANGER, '繁體字'), STRANGER, '以後用繁體字');
    const answer = await stage.after(() => stage.telegram.say(STRANGER, '離婚房子怎麼分'), STRANGER, '《民法典》第1087條');
    expect(answer.text).toContain('離婚');
    await stage.after(() => stage.telegram.say(STRANGER, '简体字'), STRANGER, '以后用简体字');
  });
});
