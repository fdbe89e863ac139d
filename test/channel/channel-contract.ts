import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { renderText } from '../../src/channel/terminal/render-text.ts';
import { presentTurn } from '../../src/conversation/present-outcome.ts';
import { takeFile } from '../../src/legal-case/stored-file.ts';
import { opened } from '../../src/store/sealed.ts';
import { FIRMS, numberIn } from '../conversation/case/stage.ts';
import type { ChannelAbilities } from './channel-abilities.ts';
import type { ChannelDriver, ShownMessage } from './channel-driver.ts';
import { webPerson } from './open-service.ts';
import { PNG_FILE, pdfFile } from './sample-files.ts';
import { streamingContract } from './streaming-contract.ts';
import { until } from './until.ts';

/** My firm's lawyer; a client of the firm I work for, and a colleague there. All of them are in the web chat. */
const [LAWYER, CLIENT, COLLEAGUE, STAFF] = [webPerson('b'), webPerson('c'), webPerson('d'), webPerson('e')];
const [QUESTION, ANSWER] = ['离婚房子怎么分', '《民法典》第1087条'];

/** What every channel does for a person who represents one company and works for another's firm. */
export function channelContract(channel: ChannelAbilities): void {
  describe(`${channel.name} keeps the contract of channels: it`, () => {
    let driver: ChannelDriver;
    beforeAll(async () => {
      driver = await channel.open();
      const { service, me } = driver;
      await service.join(me, { kind: 'client', uscc: (await service.stage.client(1, FIRMS[0])).uscc });
      await service.join(LAWYER, { kind: 'desk', desk: FIRMS[0], role: 'clerk' });
      await service.join(CLIENT, { kind: 'client', uscc: (await service.stage.client(2, FIRMS[1])).uscc });
      for (const person of [me, COLLEAGUE]) await service.join(person, { kind: 'desk', desk: FIRMS[1], role: 'clerk' });
      await service.join(STAFF, { kind: 'desk', desk: '法律服务协调岗', role: 'clerk' });
    }, 120_000);
    afterAll(() => driver.close());
    afterEach(() => expect(driver.service.faults.splice(0)).toEqual([]));

    /** What somebody in the web chat is answered. */
    const hear = async (person: typeof LAWYER, text: string, more = {}) =>
      renderText(presentTurn(await driver.service.write(person, text, more)));
    /** What I am shown because of a deed. */
    const shownBy = async (deed: () => unknown): Promise<readonly ShownMessage[]> => {
      const before = (await driver.shown()).length;
      await deed();
      return (await driver.shown()).slice(before);
    };
    const wordsBy = async (deed: () => unknown) => (await shownBy(deed)).map(({ text }) => text).join('\n');
    /** A case of mine that my lawyer has accepted; its number. */
    const acceptedCase = async () => {
      const begun = await wordsBy(() => driver.say('办理 法律顾问咨询'));
      if (begun.includes('刚才的对话')) await driver.say('不一起转');
      for (const text of ['员工不辞而别怎么办', '跳过']) await driver.say(text);
      const number = numberIn(await wordsBy(() => driver.say('确认提交')));
      await hear(LAWYER, `受理 #${number}`);
      return number;
    };

    it('answers a question with the article it stands on', async () => {
      expect(await wordsBy(() => driver.say(QUESTION))).toContain(ANSWER);
    });

    it('shows what can be pressed, and does what stands behind it', async () => {
      const offered = await shownBy(() => driver.say('离婚登记要带什么材料'));
      expect(offered.flatMap(({ buttons }) => buttons)).toContain('转我的律所');
      expect(await wordsBy(() => driver.press('转我的律所'))).toContain('刚才的对话要不要一起转');
      expect(await wordsBy(() => driver.press('不转，我重新说'))).toContain('请说说是什么事');
      await driver.say('取消');
    });

    it('shows a long text whole, in pieces that the platform takes', async () => {
      const number = await acceptedCase();
      const sentences = Array.from({ length: 140 }, (_, index) => `第${index}句<b>&&*_[甲]*_#。`);
      const pieces = await shownBy(() => hear(LAWYER, `回复 #${number} ${sentences.join('')}`));
      if (channel.longest !== null) {
        expect(pieces.length).toBeGreaterThan(1);
        for (const { text } of pieces) expect(text.length).toBeLessThanOrEqual(channel.longest);
      }
      const whole = pieces.map(({ text }) => text.replace(/\n\s*│? ?/g, '')).join('');
      expect(sentences.filter((sentence) => !whole.includes(sentence)).slice(0, 3)).toEqual([]);
    });

    it('carries words both ways within a case', async () => {
      const number = await acceptedCase();
      expect(await wordsBy(() => hear(LAWYER, `回复 #${number} 先发书面通知。`))).toContain('先发书面通知。');
      await driver.say(`#${number} 已经发了。`);
      expect(await hear(LAWYER, `查看 #${number}`)).toContain('已经发了。');
    });

    it(`has cards that ${channel.cards}`, async () => {
      for (const text of ['办理 法律顾问咨询', '货款收不回来', '跳过']) await hear(CLIENT, text);
      const number = numberIn(await hear(CLIENT, '确认提交'));
      const card = (await driver.shown()).at(-1);
      expect(card).toMatchObject({ text: expect.stringContaining(`新案件 #${number}`), buttons: expect.arrayContaining(['受理', '查看']) });
      const before = (await driver.shown()).length;
      await hear(COLLEAGUE, `受理 #${number}`);
      if (channel.cards === 'change in place') {
        const changed = (await driver.shown()).filter(({ text }) => text.includes(`#${number} 法律顾问咨询：已受理`));
        expect(changed).toHaveLength(1);
        expect(changed[0]?.buttons).not.toContain('受理');
        expect(await driver.shown()).toHaveLength(before);
      } else {
        expect(await driver.shown()).toContainEqual(card);
        expect(await wordsBy(() => driver.press('查看'))).toContain(`#${number} 法律顾问咨询：已受理`);
      }
    });

    it(`has files that ${channel.files}`, async () => {
      const number = await acceptedCase();
      const file = await takeFile(pdfFile(), '意见书.pdf', driver.service.files);
      const shown = await wordsBy(() => hear(LAWYER, `回复 #${number} 请看`, { file }));
      expect(shown).toContain('请看');
      if (channel.files === 'go both ways') {
        expect((await driver.files?.())?.at(-1)).toMatchObject({ name: '意见书.pdf', bytes: pdfFile() });
        await driver.say(`回复 #${number}`);
        await driver.sendFile?.('合同.pdf', pdfFile(2_000) as never);
        expect(await hear(LAWYER, `查看 #${number}`)).toContain('合同.pdf');
      } else {
        expect(shown).toContain('附件：意见书.pdf');
      }
    });

    if (driverHas(channel, 'files'))
      it('says of a picture what it is good for', async () => {
        for (const { number } of await driver.service.db.selectFrom('legal_case').select('number').execute())
          await driver.say(`撤回 #${number}`);
        expect(await wordsBy(() => driver.sendFile?.('照片.png', PNG_FILE as never))).toContain('文件我先不收。想请律师看，先说“找律师”');
      });

    it(`has a sign of typing that ${channel.typing}`, async () => {
      driver.service.slowness.ms = 600;
      expect(await wordsBy(() => driver.say('/help'))).toContain('您好，我是法小二');
      driver.service.slowness.ms = 0;
      expect((await driver.sawTyping?.()) ?? false).toBe(!channel.typing.startsWith('is not'));
    });

    it(`has corrections that ${channel.edits}`, async () => {
      const number = await acceptedCase();
      await driver.say(`#${number} 三十日内答复`);
      if (driver.edit) await driver.edit(`#${number} 十五日内答复`);
      else await driver.say(`#${number} 更正：十五日内答复`);
      expect(await hear(LAWYER, `查看 #${number}`)).toMatch(/三十日内答复[\s\S]*十五日内答复/);
      const kept = await driver.service.db.selectFrom('case_message').select(['edited', 'text']).execute();
      const heard = kept.find(({ text }) => opened('case_message.text', text).includes('十五日'));
      expect(heard?.edited).toBe(driver.edit !== undefined);
      if (driver.edit) expect(await wordsBy(() => driver.say('在吗').then(() => driver.edit?.('还在吗')))).not.toContain('还在吗');
    });

    if (channel.redelivery === 'happens')
      it('takes a message that is delivered again, after later ones, as one', async () => {
        const number = await acceptedCase();
        const [first, second] = [`#${number} 第一句`, `#${number} 第二句`];
        await driver.say(first);
        await driver.say(second);
        const before = (await driver.shown()).length;
        await driver.again?.();
        expect(await driver.shown()).toHaveLength(before);
        const said = await driver.service.db.selectFrom('case_message').select('text').orderBy('id').execute();
        expect(said.map(({ text }) => opened('case_message.text', text)).filter((text) => /^第.句$/.test(text))).toEqual([
          '第一句',
          '第二句',
        ]);
      });

    if (channel.voice !== 'does not exist')
      it(`has a voice message that ${channel.voice}`, async () => {
        const said = await wordsBy(() => driver.speak?.(QUESTION));
        expect(said).toContain(channel.voice === 'is heard' ? ANSWER : '我听不了语音');
      });

    it('suggests the nearest command to a word that is none', async () => {
      const [suggestion] = await shownBy(() => driver.say('/caess'));
      expect(suggestion?.text).toContain('您是不是想发 /cases？');
      expect(await wordsBy(() => driver.press('/cases'))).toContain('案件');
    });

    it('speaks in traditional characters to who wants them, and understands them from anybody', async () => {
      expect(await wordsBy(() => driver.say('離婚房子怎麼分'))).toContain(ANSWER);
      await driver.say('/lang');
      expect(await wordsBy(() => driver.press('繁體字'))).toContain('以後用繁體字');
      expect(await wordsBy(() => driver.say(QUESTION))).toContain('《民法典》第1087條 離婚');
      expect(await wordsBy(() => driver.say('简体字'))).toContain('以后用简体字');
    });

    if (channel.sending === 'is a platform’s') sendingContract({ driver: () => driver, wordsBy, hear, acceptedCase });
    else {
      it('keeps what others say until it is fetched, and in their order', async () => {
        const number = await acceptedCase();
        const words = await wordsBy(async () => {
          for (const text of ['一。', '二。', '三。']) await hear(LAWYER, `回复 #${number} 第${text}`);
        });
        expect(words).toMatch(/第一。[\s\S]*第二。[\s\S]*第三。/);
      });
    }
  });
  streamingContract(channel);
}

interface Sending {
  readonly driver: () => ChannelDriver;
  readonly wordsBy: (deed: () => unknown) => Promise<string>;
  readonly hear: (who: typeof STAFF, text: string) => Promise<string>;
  readonly acceptedCase: () => Promise<string>;
}

/** What a platform may do to messages, and what becomes of them. */
function sendingContract({ driver, wordsBy, hear, acceptedCase }: Sending): void {
  const platform = () => {
    const { platform: found } = driver();
    if (!found) throw new Error('a channel whose sending is a platform’s must name it');
    return found;
  };

  it('waits as long as the platform says, loses nothing and keeps the order', async () => {
    const words = await wordsBy(async () => {
      platform().busy();
      for (const text of [QUESTION, '民法典第1079条', '/help']) platform().sayUnheard(text);
      await platform().settle();
    });
    platform().calm();
    expect(words).toMatch(/第1087条 离婚时[\s\S]*第1079条 起诉[\s\S]*您好，我是法小二/);
  });

  it('answers what was said while the platform was down when it is back', async () => {
    const words = await wordsBy(async () => {
      platform().down();
      platform().sayUnheard(QUESTION);
      await new Promise((resolve) => setTimeout(resolve, 300));
      platform().up();
      await platform().settle();
    });
    expect(words.split(ANSWER)).toHaveLength(2);
    // An outage is told once.
    expect(new Set(driver().service.faults.splice(0)).size).toBeLessThanOrEqual(1);
  });

  it('gives up on who blocked it, shows staff what was not delivered, and lets nobody else wait', async () => {
    const { service } = driver();
    const number = await acceptedCase();
    await platform().settle();
    await platform().leave();
    await hear(LAWYER, `回复 #${number} 您看到了吗`);
    platform().neighbourAsks(QUESTION);
    await until(() => expect(platform().neighbourWasTold().join()).toContain('第1087条'));
    await platform().settle();
    expect(service.faults.splice(0)).toEqual([expect.stringMatching(/is given up/)]);
    const listed = await hear(STAFF, '未送达');
    expect(listed).toMatch(new RegExp(`这些消息没有送到[\\s\\S]* #${number}：(?:Telegram 403|DingTalk staffId\\.notExisted)`));
    expect(listed).not.toContain('您看到了吗');
  });
}

/** Whether people hand in files there at all. */
function driverHas({ files }: ChannelAbilities, what: 'files'): boolean {
  return what === 'files' && files === 'go both ways';
}
