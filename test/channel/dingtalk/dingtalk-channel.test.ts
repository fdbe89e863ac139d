import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PostgresDingTalkSessions } from '../../../src/store/postgres-dingtalk-sessions.ts';
import type { FakeDingTalk } from '../../fakes/dingtalk-platform.ts';
import { PNG_FILE, pdfFile } from '../sample-files.ts';
import { until } from '../until.ts';
import { BOSS, CLERK, DingTalkStage, linksOf, MESSAGE, wordsOf } from './dingtalk-stage.ts';

const QUESTION = '离婚房子怎么分';
const ANSWER = '《民法典》第1087条';
const PHONE = '13800000000';
const LIFE_MS = 90 * 60_000;

let stage: DingTalkStage;
let dingtalk: FakeDingTalk;
let someone: string;
let count = 0;
beforeAll(async () => {
  stage = await (await DingTalkStage.open()).settle();
  dingtalk = stage.dingtalk;
}, 120_000);
afterAll(() => stage.close());
afterEach(async () => {
  await stage.quiet();
  expect(stage.service.faults.splice(0)).toEqual([]);
});

/** Somebody who has not written before. */
function newcomer(): string {
  count += 1;
  someone = `person${count}`;
  return someone;
}
const ask = (text: string, words: string, personId = someone) => stage.ask(personId, text, words);
const ways = (personId = someone) => dingtalk.toldPerson(personId).map(({ via }) => via);
/** Something waits for a chat that no message of its people caused. */
const queue = (chatId: string, more: { case_number?: string } = {}) =>
  stage.service.db
    .insertInto('outbox')
    .values({ channel: 'dingtalk', chat_id: chatId, payload: MESSAGE, ...more })
    .execute();
const goOn = (milliseconds: number) => {
  stage.service.stage.now = new Date(stage.service.stage.now.getTime() + milliseconds);
};

describe('an answer in DingTalk', () => {
  it('has the articles, with links that say their names', async () => {
    const answer = await ask(QUESTION, ANSWER, newcomer());
    expect(linksOf(answer).get('《民法典》第1087条 离婚时共同财产怎么分')).toBe('民法典第1087条');
    expect(answer).toContain('12348');
  });

  it('goes through the webhook of the chat while it lives, then by the robot', async () => {
    await ask(QUESTION, ANSWER, newcomer());
    dingtalk.advance(LIFE_MS);
    goOn(LIFE_MS);
    await queue(`p:${someone}`);
    await stage.quiet();
    expect(ways()).toEqual(['webhook', 'person']);
  });

  it('goes by the robot when DingTalk has ended the webhook before its time', async () => {
    await ask(QUESTION, ANSWER, newcomer());
    dingtalk.advance(LIFE_MS + 60_000);
    await queue(`p:${someone}`);
    await stage.quiet();
    expect(ways()).toEqual(['webhook', 'person']);
    expect(await new PostgresDingTalkSessions(stage.service.db).find(`p:${someone}`, stage.service.stage.now)).toBeNull();
    goOn(LIFE_MS + 60_000);
  });

  it('reaches who is of another organisation while the webhook lives; staff are told of what came later', async () => {
    const guest = newcomer();
    const told = () => dingtalk.toldPerson(guest);
    const say = (text: string, words: string) => stage.after(() => dingtalk.say(guest, text, { outsider: true }), told, words);
    await say('办理 人工咨询', '请说说是什么事');
    await say('一件事', '确认');
    const number = /#(20\d+)/.exec(await say('确认提交', '办好了，案号 #'))?.[1] ?? '';
    await stage.quiet();
    const before = told().length;
    goOn(LIFE_MS);
    dingtalk.advance(LIFE_MS);
    const chat = `s:cidPrivate${guest}==`;
    for (const of of ['2026999999', number]) await queue(chat, { case_number: of });
    await stage.quiet();
    expect(stage.service.faults.splice(0)).toEqual(Array(2).fill(expect.stringContaining('given up: DingTalk session.ended')));
    expect(told()).toHaveLength(before);
    // What is of the guest's own case comes when the chat can be reached again, and nothing of others'.
    await say(QUESTION, ANSWER);
    expect(told().slice(before).map(wordsOf)).toEqual(['有消息', expect.stringContaining(ANSWER)]);
  });

  it('comes in the group where somebody calls the robot, and nowhere else', async () => {
    const group = 'cidGroup1==';
    await stage.after(
      () => dingtalk.say(newcomer(), QUESTION, { group }),
      () => dingtalk.toldGroup(group),
      ANSWER,
    );
    expect(ways()).toEqual([]);
  });

  it('is given to what was heard in a voice message, and to the words beside a picture', async () => {
    newcomer();
    const told = () => dingtalk.toldPerson(someone);
    await stage.after(() => dingtalk.sendAudio(someone, Buffer.from('amr'), QUESTION), told, ANSWER);
    await stage.after(() => dingtalk.sendAudio(someone, Buffer.from('amr'), ''), told, '听不了语音');
    await stage.after(() => dingtalk.sendPicture(someone, PNG_FILE), told, '文件我先不收');
    const beside = [{ text: QUESTION }, { picture: PNG_FILE }];
    await stage.after(() => dingtalk.sendRichText(someone, beside), told, ANSWER);
    await until(() => expect(told().map(wordsOf).at(-1)).toContain('文件我先不收'));
  });

  it('tells what a table, a heading or a link of a person would be as it was written', async () => {
    const number = await stage.openCase('# 一 [链接](http://x) **粗** | 表 <b>');
    const told = () => dingtalk.toldPerson(BOSS);
    const shown = await stage.after(() => dingtalk.say(BOSS, `查看 #${number}`), told, '链接');
    expect(shown).toContain('\\[链接\\](http://x) \\*\\*粗\\*\\* \\| 表 \\<b\\>');
  });
});

describe('a message of DingTalk', () => {
  it('has one effect however often it comes under new message ids, before and after others', async () => {
    const first = dingtalk.say(newcomer(), QUESTION);
    await stage.quiet();
    dingtalk.gateway.repeat(first);
    await ask('民法典第1079条', '第1079条');
    dingtalk.gateway.repeat(first);
    await stage.quiet();
    expect(dingtalk.gateway.deliveriesOf(first).length).toBeGreaterThanOrEqual(3);
    expect(ways()).toHaveLength(2);
  });

  it('is answered once when a process keeps it and dies before it answers', async () => {
    await stage.channel.stop();
    let die: (reason: Error) => void = () => {};
    const death = new Promise<never>((_, reject) => {
      die = reject;
    });
    const dying = stage.createChannel({ turns: { ...stage.service.turns, units: { transact: () => death, glance: () => death } } });
    await dying.start();
    const asked = dingtalk.say(newcomer(), QUESTION);
    await until(() => expect(dingtalk.gateway.isAcked(asked)).toBe(true));
    stage.channel = stage.createChannel();
    await stage.channel.start();
    await until(() => expect(ways()).toHaveLength(1));
    die(new Error('killed'));
    await dying.stop();
    dingtalk.gateway.repeat(asked);
    await stage.quiet();
    expect(dingtalk.toldPerson(someone).map(wordsOf)).toEqual([expect.stringContaining(ANSWER)]);
    stage.service.faults.length = 0;
  });

  it('is answered when DingTalk is well again', async () => {
    newcomer();
    dingtalk.fail(1, { status: 503 }, '/robot/sendBySession');
    await ask(QUESTION, ANSWER);
    expect(ways()).toHaveLength(1);
  });
});

describe('files in DingTalk', () => {
  it('go both ways within a case, byte for byte', async () => {
    const number = await stage.openCase();
    await stage.ask(CLERK, `受理 #${number}`, '由您受理了');
    const [clerk, boss] = [() => dingtalk.toldPerson(CLERK), () => dingtalk.toldPerson(BOSS)];
    dingtalk.say(BOSS, `回复 #${number}`);
    await stage.after(() => dingtalk.sendFile(BOSS, { name: '合同.pdf', bytes: pdfFile() }), clerk, '咨询人说');
    await until(() => expect(clerk().map(wordsOf)).toContain('合同.pdf'));
    const sent = clerk().findLast(({ kind }) => kind === 'sampleFile');
    expect(dingtalk.uploaded(String(sent?.content.mediaId))?.bytes).toEqual(pdfFile());
    dingtalk.say(CLERK, `回复 #${number}`);
    await stage.after(() => dingtalk.sendRichText(CLERK, [{ text: '看这里' }, { picture: PNG_FILE }]), boss, '看这里');
    const picture = () => dingtalk.uploaded(String(boss().findLast(({ kind }) => kind === 'sampleImageMsg')?.content.photoURL));
    await until(() => expect(picture()?.bytes).toEqual(Buffer.from(PNG_FILE)));
    dingtalk.say(CLERK, `回复 #${number}`);
    const two = [{ text: '两张' }, { picture: PNG_FILE }, { picture: PNG_FILE }];
    await stage.after(() => dingtalk.sendRichText(CLERK, two), clerk, '请一张一张地发');
    await until(() => expect(boss().map(wordsOf).at(-1)).toContain('两张'));
  });

  it('are fetched once, however often their message comes', async () => {
    const fetched = () => dingtalk.calls.filter((path) => path.startsWith('/files/')).length;
    const before = fetched();
    const sent = dingtalk.sendFile(newcomer(), { name: '合同.pdf', bytes: pdfFile() });
    await stage.quiet();
    dingtalk.gateway.repeat(sent);
    await until(() => expect(dingtalk.gateway.deliveriesOf(sent).length).toBeGreaterThan(1));
    await stage.quiet();
    expect(fetched() - before).toBe(1);
    expect(ways()).toHaveLength(1);
  });

  it('that DingTalk refuses to take hold up nothing', async () => {
    const number = await stage.openCase('文件传不上去的事');
    await stage.ask(CLERK, `受理 #${number}`, '由您受理了');
    await stage.quiet();
    dingtalk.fail(1, { status: 200, body: { errcode: 40009 } }, '/media/upload');
    dingtalk.say(BOSS, `回复 #${number}`);
    await stage.quiet();
    dingtalk.sendFile(BOSS, { name: '大.pdf', bytes: pdfFile() });
    await stage.quiet();
    expect(stage.service.faults.splice(0)).toEqual([expect.stringContaining('given up: DingTalk 40009')]);
    expect(dingtalk.toldPerson(CLERK).map(wordsOf).at(-1)).toContain('咨询人说');
  });
});

describe('绑定 in DingTalk', () => {
  it('takes the telephone that the organisation knows, and keeps it nowhere', async () => {
    await stage.service.stage.client(5, null, { phone: PHONE });
    dingtalk.hire('owner', `+86-${PHONE}`);
    await ask('绑定', '好了，您现在代表：示例5号公司', 'owner');
    expect((await stage.service.stage.everyRow()).filter((row) => row.includes(PHONE) && !row.startsWith('client'))).toEqual([]);
  });

  it('asks for a code where the telephone may not be read, is not known, or DingTalk does not answer', async () => {
    await ask('绑定', '工作人员给过您验证码', newcomer());
    dingtalk.mobilesAllowed = false;
    await ask('绑定', '工作人员给过您验证码');
    dingtalk.mobilesAllowed = true;
    dingtalk.fail(1, { status: 500 }, '/topapi/v2/user/get');
    await ask('绑定', '工作人员给过您验证码');
  });

  it('binds nobody in a group', async () => {
    const group = 'cidGroup2==';
    await stage.after(
      () => dingtalk.say('owner', '绑定', { group }),
      () => dingtalk.toldGroup(group),
      '请私聊我',
    );
  });
});
