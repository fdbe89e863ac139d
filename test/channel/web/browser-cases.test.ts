import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { serve } from '@hono/node-server';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { opened } from '../../../src/store/sealed.ts';
import { FIRMS } from '../../conversation/case/stage.ts';
import { openService, type Service, telegramPerson, webPerson } from '../open-service.ts';
import { pdfFile } from '../sample-files.ts';

const CHROMIUM = '/usr/bin/chromium';
const WIDTH = 360;
/** A folder for pictures of the page, to be looked at; none are taken without it. */
const SHOTS = process.env.SHOTS_DIR;
const BOSS = webPerson('a');
/** The firm's lawyer is on Telegram; whatever he is told can be read there. */
const LAWYER = telegramPerson(22);
const LARGEST = 20 * 1024 * 1024;

describe.runIf(existsSync(CHROMIUM))('a case in a browser on a phone', () => {
  let browser: Browser;
  let page: Page;
  let server: ReturnType<typeof serve>;
  let service: Service;
  let number = '';
  const problems: string[] = [];

  beforeAll(async () => {
    service = await openService();
    const client = await service.stage.client(1, FIRMS[0], { name: '一个名字很长很长很长很长很长很长很长很长的示例有限责任公司' });
    await service.join(BOSS, { kind: 'client', uscc: client.uscc });
    await service.join(LAWYER, { kind: 'desk', desk: FIRMS[0], role: 'clerk' });
    await new Promise<void>((resolve) => {
      server = serve({ fetch: service.app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve());
    });
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-background-networking', '--disable-gpu'],
    });
    page = await browser.newPage({ viewport: { width: WIDTH, height: 740 }, hasTouch: true });
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => !request.url().startsWith('http://127.0.0.1:') && problems.push(request.url()));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await page.context().addCookies([{ name: 'faxiaoer', value: BOSS.personId, url }]);
    await page.goto(url);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
    await service.close();
  });
  afterEach(async ({ task }) => {
    if (SHOTS) await page.screenshot({ path: path.join(SHOTS, `${task.name.replace(/[^a-z]+/gi, '-').slice(0, 40)}.png`) });
    expect(await tooWide()).toEqual([]);
    expect([...problems.splice(0), ...service.faults.splice(0)]).toEqual([]);
  });

  /** What reaches beyond the edges of the screen. */
  const tooWide = () =>
    page.evaluate<string[]>(`
      [document.documentElement, ...document.querySelectorAll('body *:not(.hidden)')]
        .filter((one) => {
          const { left, right, width } = one.getBoundingClientRect();
          return (width > 0 && (right > ${WIDTH} || left < 0)) || (one.scrollWidth > one.clientWidth && one.clientWidth > ${WIDTH / 2});
        })
        .map((one) => one.outerHTML.slice(0, 100))`);
  const said = (words: string): Locator => page.getByRole('article', { name: '法小二' }).filter({ hasText: words }).last();
  const tap = (label: string) => page.getByRole('button', { name: label, exact: true }).last().tap();
  const lawyerHears = async () =>
    (await service.db.selectFrom('outbox').select('payload').where('chat_id', '=', LAWYER.personId).orderBy('id').execute()).map(
      ({ payload }) => JSON.stringify(opened('outbox.payload', payload)),
    );

  it('is opened by taps alone, from an answer that was not enough', async () => {
    await tap('离婚登记要带什么材料');
    await said('要带的东西').waitFor();
    await tap('转我的律所');
    await tap('一起转');
    await tap('跳过');
    await said('请核对').waitFor();
    expect(await said('请核对').textContent()).toContain('离婚登记要带什么材料');
    await tap('确认提交');
    await said('办好了，案号').waitFor();
    number = /#(20\d+)/.exec((await said('办好了，案号').textContent()) ?? '')?.[1] ?? '';
    expect((await lawyerHears()).at(-1)).toContain(`新案件 #${number}`);
    const tapped = (await page.locator('article.you').allTextContents()).slice(-5);
    expect(tapped).toEqual(['离婚登记要带什么材料', '转我的律所', '一起转', '跳过', '确认提交']);
  });

  it('shows what the lawyer says without being loaded again, and carries the answer back', async () => {
    await service.write(LAWYER, `受理 #${number}`);
    await service.write(LAWYER, `#${number} 请把合同发给我。${'很长的网址https://example.invalid/'.repeat(3)}${'W'.repeat(300)}`);
    await said('请把合同发给我').waitFor({ timeout: 15_000 });
    await said('请把合同发给我').getByRole('button', { name: '回复', exact: true }).tap();
    await said('下一条消息会转给').waitFor();
    await page.getByLabel('您的问题').fill('好的，<b>马上</b>发。');
    await page.getByRole('button', { name: '发送' }).tap();
    await said(`已转到 #${number}`).waitFor();
    expect((await lawyerHears()).at(-1)).toContain('好的，&lt;b&gt;马上&lt;/b&gt;发。');
  });

  it('takes a file by the ＋ button, and gives it back', async () => {
    await tap('回复');
    await said('下一条消息会转给').last().waitFor();
    const before = (await lawyerHears()).length;
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByTitle('发文件').tap()]);
    const name = `劳动合同${'很长'.repeat(30)}.pdf`;
    await chooser.setFiles({ name, mimeType: 'application/pdf', buffer: pdfFile() });
    await expect.poll(async () => (await lawyerHears()).length, { timeout: 15_000 }).toBeGreaterThan(before);
    expect((await lawyerHears()).slice(before).join()).toContain(name);
    await page.getByLabel('您的问题').fill(`查看 #${number}`);
    await page.getByRole('button', { name: '发送' }).tap();
    const link = page.getByRole('link', { name: /劳动合同/ }).last();
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), link.tap()]);
    expect(download.suggestedFilename()).toBe(name);
    expect(await readFile(await download.path())).toEqual(pdfFile());
  });

  it('is all there after the page is loaded again, the name of a file that was sent too', async () => {
    await page.reload();
    await said('办好了，案号').waitFor();
    await said('请把合同发给我').waitFor();
    const bubbles = await page.locator('article.you').allTextContents();
    expect(bubbles.filter((words) => words.trim() === '')).toEqual([]);
    expect(bubbles.join()).toContain('劳动合同');
    // What was tapped, not what that sent.
    expect(bubbles.slice(1, 6)).toEqual(['离婚登记要带什么材料', '转我的律所', '一起转', '跳过', '确认提交']);
    expect(bubbles.join()).not.toMatch(/转人工|[0-9a-f]{8}-/);
  });

  it('says that a file is too large rather than that the network is broken', async () => {
    await tap('回复');
    await said('下一条消息会转给').waitFor();
    const film = path.join(service.filesDir, '录像.pdf');
    await writeFile(film, pdfFile(LARGEST + 200_000));
    await page.locator('#file').setInputFiles(film);
    await page
      .locator('article.bot')
      .filter({ hasText: /20 MB|断了/ })
      .last()
      .waitFor();
    problems.splice(0);
    expect(await page.getByRole('article', { name: '法小二' }).last().textContent()).toContain('文件太大了，每份最多 20 MB。');
  });

  it('goes on showing what the lawyer says after one call has failed', async () => {
    let failed = false;
    await page.route('**/api/letters*', async (route) => {
      if (failed) return route.fallback();
      failed = true;
      return route.fulfill({ status: 500, json: { error: 'internal' } });
    });
    await expect.poll(() => failed, { timeout: 15_000 }).toBe(true);
    await service.write(LAWYER, `#${number} 合同看完了。`);
    await said('合同看完了')
      .waitFor({ timeout: 15_000 })
      .finally(() => problems.splice(0));
  });
});
