import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { codeOf, StreamFault } from './stream-fault.ts';
import { CARD_TOPIC, ROBOT_TOPIC } from './stream-frame.ts';

/** Where the gateway is and who we are. */
export interface StreamCredentials {
  /** Such as `https://api.dingtalk.com`, without a slash at the end. */
  readonly baseUrl: string;
  /** The application's AppKey. */
  readonly clientId: string;
  /** The application's AppSecret. */
  readonly clientSecret: string;
}

const SUBSCRIPTIONS = [
  { type: 'EVENT', topic: '*' },
  { type: 'CALLBACK', topic: ROBOT_TOPIC },
  { type: 'CALLBACK', topic: CARD_TOPIC },
] as const;

const Opened = z.object({ endpoint: z.string(), ticket: z.string().min(1) });
const Refused = z.object({ code: z.string().regex(/^[\w.-]{1,80}$/) });

/**
 * Asks the gateway for a connection; the WebSocket address to open, its ticket (good once, for 90 s) in it. Throws a StreamFault; an
 * abort is thrown as its reason.
 */
export async function requestTicket({ baseUrl, clientId, clientSecret }: StreamCredentials, signal: AbortSignal): Promise<string> {
  const { ok, status, body } = await post(
    `${baseUrl}/v1.0/gateway/connections/open`,
    { clientId, clientSecret, ua: 'fa-xiaoer', subscriptions: SUBSCRIPTIONS },
    signal,
  );
  if (!ok) {
    const code = Refused.safeParse(body).data?.code ?? '';
    throw new StreamFault('refused', `the gateway refuses a connection: ${status} ${code}; check the client id and secret`);
  }
  const opened = Opened.safeParse(body);
  if (!opened.success) throw new StreamFault('refused', 'the gateway answers without endpoint and ticket');
  return address(opened.data.endpoint, opened.data.ticket, baseUrl.startsWith('https:'));
}

/** Not by fetch, which keeps connections open: when this ends, by an abort too, nothing of it is left. Follows no redirect. */
async function post(url: string, content: unknown, signal: AbortSignal) {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  try {
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    const request = send(url, { method: 'POST', headers, agent: false, signal });
    request.on('error', () => {});
    request.end(JSON.stringify(content));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const status = response.statusCode ?? 0;
    return { ok: status === 200, status, body: readJson(await text(response)) };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw new StreamFault('unreachable', `the gateway cannot be reached: ${codeOf(error) ?? 'network'}`);
  }
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function address(endpoint: string, ticket: string, encrypted: boolean): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  const allowed = encrypted ? ['wss:'] : ['ws:', 'wss:'];
  if (url === null || !allowed.includes(url.protocol))
    throw new StreamFault('refused', 'the gateway names an endpoint that is no WebSocket');
  url.hash = '';
  url.searchParams.set('ticket', ticket);
  return url.href;
}
