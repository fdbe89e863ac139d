import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderText } from '../../src/channel/terminal/render-text.ts';
import { Door, type DoorLimits } from '../../src/conversation/door.ts';
import type { IncomingMessage } from '../../src/conversation/incoming-message.ts';
import { presentTurn } from '../../src/conversation/present-outcome.ts';
import { takeTurn } from '../../src/conversation/take-turn.ts';
import { heapSize } from '../heap-size.ts';
import { FIRMS, Stage } from './case/stage.ts';

const LIMITS: DoorLimits = { personPerMinute: 3, groupPerMinute: 2, perSecond: 100 };
const IN = { kind: 'in', afterMs: 0 };
let now = 0;
const doorOf = (limits: Partial<DoorLimits> = {}) => new Door({ ...LIMITS, ...limits }, () => now);
const from = (personId: string, more: Partial<IncomingMessage> = {}): IncomingMessage => ({
  channel: 'telegram',
  messageId: 'm',
  personId,
  chatId: personId,
  text: '问',
  ...more,
});
const inGroup = (text: string, more: Partial<IncomingMessage> = {}) => from('p', { chatId: 'g', group: true, text, ...more });

describe('the door', () => {
  it('lets in what a person can write, tells once who writes faster, and lets in again after a minute', () => {
    const door = doorOf();
    for (let count = 0; count < 3; count += 1) expect(door.admit(from('a'))).toEqual(IN);
    expect(door.admit(from('a'))).toEqual({ kind: 'out', why: 'too-fast', tell: true });
    expect(door.admit(from('a'))).toEqual({ kind: 'out', why: 'too-fast', tell: false });
    expect(door.admit(from('b'))).toEqual(IN);
    expect(door.admit(from('a', { channel: 'dingtalk' }))).toEqual(IN);
    now += 59_999;
    expect(door.admit(from('a')).kind).toBe('out');
    now += 1;
    expect(door.admit(from('a'))).toEqual(IN);
  });

  it('answers a page each time, because a page waits for an answer', () => {
    const door = doorOf({ personPerMinute: 0 });
    for (const _ of [1, 2]) expect(door.admit(from('a', { channel: 'web' }))).toMatchObject({ tell: true });
  });

  it('counts commands and calls of a group together, whoever says them, and says so once; who writes too fast uses up nothing of it', () => {
    const door = doorOf();
    expect(door.admit(inGroup('查看 #2026000001'))).toEqual(IN);
    expect(door.admit(inGroup('离婚房子怎么分', { addressed: true, personId: 'q' }))).toEqual(IN);
    expect(door.admit(inGroup('查看 #2026000001', { personId: 'r' }))).toEqual({ kind: 'out', why: 'too-fast', tell: true });
    expect(door.admit(inGroup('查看 #2026000001', { personId: 'r' }))).toEqual({ kind: 'out', why: 'too-fast', tell: false });
    expect(door.admit(from('p'))).toEqual(IN);
    const other = doorOf({ groupPerMinute: 4 });
    for (const kind of ['in', 'in', 'out', 'out']) expect(other.admit(inGroup('查看 #2026000001')).kind).toBe(kind);
    expect(other.admit(inGroup('查看 #2026000001', { personId: 'q' }))).toEqual(IN);
  });

  it('is not closed to a group by what its people say to each other', () => {
    const door = doorOf();
    for (let count = 0; count < 50; count += 1) expect(door.admit(inGroup('中午吃什么'))).toEqual(IN);
    expect(door.admit(inGroup('查看 #2026000001'))).toEqual(IN);
  });

  it('says that too many ask when everybody together is too fast, for a second', () => {
    const door = doorOf({ perSecond: 2 });
    const page = { channel: 'web' } as const;
    for (const person of ['a', 'b']) expect(door.admit(from(person, page))).toEqual(IN);
    expect(door.admit(from('c', page))).toEqual({ kind: 'out', why: 'crowded', tell: true });
    now += 1_000;
    expect(door.admit(from('c', page))).toEqual(IN);
  });

  it('lets what a platform has handed over in later, up to twenty seconds, as many in each as may be', () => {
    const door = doorOf({ perSecond: 5 });
    const waits = Array.from({ length: 84 }, (_, index) => door.admit(from(`p${index}`)));
    expect(waits.map((wait) => (wait.kind === 'in' ? wait.afterMs : null))).toEqual(
      Array.from({ length: 84 }, (_, index) => Math.floor(index / 4) * 1_000),
    );
    expect(door.admit(from('q'))).toEqual({ kind: 'out', why: 'crowded', tell: true });
    // A page finds room beside those who wait, one in a second here.
    expect([1, 2].map((person) => door.admit(from(`w${person}`, { channel: 'web' })).kind)).toEqual(['in', 'out']);
    now += 2_500;
    expect(Array.from({ length: 8 }, (_, index) => door.admit(from(`r${index}`)).kind)).toEqual(Array(8).fill('in'));
    expect(door.admit(from('s'))).toMatchObject({ kind: 'out' });
    expect(door.admit(from('w3', { channel: 'web' })).kind).toBe('in');
  });

  it('forgets people who have not written for a minute', () => {
    const door = doorOf({ perSecond: Number.POSITIVE_INFINITY });
    for (let count = 0; count < 10_001; count += 1) door.admit(from(`p${count}`));
    now += 60_000;
    const before = heapSize();
    for (let count = 0; count < 200_000; count += 1) {
      if (count % 10_000 === 0) now += 60_000;
      door.admit(from(`q${count}`));
    }
    expect(heapSize() - before).toBeLessThan(8 * 1024 * 1024);
    expect(door.admit(from('q1'))).toEqual(IN);
  });
});

describe('a message that is kept out', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  }, 120_000);
  afterAll(() => stage.close());
  const write = async (text: string, messageId: string, door: Door, more: Partial<IncomingMessage> = {}) => {
    const turn = await takeTurn(from('fast', { text, messageId, ...more }), { ...stage.context, door });
    return renderText(presentTurn(turn));
  };

  it('is answered kindly once, does nothing, and its words are not kept', async () => {
    const door = doorOf({ personPerMinute: 1 });
    expect(await write('/help', 'd1', door)).toContain('您好，我是法小二');
    expect(await write('我的秘密', 'd2', door)).toBe('您发得太快了，这一句我没有收下。请歇一分钟再发。');
    expect(await write('我的秘密', 'd3', door)).toBe('');
    expect((await stage.everyRow()).filter((row) => row.includes('秘密'))).toEqual([]);
  });

  it('waits its turn where its platform keeps it, and is dealt with then', async () => {
    const door = new Door({ ...LIMITS, perSecond: 3 });
    const began = performance.now();
    const sent = ['w1', 'w2', 'w3'].map(async (personId) => {
      await takeTurn(from(personId, { text: '/help', messageId: personId }), { ...stage.context, door });
      return performance.now() - began;
    });
    const [, second = 0, third = 0] = await Promise.all(sent);
    expect(third).toBeGreaterThanOrEqual(950);
    expect(second).toBeLessThan(third);
  });

  it('is not opened: what it takes effort to fetch is fetched for nobody who is kept out', async () => {
    const door = doorOf({ personPerMinute: 1 });
    const opened: string[] = [];
    const send = (messageId: string) => {
      const open = async () => {
        opened.push(messageId);
        return { kind: 'unreadable', why: '文件没有收到' } as const;
      };
      return takeTurn({ ...from('sender', { text: '', messageId }), open }, { ...stage.context, door });
    };
    expect(renderText(presentTurn(await send('f1')))).toBe('文件没有收到');
    expect(renderText(presentTurn(await send('f2')))).toContain('您发得太快了');
    expect(opened).toEqual(['f1']);
  });

  it('keeps the answer it had when it comes again', async () => {
    const door = doorOf({ personPerMinute: 0 });
    expect(await write('/help', 'd1', door)).toContain('您好，我是法小二');
  });

  it('is a question of at most 500 characters, without invisible ones', async () => {
    const door = doorOf({ personPerMinute: 100 });
    expect(await write(`离婚${'\u200b\u2060'.repeat(400)}房子怎么分`, 'd5', door)).toContain('第1087条');
    expect(await write('字'.repeat(501), 'd6', door)).toContain('500');
  });
});

describe('somebody who misuses the bot', () => {
  let stage: Stage;
  const person = (name: string) => ({ name, channel: 'telegram', personId: name }) as const;
  const [troll, lawyer, staff] = [person('troll'), person('lawyer'), person('staff')];
  let number: string;
  beforeAll(async () => {
    stage = await Stage.open();
    const client = await stage.client(1, FIRMS[0]);
    await stage.representative(troll, client.uscc);
    await stage.member(lawyer, FIRMS[0], 'lead');
    await stage.member(staff, '法律服务协调岗');
    number = await stage.openCase(troll, '法律顾问咨询', '捣乱', '跳过');
  }, 120_000);
  afterAll(() => stage.close());
  const audited = () =>
    stage.database.db.selectFrom('audit').select(['what', 'subject']).where('what', 'like', '%blocked').orderBy('id').execute();

  it('is kept out by staff alone', async () => {
    for (const actor of [lawyer, troll, person('stranger')]) {
      const { reply } = await stage.say(actor, `屏蔽 #${number}`);
      expect(reply).toMatch(/只有司法局的工作人员能办|没有这个案件/);
    }
    expect((await stage.say(troll, '/help')).reply).toContain('您好，我是法小二');
    expect(await audited()).toEqual([]);
    expect((await stage.say(staff, `屏蔽 #${number}`)).reply).toContain('已屏蔽');
  });

  it('gets one sentence for whatever they write, and nothing of it reaches anybody', async () => {
    for (const text of [
      '离婚房子怎么分',
      `#${number} 再来捣乱`,
      '/help',
      await stage.code({ kind: 'desk', desk: FIRMS[0], role: 'lead' }),
    ]) {
      const { reply, told } = await stage.say(troll, text);
      expect({ reply, told }).toEqual({ reply: '这里暂时不能为您服务。法律问题请打 12348，有危险请打 110。', told: [] });
    }
    expect((await stage.say(troll, '/help', { group: true, addressed: true, chatId: 'g' })).reply).toBe('');
  });

  it('is let in again by staff alone; both are audited', async () => {
    expect((await stage.say(lawyer, `解除屏蔽 #${number}`)).reply).toContain('只有司法局的工作人员能办');
    expect((await stage.say(staff, `解除屏蔽 #${number}`)).reply).toContain('已恢复');
    expect((await stage.say(troll, '/help')).reply).toContain('您好，我是法小二');
    expect(await audited()).toEqual([
      { what: 'blocked', subject: number },
      { what: 'unblocked', subject: number },
    ]);
  });
});
