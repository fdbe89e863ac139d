import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TakenMessage } from '../../fakes/telegram-sends.ts';
import { docxFile, PNG_FILE, pdfFile } from '../sample-files.ts';
import { until } from '../until.ts';
import { CLERK, GROUP, REPRESENTATIVE, STRANGER, TelegramStage } from './telegram-stage.ts';

const LARGEST = 20 * 1024 * 1024;
const WRONG_FORM = '只收 Word（docx）、PDF 和照片（jpg、png）。';
const TOO_LARGE = '文件太大了，每份最多 20 MB。';
const DOCUMENTS = [
  { name: '劳动合同.docx', bytes: docxFile(), type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  { name: '辞职信.pdf', bytes: pdfFile(), type: 'application/pdf' },
  { name: '打卡记录.png', bytes: PNG_FILE, type: 'image/png' },
];

let stage: TelegramStage;
beforeAll(async () => {
  stage = await TelegramStage.open();
}, 120_000);
afterAll(() => stage.close());
afterEach(() => expect(stage.service.faults.splice(0)).toEqual([]));

/** Documents that a chat has been sent since, oldest first. */
const documents = (told: readonly TakenMessage[]) => told.flatMap(({ document }) => (document === null ? [] : [document]));

/** Files that the bot has fetched from Telegram. */
const downloads = () => stage.telegram.calls.filter(({ method }) => method === 'getFile').length;

/** The representative registers a contract to be looked at, up to where files are asked for. */
async function untilFiles(): Promise<void> {
  for (const text of ['办理 合同审查', '看看有没有坑']) stage.telegram.say(REPRESENTATIVE, text);
  await stage.after(() => stage.telegram.say(REPRESENTATIVE, '跳过'), REPRESENTATIVE, '有合同、决定书之类的文件就发过来');
}

describe('documents over Telegram', () => {
  it('go with a new case to the group, byte for byte under their names', async () => {
    await untilFiles();
    for (const { name, bytes } of DOCUMENTS) {
      await stage.after(() => stage.telegram.sendFile(REPRESENTATIVE, { name, bytes, kind: 'document' }), REPRESENTATIVE, `收到 ${name}`);
    }
    stage.telegram.say(REPRESENTATIVE, '就这些');
    const opened = await stage.after(() => stage.telegram.say(REPRESENTATIVE, '确认提交'), REPRESENTATIVE, '办好了，案号 #');
    await stage.cardOf(/#(20\d+)/.exec(opened.text)?.[1] ?? '', GROUP);
    expect(documents(stage.told(GROUP))).toEqual(DOCUMENTS.map(({ name, bytes, type }) => ({ name, bytes, type })));
  });

  it.each(DOCUMENTS)('are carried both ways within a case, byte for byte: $name', async ({ name, bytes, type }) => {
    const { number, card } = await stage.acceptedCase();
    await stage.quiet();
    const before = { group: stage.told(GROUP).length, person: stage.told(REPRESENTATIVE).length };
    const words = await stage.after(
      () =>
        stage.telegram.sendFile(CLERK, { name, bytes, kind: 'document', caption: '意见在里面', chatId: GROUP, replyTo: card.messageId }),
      REPRESENTATIVE,
      '意见在里面',
    );
    await stage.after(
      () => stage.telegram.sendFile(REPRESENTATIVE, { name, bytes, kind: 'document', replyTo: words.messageId }),
      GROUP,
      `#${number} 咨询人说：`,
    );
    const sent = { name, type, bytes };
    expect(documents(stage.told(REPRESENTATIVE).slice(before.person))).toEqual([sent]);
    expect(documents(stage.told(GROUP).slice(before.group))).toEqual([sent]);
  });

  it('answer the case as well as words do: a reply to the document finds its way', async () => {
    const { number, card } = await stage.acceptedCase();
    await stage.after(
      () => stage.telegram.sendFile(CLERK, { name: 'a.pdf', bytes: pdfFile(), kind: 'document', chatId: GROUP, replyTo: card.messageId }),
      REPRESENTATIVE,
      `#${number}`,
    );
    const sent = stage.told(REPRESENTATIVE).findLast(({ document }) => document !== null);
    await stage.after(() => stage.telegram.say(REPRESENTATIVE, '收到了', { replyTo: sent?.messageId ?? 0 }), GROUP, '收到了');
  });

  it('are called what they are, whatever they are called', async () => {
    const { card } = await stage.acceptedCase();
    const name = '../../etc/passwd\u202efdp.exe';
    await stage.after(
      () => stage.telegram.sendFile(CLERK, { name, bytes: PNG_FILE, kind: 'document', chatId: GROUP, replyTo: card.messageId }),
      REPRESENTATIVE,
      '说：',
    );
    await expect
      .poll(() => documents(stage.told(REPRESENTATIVE)).at(-1), { timeout: 20_000 })
      .toEqual({ name: 'passwdfdp.png', type: 'image/png', bytes: PNG_FILE });
  });

  it('are a photo in its whole size too', async () => {
    const { card } = await stage.acceptedCase();
    const bytes = Buffer.concat([PNG_FILE, Buffer.alloc(5_000, 1)]);
    await stage.after(
      () => stage.telegram.sendFile(CLERK, { name: 'x.jpg', bytes, kind: 'photo', chatId: GROUP, replyTo: card.messageId }),
      REPRESENTATIVE,
      '说：',
    );
    await expect.poll(() => documents(stage.told(REPRESENTATIVE)).at(-1), { timeout: 20_000 }).toMatchObject({ name: '照片.png', bytes });
  });

  it('are refused by what is in them, and by their size before they are fetched', async () => {
    await untilFiles();
    const send = (name: string, bytes: Buffer) => () => stage.telegram.sendFile(REPRESENTATIVE, { name, bytes, kind: 'document' });
    await stage.after(send('合同.docx', Buffer.from('MZ\x90 a program')), REPRESENTATIVE, WRONG_FORM);
    await stage.after(send('合同.pdf', Buffer.from('<script>alert(1)</script>')), REPRESENTATIVE, WRONG_FORM);
    const fetched = downloads();
    await stage.after(send('合同.pdf', pdfFile(LARGEST + 1)), REPRESENTATIVE, TOO_LARGE);
    expect(downloads()).toBe(fetched);
    await stage.after(send('合同.pdf', pdfFile(LARGEST)), REPRESENTATIVE, '收到 合同.pdf');
    await stage.after(() => stage.telegram.say(REPRESENTATIVE, '取消'), REPRESENTATIVE, '什么都没有提交');
  });

  it.each([
    ['is no document', 'a.pdf', Buffer.from('no document at all'), WRONG_FORM],
    ['is too large', 'a.pdf', pdfFile(LARGEST + 1), TOO_LARGE],
  ])('are not said to be carried when what replies to a card %s', async (_, name, bytes, why) => {
    const { card } = await stage.acceptedCase();
    await stage.quiet();
    const before = stage.told(REPRESENTATIVE).length;
    await stage.after(
      () => stage.telegram.sendFile(CLERK, { name, bytes, kind: 'document', chatId: GROUP, replyTo: card.messageId }),
      GROUP,
      why,
    );
    await stage.quiet();
    expect(stage.told(REPRESENTATIVE)).toHaveLength(before);
  });

  it('are spoken of again, marked, when the words beside them are edited', async () => {
    const { card } = await stage.acceptedCase();
    const file = { name: 'a.pdf', bytes: pdfFile(), kind: 'document', caption: '第一版', chatId: GROUP, replyTo: card.messageId } as const;
    await stage.after(() => stage.telegram.sendFile(CLERK, file), REPRESENTATIVE, '第一版');
    const edited = await stage.after(
      () => stage.telegram.edit(CLERK, stage.telegram.lastSaid(GROUP), '第二版', GROUP),
      REPRESENTATIVE,
      '第二版',
    );
    expect(edited.text).toContain('（改了上一条）');
  });

  it('are not even fetched when people in the group show them to each other', async () => {
    await stage.quiet();
    const fetched = downloads();
    stage.telegram.sendFile(STRANGER, { name: '私事.pdf', bytes: pdfFile(), kind: 'document', chatId: GROUP });
    await stage.quiet();
    expect(downloads()).toBe(fetched);
  });

  it('are asked for again when Telegram does not give them', async () => {
    const { faults } = stage.service;
    await untilFiles();
    const told = stage.after(() => {}, REPRESENTATIVE, '再发一次');
    stage.telegram.sendFile(REPRESENTATIVE, { name: '合同.pdf', bytes: pdfFile(), kind: 'document' });
    Object.assign(stage.lastMessage().document as object, { file_id: 'gone' });
    await told.finally(() => faults.splice(0));
    await stage.quiet();
  });

  it('are read in a group beside a command', async () => {
    const { number } = await stage.acceptedCase();
    await stage.quiet();
    const before = stage.told(REPRESENTATIVE).length;
    const file = { name: '意见书.pdf', bytes: pdfFile(), kind: 'document', caption: `回复 #${number} 请看附件`, chatId: GROUP } as const;
    await stage.after(() => stage.telegram.sendFile(CLERK, file), REPRESENTATIVE, '请看附件');
    expect(documents(stage.told(REPRESENTATIVE).slice(before)).map(({ name }) => name)).toEqual(['意见书.pdf']);
  });

  it('whose content is gone are named, and hold up nobody', { timeout: 60_000 }, async () => {
    const { number } = await stage.acceptedCase();
    const file = { name: '丢了.pdf', bytes: pdfFile(), kind: 'document', caption: `#${number} 看`, chatId: GROUP } as const;
    await stage.after(() => stage.telegram.say(CLERK, `#${number} 先说一句`, { chatId: GROUP }), REPRESENTATIVE, '先说一句');
    stage.telegram.chatIntervalMs = 9_000;
    const { filesDir } = stage.service;
    const before = (await readdir(filesDir)).length;
    stage.telegram.sendFile(CLERK, file);
    // The file is kept, and waits for its turn in the other chat.
    await until(async () => expect((await readdir(filesDir)).filter((name) => !name.endsWith('.part')).length).toBeGreaterThan(before));
    for (const name of await readdir(filesDir)) await rm(path.join(filesDir, name));
    await stage.after(() => {}, REPRESENTATIVE, '附件“丢了.pdf”找不到了');
    stage.telegram.chatIntervalMs = 0;
    await stage.after(() => stage.telegram.say(CLERK, `#${number} 再说一句`, { chatId: GROUP }), REPRESENTATIVE, '再说一句');
  });
});
