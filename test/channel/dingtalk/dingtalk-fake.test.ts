import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeDingTalk } from '../../fakes/dingtalk-platform.ts';
import { callFake } from './call-fake.ts';

let dingtalk: FakeDingTalk;

beforeEach(async () => {
  dingtalk = await FakeDingTalk.start();
});
afterEach(() => dingtalk.stop());

function call(path: string, body: object, headers: Record<string, string> = {}, method = 'POST') {
  return callFake(dingtalk, path, body, headers, method);
}

async function token(): Promise<string> {
  const { clientId: appKey, clientSecret: appSecret } = dingtalk;
  return String((await call('/v1.0/oauth2/accessToken', { appKey, appSecret })).body.accessToken);
}

async function robot(path: string, body: object, method = 'POST') {
  const { robotCode } = dingtalk;
  return call(path, { robotCode, ...body }, { 'x-acs-dingtalk-access-token': await token() }, method);
}

describe('FakeDingTalk: sending', () => {
  const text = { msgKey: 'sampleText', msgParam: '{"content":"您好"}' };

  beforeEach(() => {
    dingtalk.hire('user1');
    dingtalk.joinGroup('cidGroup==');
  });

  it('refuses a token that is wrong, revoked or ended, on both APIs', async () => {
    const good = await token();
    const send = (key: string) =>
      call(
        '/v1.0/robot/groupMessages/send',
        { robotCode: dingtalk.robotCode, ...text, openConversationId: 'cidGroup==' },
        {
          'x-acs-dingtalk-access-token': key,
        },
      );
    const mobile = (key: string) => call(`/topapi/v2/user/get?access_token=${key}`, { userid: 'user1' });
    expect([(await send(good)).status, (await mobile(good)).body.errcode]).toEqual([200, 0]);
    expect(await send('wrong')).toMatchObject({ status: 400, body: { code: 'InvalidAuthentication' } });
    dingtalk.advance(dingtalk.tokens.lifeMs);
    expect([(await send(good)).status, (await mobile(good)).body.errcode]).toEqual([400, 40014]);
    const second = await token();
    expect(second).not.toBe(good);
    expect(await token()).toBe(second);
    dingtalk.tokens.revoke();
    expect((await send(second)).status).toBe(400);
  });

  it.each([
    ['21 people', { userIds: Array(21).fill('user1'), ...text }, 'invalidParameter.userIds.exceedLimit'],
    ['nobody', { userIds: [], ...text }, 'invalidParameter.userIds.exceedLimit'],
    ['a stranger', { userIds: ['gone'], ...text }, 'staffId.notExisted'],
    ['another robot', { userIds: ['user1'], ...text, robotCode: 'x' }, 'resource.not.found'],
    ['an unknown kind', { userIds: ['user1'], ...text, msgKey: 'x' }, 'invalidParameter.msgKey'],
    ['content that is no text', { userIds: ['user1'], ...text, msgParam: { content: 'x' } }, 'invalidParameter.msgParam'],
    ['content that is missing', { userIds: ['user1'], ...text, msgParam: '{}' }, 'invalidParameter.msgParam'],
    [
      'too much',
      { userIds: ['user1'], ...text, msgParam: JSON.stringify({ content: '字'.repeat(5_000) }) },
      'invalidParameter.msgParam.tooLong',
    ],
    [
      'a file that was not uploaded',
      { userIds: ['user1'], msgKey: 'sampleFile', msgParam: '{"mediaId":"@x","fileName":"a","fileType":"pdf"}' },
      'invalidParameter.mediaId',
    ],
  ])('refuses a message for or with %s', async (_, body, code) => {
    expect(await robot('/v1.0/robot/oToMessages/batchSend', body)).toMatchObject({ status: 400, body: { code } });
    expect(dingtalk.sends.taken).toEqual([]);
  });

  it('takes 20 people, and names those it does not know', async () => {
    const sent = await robot('/v1.0/robot/oToMessages/batchSend', { userIds: [...Array(19).fill('gone'), 'user1'], ...text });
    expect(sent.body.invalidStaffIdList).toHaveLength(19);
    expect(dingtalk.toldPerson('user1')).toHaveLength(1);
  });

  it('refuses a group the robot is not in', async () => {
    const refused = await robot('/v1.0/robot/groupMessages/send', { openConversationId: 'cidOther==', ...text });
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalidParameter.openConversationId' } });
  });

  it('ends a session webhook after 90 minutes', async () => {
    const { sessionWebhook } = dingtalk.webhook('user1');
    const path = sessionWebhook.slice(dingtalk.baseUrl.length);
    const reply = async (body: object = { msgtype: 'text', text: { content: '您好' } }) => (await call(path, body)).body.errcode;
    dingtalk.advance(90 * 60_000 - 1_000);
    expect(await reply()).toBe(0);
    expect([await reply({ msgtype: 'x' }), await reply({ msgtype: 'text' })]).toEqual([40035, 40035]);
    expect(await reply({ msgtype: 'text', text: { content: '字'.repeat(7_000) } })).toBe(460101);
    dingtalk.advance(1_000);
    expect(await reply()).toBe(300001);
    expect((await call('/robot/sendBySession?session=x', {})).body.errcode).toBe(300001);
  });

  it('takes 20 messages a minute in a group over all its webhooks, then none for ten minutes', async () => {
    const reply = async (group?: string) => {
      const { sessionWebhook } = dingtalk.webhook('user1', group === undefined ? {} : { group });
      return (await call(sessionWebhook.slice(dingtalk.baseUrl.length), { msgtype: 'text', text: { content: '您好' } })).body.errcode;
    };
    for (let sent = 0; sent < 20; sent++) expect([await reply('cidGroup=='), await reply()]).toEqual([0, 0]);
    expect([await reply('cidGroup=='), await reply('cidOther=='), await reply()]).toEqual([130101, 0, 0]);
    dingtalk.advance(599_000);
    expect(await reply('cidGroup==')).toBe(130101);
    dingtalk.advance(1_000);
    expect(await reply('cidGroup==')).toBe(0);
    expect(dingtalk.toldGroup('cidGroup==')).toHaveLength(21);
  });
});

describe('FakeDingTalk: files, telephones, cards', () => {
  const card = {
    outTrackId: 'card1',
    cardTemplateId: 'case.schema',
    callbackType: 'STREAM',
    userIdType: 1,
    cardData: { cardParamMap: { title: '新案件' } },
    openSpaceId: 'dtv1.card//IM_ROBOT.user1',
    imRobotOpenSpaceModel: {},
    imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: 'dingfakerobot' },
  };
  const create = (changes: object = {}) => robot('/v1.0/card/instances/createAndDeliver', { ...card, ...changes });

  beforeEach(() => dingtalk.hire('user1'));

  async function upload(bytes: Buffer, type = 'file') {
    const form = new FormData();
    form.set('media', new Blob([new Uint8Array(bytes)]), 'a.pdf');
    const response = await fetch(`${dingtalk.baseUrl}/media/upload?access_token=${await token()}&type=${type}`, {
      method: 'POST',
      body: form,
    });
    return ((await response.json()) as { errcode: number }).errcode;
  }

  it('takes files of 20 MB', async () => {
    expect(await upload(Buffer.alloc(20 * 1024 * 1024))).toBe(0);
    expect(await upload(Buffer.alloc(20 * 1024 * 1024 + 1))).toBe(40009);
    expect([await upload(Buffer.alloc(0)), await upload(Buffer.alloc(1), 'x')]).toEqual([40035, 40004]);
  });

  it('gives a link that is good once', async () => {
    const downloadCode = dingtalk.leaveFile('a.pdf', Buffer.from('x'));
    const path = '/v1.0/robot/messageFiles/download';
    expect((await robot(path, { downloadCode, robotCode: 'x' })).status).toBe(400);
    expect((await robot(path, { downloadCode: 'x' })).status).toBe(400);
    const url = String((await robot(path, { downloadCode })).body.downloadUrl);
    expect([await (await fetch(url)).text(), (await fetch(url)).status]).toEqual(['x', 403]);
  });

  it.each([
    ['a value that is no text', { cardData: { cardParamMap: { count: 1 } } }],
    ['no template', { cardTemplateId: undefined }],
    ['no space', { openSpaceId: 'user1' }],
    ['a space that does not fit', { openSpaceId: 'dtv1.card//IM_GROUP.user1' }],
    ['another robot', { imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: 'x' } }],
    ['another way back', { callbackType: 'HTTP' }],
  ])('makes no card with %s', async (_, changes) => {
    expect((await create(changes)).status).toBe(400);
    expect(dingtalk.card('card1')).toBeNull();
  });

  it('makes a card once, for those who are there', async () => {
    const gone = await create({ openSpaceId: 'dtv1.card//IM_ROBOT.gone' });
    expect(gone).toMatchObject({ status: 200, body: { result: { deliverResults: [{ success: false }] } } });
    expect([(await create()).status, (await create()).status]).toEqual([200, 400]);
  });

  it('changes only cards that exist, by key or as a whole, and streams until the end, each request once', async () => {
    const update = (outTrackId: string, options: object) =>
      robot('/v1.0/card/instances', { outTrackId, cardData: { cardParamMap: { status: '已受理' } }, ...options }, 'PUT');
    const stream = (guid: string, isFinalize: boolean) =>
      robot('/v1.0/card/streaming', { outTrackId: 'card1', guid, key: 'text', content: '字', isFull: false, isFinalize }, 'PUT');
    await create();
    expect((await update('card2', {})).status).toBe(400);
    await update('card1', { cardUpdateOptions: { updateCardDataByKey: true } });
    expect(dingtalk.card('card1')?.params).toEqual({ title: '新案件', status: '已受理' });
    await update('card1', {});
    expect(dingtalk.card('card1')?.params).toEqual({ status: '已受理' });
    for (const guid of ['a', 'a', 'b']) await stream(guid, false);
    expect(dingtalk.card('card1')?.params.text).toBe('字字');
    expect([(await stream('c', true)).status, (await stream('d', false)).status]).toEqual([200, 400]);
    expect(() => dingtalk.press('card2', 'user1', 'accept')).toThrow('no card card2');
  });

  it('answers nothing but what it was told to: so many times, on those paths', async () => {
    dingtalk.fail(2, { status: 429, retryAfterSeconds: 3 }, '/topapi');
    const key = await token();
    const user = () => fetch(`${dingtalk.baseUrl}/topapi/v2/user/get?access_token=${key}`, { method: 'POST', body: '{"userid":"user1"}' });
    const answers = [await user(), await user(), await user()];
    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
      [429, '3'],
      [429, '3'],
      [200, null],
    ]);
    dingtalk.fail(1, 'cut', '/topapi');
    await expect(user().then((response) => response.text())).rejects.toThrow();
    expect((await robot('/v1.0/unknown', {})).status).toBe(404);
  });
});
