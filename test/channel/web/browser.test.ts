import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealed } from '../../../src/store/sealed.ts';
import { type FakeChat, startFakeChat } from '../../fakes/openai-chat.ts';
import { openModel, PATIENT, piecesOf, SEPARATED, SUE, YEARS } from '../../model/model-stage.ts';
import { openRow } from '../../store/open-rows.ts';
import { openWeb } from './open-web.ts';

const CHROMIUM = '/usr/bin/chromium';

describe.runIf(existsSync(CHROMIUM))('the web chat in a browser on a phone', () => {
  let browser: Browser;
  let chat: FakeChat;
  let page: Page;
  let server: ReturnType<typeof serve>;
  let web: Awaited<ReturnType<typeof openWeb>>;
  const problems: string[] = [];

  beforeAll(async () => {
    chat = await startFakeChat();
    // Nothing that anybody may see, until a test wants more.
    chat.replays = [{ kind: 'stream', text: '无' }];
    web = await openWeb(openModel(chat, 10_000_000, 'test-key', PATIENT).model);
    await new Promise<void>((resolve) => {
      server = serve({ fetch: web.app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve());
    });
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-background-networking', '--disable-gpu'],
    });
    page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => !request.url().startsWith('http://127.0.0.1:') && problems.push(request.url()));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });
  afterAll(async () => {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
    await web.close();
    await chat.stop();
  });

  const lastAnswer = () => page.getByRole('article', { name: '法小二' }).last();

  it('answers with the keyboard alone, opens an article, and keeps within the width', async () => {
    await page.getByLabel('您的问题').focus();
    await page.keyboard.type('老公出轨离婚财产怎么分');
    await page.keyboard.press('Enter');
    await lastAnswer().getByText('《民法典》第1087条').waitFor();
    await lastAnswer().locator('summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await lastAnswer().locator('details[open]').textContent()).toContain('要旨');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });

  it('asks a related question by a tap and takes a rating', async () => {
    await page.getByRole('button', { name: '离婚登记要带什么材料' }).first().click();
    await lastAnswer().getByText('要带的东西').waitFor();
    await lastAnswer().getByRole('button', { name: '有用', exact: true }).click();
    await lastAnswer().locator('button[aria-pressed=true]').waitFor();
    await lastAnswer().getByText('谢谢，记下了。').waitFor();
  });

  it('asks why an answer was no use, by a tap and a line', async () => {
    await lastAnswer().getByRole('button', { name: '没用', exact: true }).click();
    await lastAnswer().getByRole('button', { name: '不够具体' }).click();
    await lastAnswer().getByText('工作人员会看').waitFor();
    await lastAnswer().getByLabel('哪里不好').fill('没说要几张照片');
    await lastAnswer().getByRole('button', { name: '发送' }).click();
    await lastAnswer().getByLabel('哪里不好').waitFor({ state: 'detached' });
    const kept = await web.db.selectFrom('feedback').select(['useful', 'reason', 'words']).execute();
    expect(kept.map((row) => openRow('feedback', row))).toEqual([{ useful: false, reason: 'vague', words: '没说要几张照片' }]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });

  it('leaves who reads above where they are when a letter comes, and says that it came', async () => {
    await page.locator('#log').evaluate((log) => log.scrollTo(0, 0));
    const { personId } = await web.db
      .selectFrom('person')
      .select('external_id as personId')
      .where('channel', '=', 'web')
      .executeTakeFirstOrThrow();
    const letter = { blocks: [{ kind: 'paragraph', text: '您的案件办好了' }], rateable: false };
    await web.db
      .insertInto('outbox')
      .values({ channel: 'web', chat_id: personId, payload: sealed('outbox.payload', letter) })
      .execute();
    await page.getByRole('button', { name: '有新消息' }).waitFor();
    expect(await page.locator('#log').evaluate((log) => log.scrollTop)).toBe(0);
    await page.getByRole('button', { name: '有新消息' }).click();
    await page.getByRole('button', { name: '有新消息' }).waitFor({ state: 'hidden' });
    const box = await page.getByText('您的案件办好了').boundingBox();
    expect(box?.y).toBeLessThan(740);
  });

  it('has the conversation after a reload, and lets nothing run that a person typed', async () => {
    await page.getByLabel('您的问题').fill('<img src=x onerror=alert(1)> 离婚房子怎么分');
    await page.getByRole('button', { name: '发送' }).last().click();
    await page.locator('article.you').nth(2).waitFor();
    await page.reload();
    await page.locator('article.you').nth(2).waitFor();
    expect(await page.locator('#log img').count()).toBe(0);
    expect(await page.getByText('老公出轨离婚财产怎么分').count()).toBeGreaterThan(0);
  });

  it('shows sentences while a model writes, then the answer in their place', async () => {
    const pieces = piecesOf([SUE, YEARS].map((text) => ({ text, sources: ['S1'] })));
    chat.replays = [{ kind: 'slowly', pieces, everyMs: 500, end: 'stop' }];
    await page.getByLabel('您的问题').fill(SEPARATED);
    await page.getByRole('button', { name: '发送' }).click();
    const answer = lastAnswer();
    await answer.getByText(SUE, { exact: true }).waitFor();
    expect(await answer.getAttribute('aria-busy')).toBe('true');
    await answer.getByText('人工智能正在写').waitFor();
    await answer.getByText('《民法典》第1079条').waitFor();
    expect(await answer.getByText('人工智能正在写').count()).toBe(0);
    expect(await answer.getAttribute('aria-busy')).toBeNull();
    expect(await answer.getByText(SUE + YEARS).count()).toBe(1);
  });

  it('said nothing on the console and asked nobody else for anything', () => {
    expect([...problems, ...web.failures]).toEqual([]);
  });
});
