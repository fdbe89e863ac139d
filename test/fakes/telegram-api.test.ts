import { Api, GrammyError, InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeTelegram } from './telegram-api.ts';
import { readMultipart } from './telegram-multipart.ts';

const GROUP = -1001;
const MEGABYTE = 1024 * 1024;
/** All bytes there are, and what could be taken for the end of a part. */
const BYTES = Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), Buffer.from('\r\n--\r\n\r\n--x--\r\n')]);

let telegram: FakeTelegram;
let api: Api;

beforeEach(async () => {
  telegram = await FakeTelegram.start();
  api = new Api(telegram.token, { apiRoot: telegram.apiRoot });
});
afterEach(async () => {
  vi.useRealTimers();
  await telegram.stop();
});

async function lastMessage() {
  return (await api.getUpdates()).at(-1)?.message;
}

function download(path = '', token = telegram.token): Promise<Response> {
  return fetch(`${telegram.apiRoot}/file/bot${token}/${path}`);
}

async function refusal(call: Promise<unknown>) {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof GrammyError)) throw new Error('Telegram took the call', { cause: error });
  return { code: error.error_code, description: error.description, retryAfter: error.parameters.retry_after ?? null };
}

describe('FakeTelegram: chats', () => {
  it('numbers messages of people and of the bot together, chat by chat', async () => {
    telegram.say(7, '一');
    expect((await api.sendMessage(7, '二')).message_id).toBe(2);
    telegram.sendSticker(7);
    telegram.say(8, '一');
    expect([telegram.lastSaid(7), telegram.lastSaid(8), telegram.taken[0]?.messageId]).toEqual([3, 1, 2]);
  });

  it("shows the bot's message that a person in a group replies to", async () => {
    const card = await api.sendMessage(GROUP, '<b>新案件</b>', { parse_mode: 'HTML' });
    telegram.say(9, '我接', { chatId: GROUP, replyTo: card.message_id });
    const message = await lastMessage();
    expect(message).toMatchObject({ message_id: 2, chat: { id: GROUP, type: 'supergroup' }, from: { id: 9 }, text: '我接' });
    expect(message?.reply_to_message).toMatchObject({
      message_id: 1,
      chat: { id: GROUP },
      from: { id: 123456, is_bot: true },
      text: '新案件',
    });
    telegram.say(8, '不行', { chatId: GROUP, replyTo: 2 });
    expect((await lastMessage())?.reply_to_message).toMatchObject({ from: { id: 9, is_bot: false }, text: '我接' });
    expect((await lastMessage())?.reply_to_message).not.toHaveProperty('reply_to_message');
    expect(() => telegram.say(9, '好', { chatId: GROUP, replyTo: 99 })).toThrow('no message 99');
  });

  it('shows an edited message under its number', async () => {
    telegram.say(7, '离昏');
    telegram.edit(7, 1, '离婚');
    expect((await api.getUpdates()).at(-1)?.edited_message).toMatchObject({ message_id: 1, text: '离婚' });
    expect(() => telegram.edit(8, 1, '别人的', 7)).toThrow('not by person 8');
  });

  it('puts a tap under the last message of the bot', async () => {
    await api.sendMessage(GROUP, '一');
    const second = await api.sendMessage(GROUP, '二');
    telegram.tap(9, 'accept', GROUP);
    const [update] = await api.getUpdates();
    expect(update?.callback_query).toMatchObject({
      data: 'accept',
      from: { id: 9 },
      message: { message_id: second.message_id, chat: { id: GROUP } },
    });
  });

  it("tells a person's own number from another's and from one passed on", async () => {
    telegram.shareContact(7, '+8613800000000');
    telegram.shareContact(7, '+8613900000000', 8);
    telegram.shareContact(7, '+8613800000000', 7, true);
    const [own, other, forwarded] = (await api.getUpdates()).map((update) => update.message);
    expect(own).toMatchObject({ from: { id: 7 }, contact: { phone_number: '+8613800000000', user_id: 7 } });
    expect(other).toMatchObject({ from: { id: 7 }, contact: { user_id: 8 } });
    expect([own, other, forwarded].map((message) => message?.forward_origin !== undefined)).toEqual([false, false, true]);
  });

  it('keeps the keys that the bot shows, and asks for no phone number in groups', async () => {
    const reply_markup = { keyboard: [[{ text: '发送手机号', request_contact: true }], ['不用了']] };
    await api.sendMessage(7, '您的电话？', { reply_markup });
    expect(telegram.taken[0]).toMatchObject({
      replyKeyboard: ['发送手机号', '不用了'],
      requestsContact: true,
      buttons: [],
      document: null,
    });
    expect((await refusal(api.sendMessage(GROUP, '您的电话？', { reply_markup }))).description).toContain('private chats only');
  });
});

describe('FakeTelegram: files', () => {
  it('takes a document byte for byte, with its name, caption and buttons', async () => {
    const name = '法律意见书 (第1版).pdf';
    const inline_keyboard = [[{ text: '收到', callback_data: 'got' }]];
    const sent = await api.sendDocument(7, new InputFile(BYTES, name), {
      caption: '<b>请看</b>',
      parse_mode: 'HTML',
      reply_markup: { inline_keyboard },
    });
    expect(sent).toMatchObject({ message_id: 1, caption: '请看', document: { file_name: name, file_size: BYTES.length } });
    expect(telegram.taken).toEqual([
      {
        chatId: '7',
        thread: null,
        messageId: 1,
        text: '请看',
        buttons: inline_keyboard[0],
        replyKeyboard: [],
        requestsContact: false,
        document: { name, type: 'application/pdf', bytes: BYTES },
      },
    ]);
    await api.sendDocument(8, sent.document.file_id);
    expect(telegram.taken[1]?.document?.bytes).toEqual(BYTES);
  });

  it("gives a person's document byte for byte, to the bot alone", async () => {
    telegram.sendFile(7, { name: '合同.pdf', bytes: BYTES, kind: 'document', caption: '我的合同' });
    const message = await lastMessage();
    expect(message).toMatchObject({
      caption: '我的合同',
      document: { file_name: '合同.pdf', mime_type: 'application/pdf', file_size: BYTES.length },
    });
    const { file_path } = await api.getFile(message?.document?.file_id ?? '');
    expect(Buffer.from(await (await download(file_path)).arrayBuffer())).toEqual(BYTES);
    expect((await download(file_path, '999:wrong')).status).toBe(404);
    expect((await download('documents/file_99.pdf')).status).toBe(404);
  });

  it('gives a photo in sizes of which the last is the whole, and not as a document', async () => {
    telegram.sendFile(7, { name: '借条.jpg', bytes: BYTES, kind: 'photo' });
    const sizes = (await lastMessage())?.photo ?? [];
    const { file_path } = await api.getFile(sizes.at(-1)?.file_id ?? '');
    expect(Buffer.from(await (await download(file_path)).arrayBuffer())).toEqual(BYTES);
    expect(sizes[0]?.file_size).toBeLessThan(BYTES.length);
    expect((await refusal(api.sendDocument(8, sizes[0]?.file_id ?? ''))).description).toContain('Photo as Document');
  });

  it('gives no file over 20 MB and none it does not know', async () => {
    telegram.sendFile(7, { name: '录像.zip', bytes: Buffer.alloc(20 * MEGABYTE), kind: 'document' });
    await api.getFile((await lastMessage())?.document?.file_id ?? '');
    telegram.sendFile(7, { name: '录像.zip', bytes: Buffer.alloc(20 * MEGABYTE + 1), kind: 'document' });
    const tooBig = (await lastMessage())?.document?.file_id ?? '';
    expect(await refusal(api.getFile(tooBig))).toMatchObject({ code: 400, description: 'Bad Request: file is too big' });
    expect((await refusal(api.getFile('unknown'))).code).toBe(400);
  });

  it('takes no file over 50 MB, no empty one, no caption over 1,024 characters', async () => {
    const document = new InputFile(BYTES, 'a.pdf');
    expect((await refusal(api.sendDocument(7, new InputFile(Buffer.alloc(50 * MEGABYTE + 1), 'a.zip')))).code).toBe(413);
    expect((await refusal(api.sendDocument(7, new InputFile(Buffer.alloc(0), 'a.txt')))).description).toContain('non-empty');
    expect((await refusal(api.sendDocument(7, document, { caption: '字'.repeat(1025) }))).description).toContain('caption is too long');
    await api.sendDocument(7, document, { caption: `<b>${'字'.repeat(1024)}</b>`, parse_mode: 'HTML' });
    expect(telegram.taken).toHaveLength(1);
  });
});

describe('FakeTelegram: limits', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));

  it('takes so many messages a second over all chats, files among them', async () => {
    telegram.perSecondLimit = 2;
    await api.sendMessage(7, '一');
    await api.sendDocument(8, new InputFile(BYTES, 'a.pdf'));
    expect(await refusal(api.sendMessage(9, '三'))).toMatchObject({ code: 429, retryAfter: 1 });
    expect((await refusal(api.sendDocument(9, new InputFile(BYTES, 'a.pdf')))).code).toBe(429);
    vi.advanceTimersByTime(1_000);
    await api.sendMessage(9, '三');
    expect(telegram.taken.map((message) => message.chatId)).toEqual(['7', '8', '9']);
  });

  it('takes so many messages a minute in a group, and any number in a private chat', async () => {
    telegram.groupPerMinute = 20;
    for (let sent = 0; sent < 20; sent++) await api.sendMessage(GROUP, '新案件');
    for (let sent = 0; sent < 21; sent++) await api.sendMessage(7, '您好');
    vi.advanceTimersByTime(20_000);
    expect(await refusal(api.sendMessage(GROUP, '新案件'))).toMatchObject({ code: 429, retryAfter: 40 });
    await api.sendMessage(GROUP - 1, '新案件');
    vi.advanceTimersByTime(40_000);
    await api.sendMessage(GROUP, '新案件');
  });

  it('counts a change like a message, notes what people saw, and what was refused', async () => {
    telegram.groupPerMinute = 3;
    const { message_id: id } = await api.sendMessage(GROUP, '一');
    await api.editMessageText(GROUP, id, '一二');
    expect((await refusal(api.editMessageText(GROUP, id, '一二'))).description).toContain('message is not modified');
    await api.editMessageText(GROUP, id, '一二三');
    expect(await refusal(api.editMessageText(GROUP, id, '四'))).toMatchObject({ code: 429, retryAfter: 60 });
    expect(telegram.seen.map(({ text }) => text)).toEqual(['一', '一二', '一二三']);
    expect(telegram.refusals.map((refused) => refused.slice(0, 20))).toEqual(['editMessageText: 400', 'editMessageText: 429']);
    telegram.remove(GROUP, id);
    vi.advanceTimersByTime(60_000);
    expect((await refusal(api.editMessageText(GROUP, id, '四'))).description).toContain('message to edit not found');
  });

  it('takes no file for a chat that refuses the bot', async () => {
    telegram.blocked.add('7').add(String(GROUP));
    expect((await refusal(api.sendDocument(7, new InputFile(BYTES, 'a.pdf')))).description).toBe('Forbidden: bot was blocked by the user');
    expect((await refusal(api.sendMessage(GROUP, '新案件'))).code).toBe(403);
  });
});

describe('FakeTelegram: updates', () => {
  it('delivers only kinds that were asked for, until others are', async () => {
    telegram.say(7, '一');
    telegram.edit(7, 1, '壹');
    const kinds = async (allowed_updates?: 'message'[] | []) =>
      (await api.getUpdates(allowed_updates && { allowed_updates })).map((update) => Object.keys(update)[1]);
    expect(await kinds()).toEqual(['message', 'edited_message']);
    expect(await kinds(['message'])).toEqual(['message']);
    telegram.tap(7, 'x');
    expect(await kinds()).toEqual(['message']);
    expect(await kinds([])).toEqual(['message']);
    telegram.tap(7, 'x');
    expect(await kinds()).toEqual(['message', 'callback_query']);
  });

  it('does not wake a poll for a kind that was not asked for', async () => {
    const polled = api.getUpdates({ timeout: 10, allowed_updates: ['callback_query'] });
    await vi.waitFor(async () => expect((await refusal(api.getUpdates())).code).toBe(409));
    telegram.say(7, '一');
    telegram.tap(7, 'x');
    expect((await polled).map((update) => update.update_id)).toEqual([2]);
  });

  it('answers the small methods of a bot', async () => {
    await api.sendChatAction(7, 'typing');
    await api.setMyCommands([{ command: 'start', description: '开始' }]);
    expect(await api.deleteWebhook()).toBe(true);
    expect(telegram.calls.map((call) => call.method)).toEqual(['sendChatAction', 'setMyCommands', 'deleteWebhook']);
  });
});

describe('readMultipart', () => {
  it('reads quoted and bare names, and refuses a body cut short', () => {
    const part = (filename: string) => `--b\r\nContent-Disposition: form-data; name="f"; filename=${filename}\r\n\r\n字\r\n--b--\r\n`;
    const nameOf = (filename: string) => readMultipart(Buffer.from(part(filename)), 'b')?.files.get('f')?.name;
    expect(['"一;\\"二\\".pdf"', '一 二.pdf', '一;二.pdf'].map(nameOf)).toEqual(['一;"二".pdf', '一 二.pdf', '一']);
    expect(readMultipart(Buffer.from(part('a').slice(0, -6)), 'b')).toBeNull();
  });
});

describe('FakeTelegram: what it refuses', () => {
  const button = (callback_data: string) => ({ reply_markup: { inline_keyboard: [[{ text: '受理', callback_data }]] } });

  it('is a text over 4,096 characters, a caption over 1,024 and callback data over 64 bytes', async () => {
    await api.sendMessage(7, '字'.repeat(4_096), button('a'.repeat(64)));
    expect((await refusal(api.sendMessage(7, '字'.repeat(4_097)))).description).toContain('message is too long');
    expect((await refusal(api.sendMessage(7, '一', button(`${'a'.repeat(62)}字`)))).description).toContain('BUTTON_DATA_INVALID');
    const long = api.sendDocument(7, new InputFile(BYTES, 'a.pdf'), { caption: '字'.repeat(1_025) });
    expect((await refusal(long)).description).toContain('caption is too long');
    expect(telegram.taken).toHaveLength(1);
  });

  it.each(['<b>没关', '关错</b>', '<b><i>交叉</b></i>', '<script>x</script>', '1 < 2', '&nope;'])('is HTML such as %s', async (text) => {
    expect((await refusal(api.sendMessage(7, text, { parse_mode: 'HTML' }))).description).toContain("can't parse entities");
  });

  it('is more than one message a second to a chat, and more than thirty to all', async () => {
    telegram.chatIntervalMs = 1_000;
    telegram.perSecondLimit = 30;
    await api.sendMessage(7, '一');
    expect(await refusal(api.sendMessage(7, '二'))).toMatchObject({ code: 429, retryAfter: 1 });
    for (let chat = 100; chat < 129; chat += 1) await api.sendMessage(chat, '一');
    expect((await refusal(api.sendMessage(200, '一'))).code).toBe(429);
  });

  it('is another token, polling beside a webhook, a chat that blocked the bot, and an edit that changes nothing', async () => {
    const stranger = new Api('1:wrong', { apiRoot: telegram.apiRoot });
    expect((await refusal(stranger.getMe())).code).toBe(401);
    const { message_id: id } = await api.sendMessage(7, '一');
    expect((await refusal(api.editMessageText(7, id, '一'))).description).toContain('message is not modified');
    telegram.blocked.add('7');
    expect((await refusal(api.sendMessage(7, '二'))).code).toBe(403);
    expect((await refusal(api.editMessageText(7, id, '二'))).code).toBe(403);
    await api.setWebhook(`${telegram.apiRoot}/nowhere`);
    expect((await refusal(api.getUpdates())).code).toBe(409);
  });
});
