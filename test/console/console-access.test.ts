import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COORDINATOR, FIRM, type OpenConsole, openConsole, type Visitor } from './open-console.ts';

const PAGES = ['', '/turns', '/gaps', '/knowledge', '/letters'];
let service: OpenConsole;
let staff: Visitor;
beforeAll(async () => {
  service = await openConsole();
  staff = await service.member({ kind: 'desk', desk: COORDINATOR, role: 'clerk' });
});
afterAll(() => service.close());

describe('the console', () => {
  it('is open to a member of the coordinator’s desk, with a strict policy, and is kept by no cache', async () => {
    for (const page of PAGES) {
      const response = await service.get(staff, page);
      const html = await response.text();
      expect([page, response.status]).toEqual([page, 200]);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe|https?:|\*/);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      expect(html).not.toMatch(/(?:src|href|action)="(?!\/)|<script|style="| on\w+="/);
      expect(html).toContain('width=device-width');
    }
  });

  it.each<[who: string, visitor: () => Promise<Visitor>]>([
    ['one who has never been here', async () => ({ cookie: '' })],
    ['a cookie that nobody gave', async () => ({ cookie: `faxiaoer=${'f'.repeat(32)}` })],
    ['one who only asked', () => service.visit()],
    ['a law firm’s lead', () => service.member({ kind: 'desk', desk: FIRM, role: 'lead' })],
    ['another office’s lead', () => service.member({ kind: 'desk', desk: '法律援助中心', role: 'lead' })],
  ])('is shut to %s, with a kind word on how staff get in', async (_, visit) => {
    const visitor = await visit();
    for (const page of [...PAGES, '/turns/x', '/nothing']) {
      const response = await service.get(visitor, page);
      expect(response.status).toBe(403);
      const html = await response.text();
      expect(html).toContain('绑定');
      expect(html).not.toMatch(/<nav|提问|没有回答/);
    }
    expect((await service.send(visitor, '/gaps/draft', { nearest: '', days: '30' })).status).toBe(403);
    expect((await service.send(visitor, '/letters/resend', { id: '1' })).status).toBe(403);
  });

  it('registers nobody who only looks', async () => {
    const count = async () => (await service.db.selectFrom('person').select('id').execute()).length;
    const before = await count();
    await service.get({ cookie: `faxiaoer=${'e'.repeat(32)}` }, '');
    expect(await count()).toBe(before);
  });

  it('shuts when the person leaves the desk, or when staff stop dealing with them', async () => {
    for (const end of ['leave', 'block'] as const) {
      const visitor = await service.member({ kind: 'desk', desk: COORDINATOR, role: 'lead' });
      expect((await service.get(visitor, '')).status).toBe(200);
      const me = service.db.selectFrom('person').select('id').where('external_id', '=', visitor.cookie.replace('faxiaoer=', ''));
      if (end === 'leave') await service.db.updateTable('desk_member').set({ left_at: new Date() }).where('person_id', '=', me).execute();
      else await service.db.updateTable('person').set({ blocked_at: new Date() }).where('id', '=', me).execute();
      expect([end, (await service.get(visitor, '')).status]).toEqual([end, 403]);
    }
  });

  it.each<[from: string, headers: Record<string, string>]>([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour of the same domain', { 'sec-fetch-site': 'same-site' }],
    ['another site over plain HTTP', { origin: 'http://evil.example' }],
    ['a page without an address', { origin: 'null' }],
  ])('does nothing that %s asks for, though the cookie is there', async (_, headers) => {
    expect((await service.get(staff, '', headers)).status).toBe(403);
    expect((await service.send(staff, '/letters/resend', { id: '1' }, headers)).status).toBe(403);
  });

  it.each<[how: string, headers: Record<string, string>]>([
    ['by its own header', { 'sec-fetch-site': 'same-origin' }],
    ['by the origin, where the browser says no more over plain HTTP', { origin: 'self' }],
  ])('takes a form of its own pages, told %s', async (_, headers) => {
    const own = headers.origin === 'self' ? { origin: service.url } : headers;
    const response = await service.send(staff, '/letters/resend', { id: '1' }, own);
    expect([response.status, (await response.text()).includes('没有这条消息')]).toEqual([200, true]);
  });

  it('says so where there is no page, and takes no large form', async () => {
    expect((await service.get(staff, '/nothing')).status).toBe(404);
    expect((await service.get(staff, '/turns/x')).status).toBe(404);
    expect((await service.send(staff, '/gaps/draft', { nearest: '长'.repeat(20_000) })).status).toBe(413);
    expect((await service.get(staff, '/')).status).toBe(200);
  });
});
