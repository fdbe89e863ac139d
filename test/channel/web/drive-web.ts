import type { LanguageModel } from '../../../src/answer/language-model.ts';
import type { ChannelDriver, ShownMessage } from '../channel-driver.ts';
import { openService, webPerson } from '../open-service.ts';

/** The web chat, called as its page calls it. */
export async function driveWeb(model?: LanguageModel): Promise<ChannelDriver> {
  const service = await openService(model);
  const me = webPerson('a');
  const pages: string[] = [];
  const bodies: string[] = [];
  let [count, last] = [0, '0'];
  const nextId = () => {
    count += 1;
    return String(count).padStart(32, '0');
  };
  const headers = { cookie: me.cookie };
  const seen: string[] = [];
  const post = async (body: string | FormData) => {
    const json = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
    const accept = 'text/event-stream, application/json';
    const response = await service.app.request('/api/messages', { method: 'POST', headers: { ...headers, ...json, accept }, body });
    const whole = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    const told = whole ? [await response.text()] : [...(await response.text()).matchAll(/^data: (.*)$/gm)].map(([, data = '']) => data);
    const pieces = told.map((data) => (JSON.parse(data) as { html: string }).html);
    seen.push(...pieces.map(plain));
    return pieces.at(-1) ?? '';
  };
  const say = async (text: string) => {
    const body = JSON.stringify({ id: nextId(), text });
    bodies.push(body);
    pages.push(await post(body));
    await fetchLetters();
  };
  const fetchLetters = async () => {
    const response = await service.app.request(`/api/letters?after=${last}`, { headers });
    const letters = (await response.json()) as { id: string; html: string }[];
    last = letters.at(-1)?.id ?? last;
    pages.push(...letters.map(({ html }) => html));
  };
  const buttonsOf = (html: string) =>
    new Map(
      [...html.matchAll(/<button type="button" data-(?:say|ask)="([^"]*)"[^>]*>([^<]*)<\/button>/g)].map(([, command = '', label = '']) => [
        plain(label),
        plain(command),
      ]),
    );
  return {
    service,
    me: { channel: 'web', personId: me.personId, chatId: me.personId },
    say,
    press: (label) =>
      say(
        pages
          .map(buttonsOf)
          .findLast((buttons) => buttons.has(label))
          ?.get(label) ?? '',
      ),
    shown: async () => {
      await fetchLetters();
      return pages.map((html): ShownMessage => ({ text: plain(html), buttons: [...buttonsOf(html).keys()] }));
    },
    seen: () => seen,
    files: async () => {
      const links = pages.flatMap((html) => [...html.matchAll(/href="(\/api\/files\/[^"]+)"/g)].map(([, path = '']) => path));
      return Promise.all(
        links.map(async (path) => {
          const response = await service.app.request(path, { headers });
          const name = decodeURIComponent(/filename\*=UTF-8''(.+)$/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '');
          return { name, bytes: Buffer.from(await response.arrayBuffer()) };
        }),
      );
    },
    sendFile: async (name, bytes) => {
      const form = new FormData();
      form.append('id', nextId());
      form.append('text', '');
      form.append('file', new File([bytes], name));
      pages.push(await post(form));
    },
    // A page that lost the answer asks again with the same id; what it shows then replaces what it showed.
    again: async () => {
      const html = await post(bodies.at(-2) ?? '');
      if (!pages.includes(html)) pages.push(html);
    },
    sawTyping: async () => (await (await service.app.request('/')).text()).includes('data-thinking="正在查…"'),
    close: () => service.close(),
  };
}

function plain(html: string): string {
  return html
    .replace(/<br>|<\/p>|<\/li>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
