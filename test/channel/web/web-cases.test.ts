import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../../src/channel/web/render-html.ts';
import { opened } from '../../../src/store/sealed.ts';
import { FIRMS } from '../../conversation/case/stage.ts';
import { usccOf } from '../../legal-case/sample-uscc.ts';
import { openService, type Service, webPerson } from '../open-service.ts';
import { docxFile, PNG_FILE, pdfFile } from '../sample-files.ts';

const LARGEST = 20 * 1024 * 1024;
const BOSS = webPerson('a');
const LAWYER = webPerson('b');
const STRANGER = webPerson('c');
type Visitor = typeof BOSS;

let service: Service;
beforeAll(async () => {
  service = await openService();
  const client = await service.stage.client(1, FIRMS[0], { name: '示例"><script>1号公司' });
  await service.stage.client(2, FIRMS[0]);
  await service.join(BOSS, { kind: 'client', uscc: client.uscc });
  await service.join(LAWYER, { kind: 'desk', desk: FIRMS[0], role: 'clerk' });
}, 120_000);
afterAll(() => service.close());
afterEach(() => expect(service.faults.splice(0)).toEqual([]));

let sent = 0;
function nextId(): string {
  sent += 1;
  return String(sent).padStart(32, '0');
}
const get = (visitor: Visitor, path: string) => service.app.request(path, { headers: { cookie: visitor.cookie } });

let dated = '0';
/** Letters are dated by the database's clock; here by the one that everything else goes by. */
async function dateLetters(): Promise<void> {
  const { db, stage } = service;
  const rows = await db.updateTable('outbox').set({ created_at: stage.now }).where('id', '>', dated).returning('id').execute();
  dated = String(Math.max(Number(dated), ...rows.map(({ id }) => Number(id))));
}

/** Somebody writes; the reply as HTML. */
async function post(visitor: Visitor, text: string): Promise<string> {
  const headers = { cookie: visitor.cookie, 'content-type': 'application/json' };
  const body = JSON.stringify({ id: nextId(), text });
  const response = await service.app.request('/api/messages', { method: 'POST', headers, body });
  await dateLetters();
  return ((await response.json()) as { html: string }).html;
}

function postForm(visitor: Visitor, content: Record<string, string | File>): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(content)) body.append(name, value);
  return Promise.resolve(service.app.request('/api/messages', { method: 'POST', headers: { cookie: visitor.cookie }, body }));
}

/** Somebody sends a file with the form of the page; the reply as HTML. */
async function sendFile(visitor: Visitor, name: string, bytes: Uint8Array<ArrayBuffer>, text = ''): Promise<string> {
  const response = await postForm(visitor, { id: nextId(), text, file: new File([bytes], name) });
  expect(response.status).toBe(200);
  await dateLetters();
  return ((await response.json()) as { html: string }).html;
}

async function letters(visitor: Visitor, after = '0'): Promise<{ id: string; html: string }[]> {
  return (await (await get(visitor, `/api/letters?after=${after}`)).json()) as { id: string; html: string }[];
}

interface History {
  readonly items: readonly { readonly question?: string; readonly html: string }[];
  readonly last: string;
}
const history = async (visitor: Visitor) => (await (await get(visitor, '/api/history')).json()) as History;

/** The client's representative opens a case that the lawyer has accepted; its number. */
async function acceptedCase(): Promise<string> {
  for (const text of ['办理 法律顾问咨询', '员工不辞而别怎么办', '跳过']) await post(BOSS, text);
  const number = /#(20\d+)/.exec(await post(BOSS, '确认提交'))?.[1] ?? '';
  await post(LAWYER, `受理 #${number}`);
  return number;
}

const fileIn = (html: string) => /href="\/api\/files\/([0-9a-f-]{36})"/.exec(html)?.[1] ?? '';

describe('letters of the web chat', () => {
  it('come once to who asks for what is behind the last one, and again to who asks again', async () => {
    const start = (await letters(BOSS)).at(-1)?.id ?? '0';
    const number = await acceptedCase();
    await post(LAWYER, `#${number} 第一句`);
    const [accepted, first, ...none] = await letters(BOSS, start);
    expect(none).toEqual([]);
    expect(accepted?.html).toContain(`#${number} 已由${FIRMS[0]}受理。`);
    expect(first?.html).toContain('<blockquote>第一句</blockquote>');
    await post(LAWYER, `#${number} 第二句`);
    const behind = await letters(BOSS, first?.id);
    expect(behind.map(({ html }) => /<blockquote>(.*?)<\/blockquote>/.exec(html)?.[1])).toEqual(['第二句']);
    expect(await letters(BOSS, behind[0]?.id)).toEqual([]);
    expect(await letters(BOSS, start)).toEqual([accepted, first, ...behind]);
  });

  it.each(['', 'x', '-1', '1 or 1=1', '9'.repeat(30)])('are none behind what nobody gave: %j', async (after) => {
    await acceptedCase();
    expect(await letters(BOSS, encodeURIComponent(after))).toEqual([]);
  });

  it('stand between the turns in the order in which they came when the page is loaded again', async () => {
    const number = await acceptedCase();
    await post(LAWYER, `#${number} 合同签了吗`);
    await post(BOSS, `#${number} 签了`);
    await post(LAWYER, `#${number} 那就好办`);
    const { items, last } = await history(BOSS);
    const told = items.map(({ question, html }) => question ?? /<blockquote>(.*?)<\/blockquote>/.exec(html)?.[1] ?? html);
    expect(told.slice(-5)).toEqual([
      '确认提交',
      expect.stringContaining(`#${number} 已由${FIRMS[0]}受理`),
      '合同签了吗',
      `#${number} 签了`,
      '那就好办',
    ]);
    expect(await letters(BOSS, last)).toEqual([]);
  });

  it('are shown to nobody with another cookie', async () => {
    const number = await acceptedCase();
    expect(await letters(STRANGER)).toEqual([]);
    expect(await history(STRANGER)).toEqual({ items: [], last: '0' });
    expect(await post(STRANGER, `查看 #${number}`)).toContain('没有这个案件，或者它不归您看。');
    expect(await post(STRANGER, `#${number} 您好`)).toContain('没有这个案件，或者它不归您看。');
  });

  it('all reach a person who has been away while more came than one page holds', async () => {
    const number = await acceptedCase();
    await history(BOSS);
    for (let count = 1; count <= 25; count += 1) await post(LAWYER, `#${number} 第${count}句话`);
    const { items, last } = await history(BOSS);
    const seen = [...items, ...(await letters(BOSS, last))].map(({ html }) => html).join('\n');
    const missing = Array.from({ length: 25 }, (_, index) => `第${index + 1}句话`).filter((words) => !seen.includes(words));
    expect(missing).toEqual([]);
  });
});

describe('files of the web chat', () => {
  const forms = [
    { name: '劳动合同.docx', bytes: docxFile(), type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
    { name: '辞职信 (终).pdf', bytes: pdfFile(), type: 'application/pdf' },
    { name: "老板's 照片.png", bytes: PNG_FILE, type: 'image/png' },
  ];

  it.each(forms)('come in by the form and are fetched by both sides, byte for byte: $name', async ({ name, bytes, type }) => {
    const number = await acceptedCase();
    await post(BOSS, `回复 #${number}`);
    expect(await sendFile(BOSS, name, new Uint8Array(bytes), '请看')).toContain(`已转到 #${number}`);
    const id = fileIn((await history(LAWYER)).items.at(-1)?.html ?? '');
    for (const visitor of [BOSS, LAWYER]) {
      const response = await get(visitor, `/api/files/${id}`);
      expect(response.status).toBe(200);
      expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('cache-control')).toContain('no-store');
      const [, encoded = ''] =
        /^attachment; filename\*=UTF-8''([\w%.!~'()*-]+)$/.exec(response.headers.get('content-disposition') ?? '') ?? [];
      expect(decodeURIComponent(encoded)).toBe(name);
    }
    expect((await get(STRANGER, `/api/files/${id}`)).status).toBe(404);
  });

  it('are served as what they are, whatever they were called', async () => {
    const number = await acceptedCase();
    await post(LAWYER, `回复 #${number}`);
    await sendFile(LAWYER, '../../index.html', new Uint8Array(PNG_FILE));
    const { items } = await history(BOSS);
    const response = await get(BOSS, `/api/files/${fileIn(items.at(-1)?.html ?? '')}`);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''index.png");
  });

  it.each(['x', '00000000-0000-0000-0000-000000000000', '..%2F..%2Fetc%2Fpasswd', '%00', "'; drop table case_file; --"])(
    'are not there for an id that is none: %j',
    async (id) => {
      expect((await get(BOSS, `/api/files/${id}`)).status).toBe(404);
    },
  );

  it('are fetched by nobody before they belong to a case', async () => {
    for (const text of ['办理 合同审查', '看看有没有坑', '跳过']) await post(BOSS, text);
    await sendFile(BOSS, 'a.pdf', new Uint8Array(pdfFile()));
    const { id } = await service.db.selectFrom('case_file').select('id').where('case_id', 'is', null).executeTakeFirstOrThrow();
    for (const visitor of [BOSS, LAWYER, STRANGER]) expect((await get(visitor, `/api/files/${id}`)).status).toBe(404);
    await post(BOSS, '取消');
  });

  it('are refused by what is in them and by their size, with the reason', async () => {
    for (const text of ['办理 合同审查', '看看有没有坑', '跳过']) await post(BOSS, text);
    const form = '只收 Word（docx）、PDF 和照片（jpg、png）。';
    expect(await sendFile(BOSS, 'a.pdf', new Uint8Array(Buffer.from('<script>alert(1)</script>')))).toContain(form);
    expect(await sendFile(BOSS, 'a.pdf', new Uint8Array(0))).toContain('这个文件是空的。');
    expect(await sendFile(BOSS, 'a.pdf', new Uint8Array(pdfFile(LARGEST + 1)))).toContain('文件太大了，每份最多 20 MB。');
    expect(await sendFile(BOSS, 'a.pdf', new Uint8Array(pdfFile(LARGEST)))).toContain('收到 a.pdf');
    await post(BOSS, '取消');
  });

  it('are cut off as a body when they are far too large, as every long JSON is', async () => {
    const file = new File([new Uint8Array(LARGEST + 128 * 1024)], 'a.pdf');
    expect((await postForm(BOSS, { id: nextId(), text: '', file })).status).toBe(413);
    const headers = { cookie: BOSS.cookie, 'content-type': 'application/json' };
    const body = JSON.stringify({ id: nextId(), text: '字'.repeat(20_000) });
    expect((await service.app.request('/api/messages', { method: 'POST', headers, body })).status).toBe(413);
  });

  it('are not taken with a form that is none of the page', async () => {
    const file = new File([new Uint8Array(pdfFile())], 'a.pdf');
    for (const content of [
      { text: '', file },
      { id: '../x', text: '', file },
      { id: nextId(), file },
    ]) {
      expect((await postForm(BOSS, content)).status).toBe(400);
    }
    const headers = { cookie: BOSS.cookie, 'content-type': 'multipart/form-data; boundary=x' };
    expect((await service.app.request('/api/messages', { method: 'POST', headers, body: 'not a form' })).status).toBe(400);
  });

  it('are taken once when the form is sent again', async () => {
    const number = await acceptedCase();
    await post(BOSS, `回复 #${number}`);
    const id = nextId();
    const again = async () => {
      const response = await postForm(BOSS, { id, text: '', file: new File([new Uint8Array(pdfFile())], '一次.pdf') });
      return response.json();
    };
    expect(await again()).toEqual(await again());
    const kept = await service.db.selectFrom('case_file').select('name').execute();
    expect(kept.filter(({ name }) => opened('case_file.name', name) === '一次.pdf')).toHaveLength(1);
  });
});

describe('hostile words in the web chat', () => {
  it('are shown as text by a choice, in its label and in what it says', () => {
    const html = renderHtml({
      blocks: [{ kind: 'choices', choices: [{ label: '<b>"好"</b>', command: `"><img src='x'>&` }] }],
      rateable: false,
    });
    expect(html).toContain('data-say="&#34;&#62;&#60;img src=&#39;x&#39;&#62;&#38;"');
    expect(html).toContain('data-label="&#60;b&#62;&#34;好&#34;&#60;/b&#62;">&#60;b&#62;&#34;好&#34;&#60;/b&#62;</button>');
  });

  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['a picture with a deed', '"><img src=x onerror=alert(1)>'],
    ['the end of the page', '</blockquote></article><form action=//evil.example>'],
    ['what was escaped before', "javascript:alert('1')&lt;b&gt;"],
    ['characters that turn the line round', '\u202e反了\u0007', '反了'],
    ['a word without end', 'W'.repeat(2_900)],
  ])('are carried as text and nothing else: %s', async (_, words, seen = words) => {
    const number = await acceptedCase();
    expect(await post(BOSS, `#${number} ${words}`)).toContain(`已转到 #${number}`);
    const { items } = await history(LAWYER);
    const html = items.at(-1)?.html ?? '';
    const [, quoted = ''] = /<blockquote>([\s\S]*?)<\/blockquote>/.exec(html) ?? [];
    expect(quoted).not.toMatch(/[<>"']/);
    expect(quoted.replace(/&#(\d+);/g, (_entity, code: string) => String.fromCharCode(Number(code)))).toBe(seen);
    expect(html.replace(/<blockquote>[\s\S]*?<\/blockquote>/, '')).not.toMatch(/<(?!\/?(?:p|br|ul|li|button)\b)/);
  });

  it('in the name of a client are text on the card and on the button that names it', async () => {
    const both = webPerson('d');
    for (const serial of [1, 2]) await service.join(both, { kind: 'client', uscc: usccOf(serial) });
    const asked = await post(both, '办理 人工咨询');
    expect(asked).toContain('data-label="示例&#34;&#62;&#60;script&#62;1号公司"');
    expect(asked).not.toContain('<script');
    await acceptedCase();
    const cards = (await history(LAWYER)).items.map(({ html }) => html).join('\n');
    expect(cards).toContain('咨询人：示例&#34;&#62;&#60;script&#62;1号公司');
    expect(cards).not.toContain('<script');
  });

  it.each([
    ['a zero byte', '\u0000'],
    ['half a character', '\ud83d'],
  ])('with %s in them are answered, and the next message is too', async (_, character) => {
    const number = await acceptedCase();
    expect(await post(BOSS, `#${number} 您${character}好`)).toContain(`已转到 #${number}`);
    expect(await post(BOSS, `#${number} 还在吗`)).toContain(`已转到 #${number}`);
  });

  it('do not cut a character of a file name in half', async () => {
    const number = await acceptedCase();
    await post(BOSS, `回复 #${number}`);
    expect(await sendFile(BOSS, `${'名'.repeat(79)}😀.pdf`, new Uint8Array(pdfFile()))).toContain(`已转到 #${number}`);
  });
});
