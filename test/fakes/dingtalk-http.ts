import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Answer, type ApiRequest, done, oldAnswer, readRequest, refused, writeAnswer } from './dingtalk-answer.ts';
import type { DingTalkCards } from './dingtalk-cards.ts';
import type { DingTalkFaults } from './dingtalk-faults.ts';
import type { DingTalkGateway } from './dingtalk-gateway.ts';
import type { DingTalkMedia } from './dingtalk-media.ts';
import type { DingTalkSends } from './dingtalk-sends.ts';
import type { DingTalkTokens } from './dingtalk-tokens.ts';
import type { DingTalkWebhooks } from './dingtalk-webhooks.ts';

/** How long a slow call is not answered. */
const SLOW_MS = 3_000;

/** The parts of the platform that calls go to. */
interface Parts {
  readonly baseUrl: string;
  readonly calls: string[];
  readonly gateway: DingTalkGateway;
  readonly tokens: DingTalkTokens;
  readonly media: DingTalkMedia;
  readonly sends: DingTalkSends;
  readonly cards: DingTalkCards;
  readonly webhooks: DingTalkWebhooks;
  readonly faults: DingTalkFaults;
  readonly mobiles: ReadonlyMap<string, string>;
  readonly mobilesAllowed: boolean;
}

/** DingTalk's HTTP side: faults first, then the token, then the call. */
export class DingTalkHttp {
  constructor(private readonly parts: Parts) {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { calls, gateway, faults, media } = this.parts;
    const url = new URL(request.url ?? '', 'http://fake');
    calls.push(url.pathname);
    if (url.pathname === '/v1.0/gateway/connections/open') gateway.asked++;
    const call = await readRequest(request);
    const fault = faults.take(url.pathname);
    if (fault === 'timeout') return;
    if (fault === 'slow') {
      setTimeout(() => response.destroy(), SLOW_MS);
    } else if (fault === 'lost') {
      if (call !== null) this.answer(url, request, call);
      response.destroy();
    } else if (fault === 'cut') {
      response.writeHead(200, { 'content-length': 1000 }).write('{"half":', () => response.destroy());
    } else if (fault !== null) {
      const wait = fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
      response.writeHead(fault.status, wait).end(JSON.stringify(fault.body ?? { code: 'ServiceUnavailable', message: 'fault' }));
    } else if (url.pathname.startsWith('/files/')) {
      const bytes = media.open(url.pathname);
      if (bytes === null) writeAnswer(response, refused(403, 'AccessDenied'));
      else response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    } else {
      writeAnswer(response, call === null ? refused(400, 'InvalidBody') : this.answer(url, request, call));
    }
  }

  upgrade(request: IncomingMessage, wire: Duplex, head: Buffer): void {
    const { calls, faults, gateway } = this.parts;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://fake');
    calls.push(pathname);
    const fault = faults.take(pathname);
    if (fault === 'timeout') {
      wire.resume().on('end', () => wire.destroy());
      return;
    }
    if (fault !== null || pathname !== '/connect') wire.destroy();
    else gateway.upgrade(request, wire, head, searchParams.get('ticket'));
  }

  private answer(url: URL, request: IncomingMessage, call: ApiRequest): Answer {
    const { baseUrl, gateway, tokens } = this.parts;
    const route = `${request.method} ${url.pathname}`;
    if (route === 'POST /v1.0/gateway/connections/open') {
      if (!request.headers.accept?.includes('application/json')) return done('<xml/>');
      return gateway.ticket(call.json, `${baseUrl.replace('http', 'ws')}/connect`);
    }
    if (route === 'POST /v1.0/oauth2/accessToken') return tokens.answer(call.json);
    if (route === 'POST /robot/sendBySession') return this.reply(url.searchParams.get('session'), call.json);
    const isOld = !url.pathname.startsWith('/v1.0/');
    const token = isOld ? url.searchParams.get('access_token') : request.headers['x-acs-dingtalk-access-token'];
    if (!tokens.isGood(token)) return isOld ? oldAnswer(40014) : refused(400, 'InvalidAuthentication');
    return this.answerRobot(route, url, call);
  }

  private answerRobot(route: string, url: URL, call: ApiRequest): Answer {
    const { baseUrl, sends, media, cards } = this.parts;
    const { json } = call;
    switch (route) {
      case 'POST /v1.0/robot/oToMessages/batchSend':
        return sends.toPeople(json);
      case 'POST /v1.0/robot/groupMessages/send':
        return sends.toGroup(json);
      case 'POST /v1.0/robot/messageFiles/download':
        return media.link(json, baseUrl);
      case 'POST /v1.0/card/instances/createAndDeliver':
        return cards.create(json);
      case 'PUT /v1.0/card/instances':
        return cards.update(json);
      case 'PUT /v1.0/card/streaming':
        return cards.stream(json);
      case 'POST /media/upload':
        return media.upload(url.searchParams.get('type'), call);
      case 'POST /topapi/v2/user/get':
        return this.user(String(json.userid));
      default:
        return refused(404, 'InvalidAction.NotFound');
    }
  }

  private reply(session: string | null, body: Readonly<Record<string, unknown>>): Answer {
    const taken = this.parts.webhooks.take(session, body);
    if ('status' in taken) return taken;
    this.parts.sends.byWebhook(taken, body);
    return oldAnswer(0);
  }

  private user(userId: string): Answer {
    const { sends, mobiles, mobilesAllowed } = this.parts;
    if (!mobilesAllowed) return oldAnswer(88, { sub_code: '60011', sub_msg: 'no permission' });
    if (!sends.staff.has(userId)) return oldAnswer(60121);
    const mobile = mobiles.get(userId);
    return oldAnswer(0, { result: { userid: userId, name: '测试', ...(mobile === undefined ? {} : { mobile }) } });
  }
}
