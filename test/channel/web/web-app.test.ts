import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRow } from '../../store/open-rows.ts';
import { openWeb } from './open-web.ts';

let web: Awaited<ReturnType<typeof openWeb>>;
beforeAll(async () => {
  web = await openWeb();
});
afterAll(() => web.close());

const A = { cookie: `faxiaoer=${'a'.repeat(32)}` };
const B = { cookie: `faxiaoer=${'b'.repeat(32)}` };
const post = (path: string, body: unknown, headers: Record<string, string> = A) =>
  web.app.request(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
const id = (digit: string) => digit.repeat(32);

describe('the web chat', () => {
  it('serves the page with a strict policy, a cookie, and nothing from elsewhere', async () => {
    const response = await web.app.request('/');
    const html = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(response.headers.get('set-cookie')).toMatch(/^faxiaoer=[0-9a-f]{32};.*HttpOnly.*SameSite=Strict/);
    expect(html).not.toMatch(/(?:src|href)="(?!\/|tel:)/);
    expect(html).not.toMatch(/<script(?![^>]*src=)|style="| on\w+="/);
    expect(html).toContain('lang="zh-CN"');
    expect(html).toContain('width=device-width');
  });

  it.each(['/chat.js', '/rating.js', '/chat.css', '/icon.svg'])('serves %s', async (path) => {
    expect((await web.app.request(path)).status).toBe(200);
  });

  it('answers a message, and the same message the same way', async () => {
    const first = (await (await post('/api/messages', { id: id('1'), text: '离婚房子怎么分' })).json()) as { turnId: string; html: string };
    expect(first.html).toContain('《民法典》第1087条');
    expect(await (await post('/api/messages', { id: id('1'), text: '别的' })).json()).toEqual(first);
  });

  it('shows a person their own conversation only', async () => {
    await post('/api/messages', { id: id('2'), text: '分居多久可以起诉离婚' }, B);
    const questions = async (headers: Record<string, string>) =>
      ((await (await web.app.request('/api/history', { headers })).json()) as { items: { question: string }[] }).items.map(
        (item) => item.question,
      );
    expect(await questions(B)).toEqual(['分居多久可以起诉离婚']);
    expect(await questions(A)).not.toContain('分居多久可以起诉离婚');
  });

  it('reads few files at a time, and has the others sent again', async () => {
    const ends: (() => void)[] = [];
    const slow = () => {
      const body = new ReadableStream({ start: (controller) => void ends.push(() => controller.close()) });
      const headers = { 'content-type': 'multipart/form-data; boundary=x', ...A };
      return web.app.request(new Request('http://localhost/api/messages', { method: 'POST', headers, body, duplex: 'half' }));
    };
    const reading = Array.from({ length: 8 }, slow);
    expect((await slow()).status).toBe(503);
    for (const end of ends) end();
    expect((await Promise.all(reading)).map(({ status }) => status)).toEqual(Array(8).fill(400));
    const form = new FormData();
    for (const [name, value] of Object.entries({ id: id('9'), text: '', file: new File(['%PDF-1.7 a'], '合同.pdf') }))
      form.append(name, value);
    expect((await web.app.request('/api/messages', { method: 'POST', headers: A, body: form })).status).toBe(200);
  });

  it('takes a rating of one’s own answer only', async () => {
    const { turnId } = (await (await post('/api/messages', { id: id('3'), text: '离婚房子怎么分' })).json()) as { turnId: string };
    expect((await post('/api/feedback', { turnId, useful: true })).status).toBe(200);
    expect((await post('/api/feedback', { turnId, useful: true }, B)).status).toBe(404);
  });

  it('takes a reason and a line with it, without personal data', async () => {
    const { turnId } = (await (await post('/api/messages', { id: id('8'), text: '离婚房子怎么分' })).json()) as { turnId: string };
    const feedback = { turnId, useful: false, reason: 'wrong', words: '我的手机 13800138000，\n说错了' };
    expect((await post('/api/feedback', feedback)).status).toBe(200);
    expect((await post('/api/feedback', { ...feedback, reason: '别的' })).status).toBe(400);
    const kept = await web.db.selectFrom('feedback').select(['reason', 'words']).where('turn_id', '=', turnId).execute();
    expect(kept.map((row) => openRow('feedback', row))).toEqual([{ reason: 'wrong', words: '我的手机 【手机号】， 说错了' }]);
  });

  it('refuses other sites, broken bodies and large ones, without a word of what was in them', async () => {
    expect((await post('/api/messages', { id: id('4'), text: '问' }, { ...A, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post('/api/messages', { id: '短', text: '问' })).status).toBe(400);
    expect((await web.app.request('/api/messages', { method: 'POST', headers: A, body: '不是JSON秘密' })).status).toBe(400);
    const large = await post('/api/messages', { id: id('5'), text: '秘密'.repeat(20_000) });
    expect(large.status).toBe(413);
    expect(await large.text()).not.toContain('秘密');
  });

  it('shows a script that a person types as text', async () => {
    await post('/api/messages', { id: id('6'), text: '<script>alert(1)</script>离婚房子怎么分' });
    const history = await (await web.app.request('/api/history', { headers: A })).json();
    expect(JSON.stringify(history)).not.toMatch(/html":"[^"]*<script/);
  });
});
