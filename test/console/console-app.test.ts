import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PostgresOutbox } from '../../src/store/postgres-outbox.ts';
import { sealed } from '../../src/store/sealed.ts';
import { draftOf } from '../model/model-stage.ts';
import { put } from '../small-folder.ts';
import { COORDINATOR, type OpenConsole, openConsole, type Visitor } from './open-console.ts';

const QUESTION = '老公不同意离婚，分居多久可以起诉离婚';
const SAID = '对方不肯离，您可以直接去法院起诉离婚。';
const YEARS = '因为感情不和分居满2年、调解无效的，法院应当准许离婚。';
const WRONG = '因为感情不和分居满3年、调解无效的，应当准许离婚。';
const UNANSWERED = '房东<b>不退</b>押金，我的手机13800138000';

let service: OpenConsole;
let staff: Visitor;
let asker: Visitor;
beforeAll(async () => {
  service = await openConsole();
  staff = await service.member({ kind: 'desk', desk: COORDINATOR, role: 'lead' });
  asker = await service.visit();
  const text = draftOf([SAID, YEARS, WRONG].map((sentence) => ({ text: sentence, sources: ['S1'] })));
  service.chat.replays = [{ kind: 'stream', text, usage: { prompt: 1_000, completion: 200 } }];
  await service.say(asker, QUESTION);
  await service.say(asker, UNANSWERED);
});
afterAll(() => service.close());

const page = async (address: string) => (await service.get(staff, address)).text();
const plain = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('首页', () => {
  it('counts what was asked today, what waits, and what the model was used for', async () => {
    for (const text of ['办理 人工咨询', '只给律师看的事', '确认提交']) await service.say(asker, text);
    await service.db
      .updateTable('legal_case')
      .set({ deadlines: JSON.stringify([{ target: 'answer', minutes: 60, used: 61, since: null, told: [], metAt: null }]) })
      .execute();
    const told = plain(await page(''));
    expect(told).toContain('提问 2 已回答 1 没有回答 1 在办案件 1 其中超时 1 未送达的消息 0');
    expect(told).toContain('今天用了 1 次，问 1000 词元，答 200 词元，约 0.00 元');
  });
});

describe('对话记录', () => {
  it('lists questions with how they ended, personal data masked, nothing run that a person typed, and no word of a case', async () => {
    const html = await page('/turns');
    const told = plain(html);
    expect(told).toMatch(/老公不同意离婚.*?已回答/);
    expect(told).toMatch(/房东.*?没有回答：没有依据/);
    expect(html).toContain('&lt;b&gt;不退&lt;/b&gt;');
    expect(html).toContain('【手机号】');
    expect(html).not.toMatch(/<b>不退|13800138000|只给律师看的事/);
    expect(plain(await page('/turns?outcome=declined'))).not.toContain('老公不同意离婚');
  });

  it('tells one turn’s road: steps, hits kept and rejected with scores, and the sentence of the model that was dropped, and why', async () => {
    const [, id = ''] = /href="\/console\/turns\/([0-9a-f-]{36})">老公/.exec(await page('/turns')) ?? [];
    const told = plain(await page(`/turns/${id}`));
    expect(told).toMatch(/检索 [\d.]+ 毫秒 找到 \d 条，最高 [\d.]+ 分/);
    expect(told).toMatch(/用了 民法典第1079条 [\d.]+/);
    expect(told).toMatch(/没用上 民法典第1087条 [\d.]+/);
    expect(told).toContain('逐句核对');
    expect(told).toContain(`数字和出处不一样 ${WRONG}`);
    expect(told).toContain(`留下 ${YEARS}`);
  });
});

describe('知识缺口', () => {
  const draftFile = /草稿写好了：(办事指南\/草稿\/[^。]+\.md)。/;

  it('writes a draft by one click, which answers nobody before it is finished, and never a second time', async () => {
    const html = await page('/gaps');
    expect(plain(html)).toContain('没答上 1 次，点“没用” 0 次');
    expect(html).not.toContain('13800138000');
    const [, nearest = ''] = /name="nearest" value="([^"]*)"/.exec(html) ?? [];
    const written = await (await service.send(staff, '/gaps/draft', { nearest, days: '30' })).text();
    const file = draftFile.exec(written)?.[1] ?? '';
    const full = path.join(service.dir, file);
    expect(await readFile(full, 'utf8')).toContain('房东<b>不退</b>押金');
    await vi.waitFor(async () => expect(plain(await page('/knowledge'))).toContain(`${file}:2`), { timeout: 15_000, interval: 200 });
    expect(plain(await page('/knowledge'))).toContain('“title”还没有写');
    expect(await service.say(asker, UNANSWERED)).not.toContain('待写');

    await writeFile(full, '工作人员写的');
    const again = await (await service.send(staff, '/gaps/draft', { nearest, days: '30' })).text();
    expect(plain(again)).toContain(`已经有这份草稿：${file}`);
    expect(await readFile(full, 'utf8')).toBe('工作人员写的');
  });

  it('writes nothing for a gap that is not there, whatever it is called', async () => {
    for (const nearest of ['../../etc/passwd', '没有这一条']) {
      const said = plain(await (await service.send(staff, '/gaps/draft', { nearest, days: '30' })).text());
      expect(said).toContain('这一组问题已经不在了');
    }
  });

  it('counts an answer that was called no use, with why and what was written', async () => {
    const history = await fetch(`${service.url}/api/history`, { headers: { ...asker } });
    const { items } = (await history.json()) as { items: { html: string; turnId: string }[] };
    const { html = '', turnId = '' } = items[0] ?? {};
    expect(html).toContain('起诉离婚');
    const body = JSON.stringify({ turnId, useful: false, reason: 'unclear', words: '看不懂第二句' });
    await fetch(`${service.url}/api/feedback`, { method: 'POST', headers: { ...asker, 'content-type': 'application/json' }, body });
    expect(plain(await page('/gaps?days=7'))).toContain(
      '最接近：民法典第1079条 没答上 0 次，点“没用” 1 次；看不懂 1 次 老公不同意离婚,分居多久可以起诉离婚 大家写的： 看不懂第二句',
    );
  });
});

describe('知识库', () => {
  it('counts the entries by kind and names each fault by file and line, within two seconds of a change', async () => {
    expect(plain(await page('/knowledge'))).toMatch(/要旨（条） 2 办事指南（份） 1 法律原文（条） 0/);
    await put(service.dir, '民法典/坏.md', '没有头');
    await vi.waitFor(async () => expect(plain(await page('/knowledge'))).toContain('民法典/坏.md:1'), { timeout: 15_000, interval: 200 });
  });
});

describe('未送达', () => {
  it('shows what no platform took, without its words, and sends it again once', async () => {
    const row = {
      channel: 'telegram',
      chat_id: '7',
      payload: sealed('outbox.payload', { text: '只给他看的话' }),
      case_number: '2026000009',
    };
    const { id } = await service.db.insertInto('outbox').values(row).returning('id').executeTakeFirstOrThrow();
    const outbox = new PostgresOutbox(service.db);
    await outbox.claim('telegram', 10);
    await outbox.giveUp(String(id), 'Telegram 403');
    const html = await page('/letters');
    expect(plain(html)).toContain('Telegram #2026000009：Telegram 403');
    expect(html).not.toContain('只给他看的话');
    expect(plain(await page(''))).toContain('未送达的消息 1');
    const again = async () => plain(await (await service.send(staff, '/letters/resend', { id: String(id) })).text());
    expect(await again()).toContain('已经放回去重发');
    expect(await again()).toContain('没有这条消息');
    expect(await outbox.claim('telegram', 10)).toMatchObject([{ id: String(id), payload: { text: '只给他看的话' } }]);
  });

  it.each(['', '1; drop table turn', '99999999999999999999'])('finds nothing by %j', async (id) => {
    expect(plain(await (await service.send(staff, '/letters/resend', { id })).text())).toContain('没有这条消息');
  });
});
