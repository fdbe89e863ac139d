import { z } from 'zod';
import { AccessToken, type FreshToken } from './access-token.ts';
import { callDingTalk, type DingTalkCall, fetchBytes } from './call-dingtalk.ts';
import { type CardPlace, deliveryFailed, type NewCard, newCardBody, type StreamedText, streamBody, updateBody } from './card-bodies.ts';
import { DingTalkError, isTokenRefused, TOKEN_PATH } from './dingtalk-error.ts';

export interface DingTalkSettings {
  readonly appKey: string;
  readonly appSecret: string;
  readonly robotCode: string;
  /** Without a slash at the end. */
  readonly baseUrl?: string;
  /** Of the old API: files, users, session webhooks. */
  readonly oldBaseUrl?: string;
  /** For one call, in milliseconds. */
  readonly timeoutMs?: number;
  /** For a file up or down, in milliseconds. */
  readonly fileTimeoutMs?: number;
  readonly now?: () => number;
}

/** What became of a message to several people. */
export interface PersonSend {
  /** DingTalk's name of the sending. */
  readonly id: string;
  /** Those it does not know. */
  readonly unknown: readonly string[];
  /** Those who got too many messages; later they can be reached again. */
  readonly held: readonly string[];
}

/** People that one sending may have. */
const MAX_PEOPLE_A_SEND = 20;

const TIMEOUT_MS = 15_000;
const FILE_TIMEOUT_MS = 60_000;

const Token = z.object({ accessToken: z.string().min(1), expireIn: z.number().positive() });
const Sent = z.object({
  processQueryKey: z.string().default(''),
  invalidStaffIdList: z.array(z.string()).nullish(),
  flowControlledStaffIdList: z.array(z.string()).nullish(),
});
const Uploaded = z.object({ media_id: z.string().min(1) });
const Downloadable = z.object({ downloadUrl: z.url({ protocol: /^https?$/ }) });
const User = z.object({ result: z.object({ mobile: z.string().optional() }) });

/** No right to read telephones: the old API's 60011, v1.0's refusal. */
const NOT_PERMITTED = ['60011', 'Forbidden.AccessDenied.AccessTokenPermissionDenied'];

/** The robot's side of DingTalk: messages, files, telephones, cards. Each method throws a DingTalkError when it fails. */
export class DingTalkApi {
  private readonly baseUrl: string;
  private readonly oldBaseUrl: string;
  private readonly timeoutMs: number;
  private readonly fileTimeoutMs: number;
  private readonly token: AccessToken;

  constructor(private readonly settings: DingTalkSettings) {
    this.baseUrl = settings.baseUrl ?? 'https://api.dingtalk.com';
    this.oldBaseUrl = settings.oldBaseUrl ?? 'https://oapi.dingtalk.com';
    this.timeoutMs = settings.timeoutMs ?? TIMEOUT_MS;
    this.fileTimeoutMs = settings.fileTimeoutMs ?? FILE_TIMEOUT_MS;
    this.token = new AccessToken(() => this.fetchToken(), settings.now);
  }

  /**
   * Sends to people by their staff ids, 20 at most; tells whom it did not reach, and throws when it reached nobody.
   * @param msgKey the kind of message, such as `sampleMarkdown`
   */
  async sendToPerson(userIds: readonly string[], msgKey: string, msgParam: object): Promise<PersonSend> {
    if (userIds.length === 0 || userIds.length > MAX_PEOPLE_A_SEND) throw new RangeError(`a message for ${userIds.length} people at once`);
    const path = '/v1.0/robot/oToMessages/batchSend';
    const body = { robotCode: this.settings.robotCode, userIds, msgKey, msgParam: JSON.stringify(msgParam) };
    const sent = read(path, Sent, await this.call('POST', path, body));
    const unknown = sent.invalidStaffIdList ?? [];
    const held = sent.flowControlledStaffIdList ?? [];
    if (userIds.every((id) => unknown.includes(id))) throw failure(path, 'staffId.notExisted');
    if (userIds.every((id) => unknown.includes(id) || held.includes(id))) throw failure(path, 'flowControlled');
    return { id: sent.processQueryKey, unknown, held };
  }

  /** Sends to a group the robot is in; DingTalk's name of the sending. */
  async sendToGroup(openConversationId: string, msgKey: string, msgParam: object): Promise<string> {
    const path = '/v1.0/robot/groupMessages/send';
    const body = { robotCode: this.settings.robotCode, openConversationId, msgKey, msgParam: JSON.stringify(msgParam) };
    return read(path, Sent, await this.call('POST', path, body)).processQueryKey;
  }

  /** Answers where a message came from, while its webhook is good (about 90 minutes); only DingTalk's own addresses are called. */
  async replyBySessionWebhook(url: string, body: object): Promise<void> {
    if (!this.isDingTalks(url)) throw failure('sessionWebhook', 'webhook.foreign');
    await callDingTalk({ what: 'sessionWebhook', url, method: 'POST', body, timeoutMs: this.timeoutMs });
  }

  /** Uploads a file or a picture; the media id by which a message names it. */
  async uploadFile(content: Uint8Array<ArrayBuffer>, name: string, type: 'file' | 'image'): Promise<string> {
    const uploaded = await this.withToken((token) => {
      const form = new FormData();
      form.set('media', new Blob([content]), name);
      return this.old('/media/upload', token, { type }, form, this.fileTimeoutMs);
    });
    return read('/media/upload', Uploaded, uploaded).media_id;
  }

  /** A file that a person sent, by the code in their message; more than `maxBytes` fails with `file.tooLarge`. */
  async downloadFile(downloadCode: string, maxBytes = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
    const path = '/v1.0/robot/messageFiles/download';
    const answer = await this.call('POST', path, { downloadCode, robotCode: this.settings.robotCode });
    const { downloadUrl } = read(path, Downloadable, answer);
    const { ok, status, bytes } = await fetchBytes({ what: 'file', url: downloadUrl, timeoutMs: this.fileTimeoutMs }, maxBytes);
    if (!ok) throw new DingTalkError('file', { status, code: null, retryAfterMs: null });
    return bytes;
  }

  /** A person's own telephone as their organisation knows it; null where we may not read it or there is none. */
  async userMobile(userId: string): Promise<string | null> {
    const path = '/topapi/v2/user/get';
    try {
      const answer = await this.withToken((token) => this.old(path, token, {}, { userid: userId }, this.timeoutMs));
      return read(path, User, answer).result.mobile || null;
    } catch (error) {
      if (error instanceof DingTalkError && NOT_PERMITTED.includes(error.code ?? '')) return null;
      throw error;
    }
  }

  /** Makes a card and puts it into a chat; it is known by its `outTrackId` from then on. */
  async createAndDeliverCard(card: NewCard, place: CardPlace): Promise<void> {
    const path = '/v1.0/card/instances/createAndDeliver';
    const answer = await this.call('POST', path, newCardBody(card, place, this.settings.robotCode));
    if (deliveryFailed(answer)) throw failure(path, 'card.notDelivered');
  }

  /** Changes values of a card; those not named stay. */
  async updateCard(outTrackId: string, cardParamMap: Readonly<Record<string, string>>): Promise<void> {
    const path = '/v1.0/card/instances';
    if (deliveryFailed(await this.call('PUT', path, updateBody(outTrackId, cardParamMap)))) throw failure(path, 'card.notUpdated');
  }

  /** Shows the text of a card so far, while it is being written. */
  async streamCard(text: StreamedText): Promise<void> {
    const path = '/v1.0/card/streaming';
    if (deliveryFailed(await this.call('PUT', path, streamBody(text)))) throw failure(path, 'card.notUpdated');
  }

  private call(method: 'POST' | 'PUT', path: string, body: object): Promise<unknown> {
    const { timeoutMs } = this;
    return this.withToken((token) => callDingTalk({ what: path, url: this.baseUrl + path, method, token, body, timeoutMs }));
  }

  /** The old API takes its token in the address. */
  private old(path: string, token: string, query: Record<string, string>, body: NonNullable<DingTalkCall['body']>, timeoutMs: number) {
    const url = `${this.oldBaseUrl}${path}?${new URLSearchParams({ access_token: token, ...query })}`;
    return callDingTalk({ what: path, url, method: 'POST', body, timeoutMs });
  }

  /** Calls with a token, and once more with a new one when DingTalk says that it is no longer good. */
  private async withToken<T>(call: (token: string) => Promise<T>): Promise<T> {
    const token = await this.token.get();
    try {
      return await call(token);
    } catch (error) {
      if (!isTokenRefused(error)) throw error;
      this.token.discard(token);
      return call(await this.token.get());
    }
  }

  private async fetchToken(): Promise<FreshToken> {
    const path = TOKEN_PATH;
    const { appKey, appSecret } = this.settings;
    const { timeoutMs } = this;
    const answer = await callDingTalk({ what: path, url: this.baseUrl + path, method: 'POST', body: { appKey, appSecret }, timeoutMs });
    const { accessToken, expireIn } = read(path, Token, answer);
    return { token: accessToken, lifeMs: expireIn * 1000 };
  }

  private isDingTalks(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { origin, protocol, hostname } = new URL(url);
    if ([this.baseUrl, this.oldBaseUrl].some((base) => new URL(base).origin === origin)) return true;
    return protocol === 'https:' && hostname.endsWith('.dingtalk.com');
  }
}

function read<T>(what: string, schema: z.ZodType<T>, answer: unknown): T {
  const reading = schema.safeParse(answer);
  if (!reading.success) throw failure(what, 'answer.unreadable');
  return reading.data;
}

/** A failure that was found in an answer of status 200, or before asking. */
function failure(what: string, code: string): DingTalkError {
  return new DingTalkError(what, { status: null, code, retryAfterMs: null });
}
