import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealed } from '../../src/store/sealed.ts';
import { draftOf } from '../model/model-stage.ts';
import { put } from '../small-folder.ts';
import { COORDINATOR, type OpenConsole, openConsole } from './open-console.ts';

const CHROMIUM = '/usr/bin/chromium';
/** A folder for pictures of the pages, to be looked at; none are taken without it. */
const SHOTS = process.env.SHOTS_DIR;
const LONG = '一个很长很长的网址https://example.invalid/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa押金不退怎么办';

describe.runIf(existsSync(CHROMIUM)).each([390, 1200])('the console in a browser without JavaScript, %i px wide', (width) => {
  let service: OpenConsole;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    service = await openConsole();
    const staff = await service.member({ kind: 'desk', desk: COORDINATOR, role: 'lead' });
    const sentences = ['您可以直接去法院起诉离婚。', '因为感情不和分居满2年、调解无效的，法院应当准许离婚。', '分居满3年才能离婚。'];
    const text = draftOf(sentences.map((sentence) => ({ text: sentence, sources: ['S1'] })));
    service.chat.replays = [{ kind: 'stream', text }];
    await service.say(staff, '老公不同意离婚，分居多久可以起诉离婚');
    await service.say(staff, LONG);
    await put(service.dir, '民法典/坏.md', '没有头');
    const letter = {
      channel: 'telegram',
      chat_id: '7',
      payload: sealed('outbox.payload', { text: '话' }),
      failure: 'Telegram 403',
      gave_up_at: new Date(),
    };
    await service.db
      .insertInto('outbox')
      .values([{ ...letter, case_number: '2026000009' }, letter])
      .execute();
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-background-networking', '--disable-gpu'],
    });
    const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: false });
    const [name = '', value = ''] = staff.cookie.split('=');
    await context.addCookies([{ name, value, url: service.url, sameSite: 'Strict' }]);
    page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('request', (request) => !request.url().startsWith(service.url) && problems.push(request.url()));
    await page.goto(`${service.url}/console`);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await service.close();
  });

  const look = async (name: string) => {
    if (SHOTS) await page.screenshot({ path: path.join(SHOTS, `${width}-${name}.png`), fullPage: true });
    expect([name, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, width]);
  };
  const open = (name: string) => page.getByRole('navigation').getByRole('link', { name }).click();

  it('leads by its menu to every page, each within the width', async () => {
    await page.getByRole('heading', { name: '今天' }).waitFor();
    await look('home');
    for (const name of ['对话记录', '知识缺口', '知识库', '未送达']) {
      await open(name);
      await page.getByRole('heading', { name, level: 1 }).waitFor();
      await look(name);
    }
    await open('对话记录');
    await page.getByRole('link', { name: /分居多久/ }).click();
    await page.getByText('数字和出处不一样').waitFor();
    await look('turn');
  });

  it('writes a draft and sends a letter again, by a tap each', async () => {
    await open('知识缺口');
    await page.getByRole('button', { name: '写一份草稿' }).click();
    await page.getByRole('status').getByText('草稿写好了').waitFor();
    await look('draft');
    expect(await readdir(path.join(service.dir, '办事指南/草稿'))).toHaveLength(1);
    await open('未送达');
    await page.getByRole('button', { name: '重新发送' }).click();
    await page.getByRole('status').getByText('已经放回去重发').waitFor();
    await look('resent');
  });

  it('tells a stranger how staff get in, and asked nobody else for anything', async () => {
    expect(problems).toEqual([]);
    await page.context().clearCookies();
    await page.goto(`${service.url}/console`);
    await page.getByRole('heading', { name: '工作人员' }).waitFor();
    await look('closed');
    await page.getByRole('link', { name: '去聊天页' }).click();
    await page.getByText('法小二').first().waitFor();
  });
});
