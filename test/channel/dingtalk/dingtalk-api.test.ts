import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DingTalkApi, type DingTalkSettings } from '../../../src/channel/dingtalk/dingtalk-api.ts';
import { DingTalkError } from '../../../src/channel/dingtalk/dingtalk-error.ts';
import { readFailure } from '../../../src/channel/dingtalk/read-failure.ts';
import { FakeDingTalk } from '../../fakes/dingtalk-platform.ts';

const TEXT = '我的身份证号是三三零八零二';
const BYTES = Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), Buffer.from('\r\n--\r\n')]);
const SEND = '/v1.0/robot/oToMessages/batchSend';

let dingtalk: FakeDingTalk;
let api: DingTalkApi;

beforeEach(async () => {
  dingtalk = await FakeDingTalk.start();
  api = open();
  dingtalk.hire('user1', '13800000000');
  dingtalk.joinGroup('cidGroup==');
});
afterEach(() => dingtalk.stop());

function open(settings: Partial<DingTalkSettings> = {}): DingTalkApi {
  const { baseUrl, clientId, clientSecret, robotCode } = dingtalk;
  const now = () => dingtalk.now();
  return new DingTalkApi({ appKey: clientId, appSecret: clientSecret, robotCode, baseUrl, oldBaseUrl: baseUrl, now, ...settings });
}

function say(text = TEXT) {
  return api.sendToPerson(['user1'], 'sampleText', { content: text });
}

/** How a call failed; looks that the error holds nothing that nobody may see. */
async function failureOf(call: Promise<unknown>) {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DingTalkError)) throw new Error('the call did not fail as DingTalk calls do', { cause: error });
  const told = inspect(error, { depth: 9, showHidden: true });
  for (const secret of [dingtalk.clientSecret, TEXT, 'session=', 'access_token', ...dingtalk.tokens.given])
    expect(told).not.toContain(secret);
  const { status, code, retryAfterMs } = error;
  return { status, code, retryAfterMs };
}

describe('DingTalkApi: the access token', () => {
  it('is asked for once by all who wait, and kept', async () => {
    await Promise.all([say('一'), say('二'), api.userMobile('user1')]);
    await say('三');
    expect(dingtalk.tokens.asked).toBe(1);
    expect(dingtalk.toldPerson('user1').map(({ content }) => content.content)).toEqual(expect.arrayContaining(['一', '二', '三']));
  });

  it('is renewed before it ends', async () => {
    await say('一');
    dingtalk.advance(dingtalk.tokens.lifeMs - 301_000);
    await say('二');
    expect(dingtalk.tokens.asked).toBe(1);
    dingtalk.advance(2_000);
    await say('三');
    expect(dingtalk.tokens.asked).toBe(2);
    dingtalk.advance(299_500);
    await say('四');
    expect(dingtalk.calls.filter((path) => path === SEND)).toHaveLength(4);
  });

  it.each([
    ['v1.0', () => say('一')],
    ['the old API', () => api.userMobile('user1')],
    ['an upload', () => api.uploadFile(new Uint8Array(BYTES), 'a.pdf', 'file')],
  ])('is renewed once when DingTalk refuses it: %s', async (_, call) => {
    await call();
    dingtalk.tokens.revoke();
    await Promise.all([call(), call(), call()]);
    expect(dingtalk.tokens.asked).toBe(2);
  });

  it.each([
    { status: 401, body: { code: 'Unauthorized' } },
    { status: 400, body: { code: 'InvalidAuthentication' } },
  ])('is not renewed for ever: $status', async (fault) => {
    dingtalk.fail(10, fault, SEND);
    expect(await failureOf(say())).toEqual({ status: fault.status, code: fault.body.code, retryAfterMs: null });
    expect(dingtalk.calls.filter((path) => path === SEND)).toHaveLength(2);
    expect(dingtalk.tokens.asked).toBe(2);
  });

  it('cannot be had with a wrong secret, and is asked for anew the next time', async () => {
    dingtalk.fail(1, { status: 500 }, '/v1.0/oauth2');
    expect((await failureOf(say())).status).toBe(500);
    await say();
    api = open({ appSecret: 'wrong-secret' });
    const failure = await failureOf(say());
    expect(failure).toMatchObject({ status: 400, code: 'invalidClientIdOrSecret' });
    expect(readFailure(failure)).toEqual({ kind: 'retry', afterMs: null });
    expect(dingtalk.calls.filter((path) => path === SEND)).toHaveLength(1);
  });
});

describe('DingTalkApi: messages', () => {
  it('reach a person by their staff id', async () => {
    await api.sendToPerson(['user1'], 'sampleMarkdown', { title: '答复', text: TEXT });
    expect(dingtalk.sends.taken).toEqual([
      { via: 'person', userId: 'user1', conversationId: null, kind: 'sampleMarkdown', content: { title: '答复', text: TEXT } },
    ]);
  });

  it('tell whom they did not reach, and fail when they reached nobody', async () => {
    dingtalk.hire('user2');
    dingtalk.sends.flowControlled.add('user2');
    const sent = await api.sendToPerson(['user1', 'user2', 'gone'], 'sampleText', { content: '您好' });
    expect(sent).toEqual({ id: expect.stringMatching(/.+/), unknown: ['gone'], held: ['user2'] });
    expect(await failureOf(api.sendToPerson(['gone'], 'sampleText', { content: TEXT }))).toMatchObject({ code: 'staffId.notExisted' });
    expect(await failureOf(api.sendToPerson(['user2'], 'sampleText', { content: TEXT }))).toMatchObject({ code: 'flowControlled' });
    expect(await failureOf(api.sendToPerson(['user2', 'gone'], 'sampleText', { content: TEXT }))).toMatchObject({ code: 'flowControlled' });
  });

  it('go to 20 people at most', async () => {
    const ids = Array.from({ length: 20 }, (_, number) => `staff${number}`);
    for (const id of ids) dingtalk.hire(id);
    await api.sendToPerson(ids, 'sampleText', { content: '您好' });
    expect(dingtalk.sends.taken).toHaveLength(20);
    await expect(api.sendToPerson([...ids, 'user1'], 'sampleText', { content: '您好' })).rejects.toThrow(RangeError);
    await expect(api.sendToPerson([], 'sampleText', { content: '您好' })).rejects.toThrow(RangeError);
  });

  it('reach a group the robot is in, and no other', async () => {
    expect(await api.sendToGroup('cidGroup==', 'sampleText', { content: '新案件' })).toMatch(/.+/);
    expect(dingtalk.toldGroup('cidGroup==')).toMatchObject([{ via: 'group', kind: 'sampleText', content: { content: '新案件' } }]);
    const foreign = api.sendToGroup('cidOther==', 'sampleText', { content: TEXT });
    expect(await failureOf(foreign)).toMatchObject({ status: 400, code: 'invalidParameter.openConversationId' });
  });

  it('answer by the session webhook without a token, until it ends', async () => {
    const { sessionWebhook, sessionWebhookExpiredTime } = dingtalk.webhook('user1');
    await api.replyBySessionWebhook(sessionWebhook, { msgtype: 'text', text: { content: '您好' } });
    expect(dingtalk.toldPerson('user1')).toMatchObject([{ via: 'webhook', kind: 'text', content: { content: '您好' } }]);
    expect(dingtalk.tokens.asked).toBe(0);
    dingtalk.advance(sessionWebhookExpiredTime - dingtalk.now());
    const late = api.replyBySessionWebhook(sessionWebhook, { msgtype: 'text', text: { content: TEXT } });
    expect(await failureOf(late)).toEqual({ status: 200, code: '300001', retryAfterMs: null });
  });

  it('wait ten minutes for a group that got too much', async () => {
    const { sessionWebhook } = dingtalk.webhook('user1', { group: 'cidGroup==' });
    const reply = () => api.replyBySessionWebhook(sessionWebhook, { msgtype: 'text', text: { content: TEXT } });
    for (let sent = 0; sent < 20; sent++) await reply();
    expect(await failureOf(reply())).toEqual({ status: 200, code: '130101', retryAfterMs: 600_000 });
  });

  it.each(['https://evil.example/robot/sendBySession?session=1', 'http://oapi.dingtalk.com/x', 'https://dingtalk.com.evil.example/', 'x'])(
    'go to no webhook but DingTalk’s: %s',
    async (url) => {
      expect(await failureOf(api.replyBySessionWebhook(url, { msgtype: 'text' }))).toMatchObject({ code: 'webhook.foreign' });
    },
  );
});

describe('DingTalkApi: files and telephones', () => {
  it('uploads a file byte for byte, to be sent by its media id', async () => {
    const mediaId = await api.uploadFile(new Uint8Array(BYTES), '法律意见书 (第1版).pdf', 'file');
    expect(dingtalk.uploaded(mediaId)).toMatchObject({ name: '法律意见书 (第1版).pdf', bytes: BYTES });
    await api.sendToPerson(['user1'], 'sampleFile', { mediaId, fileName: '法律意见书.pdf', fileType: 'pdf' });
    expect(dingtalk.toldPerson('user1')).toMatchObject([{ kind: 'sampleFile', content: { mediaId } }]);
    expect(await failureOf(api.uploadFile(new Uint8Array(0), 'a.pdf', 'file'))).toMatchObject({ code: '40035' });
  });

  it('downloads what a person sent byte for byte, up to the size it may have', async () => {
    const code = dingtalk.leaveFile('合同.pdf', BYTES);
    expect(Buffer.from(await api.downloadFile(code, BYTES.length))).toEqual(BYTES);
    expect(await failureOf(api.downloadFile(code, BYTES.length - 1))).toMatchObject({ code: 'file.tooLarge' });
    expect(await failureOf(api.downloadFile('unknown'))).toMatchObject({ status: 400, code: 'invalidParameter.downloadCode' });
  });

  it('fails for a link that is refused or cut, rather than give half a file', async () => {
    const code = dingtalk.leaveFile('合同.pdf', BYTES);
    dingtalk.fail(1, { status: 403 }, '/files/');
    expect(await failureOf(api.downloadFile(code))).toMatchObject({ status: 403 });
    dingtalk.fail(1, 'cut', '/files/');
    expect(await failureOf(api.downloadFile(code))).toMatchObject({ status: null });
  });

  it('reads a telephone; none where there is none or it may not be read', async () => {
    dingtalk.hire('user2');
    expect([await api.userMobile('user1'), await api.userMobile('user2')]).toEqual(['13800000000', null]);
    dingtalk.mobilesAllowed = false;
    expect(await api.userMobile('user1')).toBeNull();
    dingtalk.mobilesAllowed = true;
    expect(await failureOf(api.userMobile('gone'))).toMatchObject({ code: '60121' });
  });
});

describe('DingTalkApi: cards', () => {
  const card = { outTrackId: 'card1', cardTemplateId: 'case.schema', cardParamMap: { title: '新案件', status: '待受理' } };

  it.each([{ userId: 'user1' }, { openConversationId: 'cidGroup==' }])('are made, changed by key and written on: %o', async (place) => {
    await api.createAndDeliverCard(card, place);
    await api.updateCard('card1', { status: '已受理' });
    await api.streamCard({ outTrackId: 'card1', key: 'answer', content: '根据', finished: false });
    await api.streamCard({ outTrackId: 'card1', key: 'answer', content: '根据民法典', finished: true });
    expect(dingtalk.card('card1')).toEqual({
      outTrackId: 'card1',
      cardTemplateId: 'case.schema',
      spaceType: 'userId' in place ? 'IM_ROBOT' : 'IM_GROUP',
      spaceId: 'userId' in place ? 'user1' : 'cidGroup==',
      params: { title: '新案件', status: '已受理', answer: '根据民法典' },
      streamed: ['根据', '根据民法典'],
      ended: 'finished',
    });
  });

  it('say that they failed', async () => {
    await api.createAndDeliverCard(card, { userId: 'user1' });
    await api.streamCard({ outTrackId: 'card1', key: 'answer', content: '', finished: false, failed: true });
    expect(dingtalk.card('card1')?.ended).toBe('failed');
    const after = api.streamCard({ outTrackId: 'card1', key: 'answer', content: TEXT, finished: true });
    expect(await failureOf(after)).toMatchObject({ status: 400, code: 'param.streamEnded' });
  });

  it('fail where DingTalk takes the call but does not deliver', async () => {
    const lost = api.createAndDeliverCard(card, { userId: 'gone' });
    expect(await failureOf(lost)).toEqual({ status: null, code: 'card.notDelivered', retryAfterMs: null });
    expect(await failureOf(api.updateCard('card1', { status: TEXT }))).toMatchObject({ code: 'param.cardNotExist' });
    dingtalk.fail(1, { status: 200, body: { success: false } }, '/v1.0/card');
    expect(await failureOf(api.updateCard('card1', {}))).toMatchObject({ code: 'card.notUpdated' });
  });
});

describe('DingTalkApi: what goes wrong', () => {
  it.each([
    ['500', { status: 500 }, { status: 500, code: 'ServiceUnavailable', retryAfterMs: null }],
    ['429', { status: 429, retryAfterSeconds: 7 }, { status: 429, code: 'ServiceUnavailable', retryAfterMs: 7_000 }],
    [
      'too many calls',
      { status: 403, body: { code: 'Forbidden.AccessDenied.QpsLimitForApi' } },
      { status: 403, code: 'Forbidden.AccessDenied.QpsLimitForApi', retryAfterMs: 1_000 },
    ],
    ['busy, said under 200', { status: 200, body: { errcode: -1, errmsg: TEXT } }, { status: 200, code: '-1', retryAfterMs: null }],
    ['a code of words', { status: 400, body: { code: TEXT, message: TEXT } }, { status: 400, code: null, retryAfterMs: null }],
    ['no object', { status: 502, body: [] }, { status: 502, code: null, retryAfterMs: null }],
    ['a wrong answer', { status: 200, body: { invalidStaffIdList: 'x' } }, { status: null, code: 'answer.unreadable', retryAfterMs: null }],
  ])('is told by status, code and the time to wait: %s', async (_, fault, expected) => {
    dingtalk.fail(1, fault, SEND);
    expect(await failureOf(say())).toEqual(expected);
    await say();
  });

  it('is a time that is over', async () => {
    api = open({ timeoutMs: 100 });
    await say();
    dingtalk.fail(1, 'timeout', SEND);
    expect(await failureOf(say())).toEqual({ status: null, code: 'timeout', retryAfterMs: null });
  });

  it('is an answer that is cut, or nobody who listens', async () => {
    dingtalk.fail(1, 'cut', SEND);
    expect(await failureOf(say())).toMatchObject({ status: null, retryAfterMs: null });
    api = open({ baseUrl: 'http://127.0.0.1:1', oldBaseUrl: 'http://127.0.0.1:1' });
    expect(await failureOf(say())).toEqual({ status: null, code: expect.stringMatching(/ECONNREFUSED|network/), retryAfterMs: null });
  });

  it('is an address that is none, which is not told either', async () => {
    await api.userMobile('user1');
    api = open({ oldBaseUrl: 'no address' });
    expect(await failureOf(api.userMobile('user1'))).toMatchObject({ status: null });
  });
});
