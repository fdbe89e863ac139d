import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeChat, startFakeChat } from '../../fakes/openai-chat.ts';
import { openModel, PATIENT, piecesOf, SEPARATED, SUE, YEARS } from '../../model/model-stage.ts';
import type { Service } from '../open-service.ts';
import { until } from '../until.ts';
import { DingTalkStage, linksOf, wordsOf } from './dingtalk-stage.ts';

const ME = 'me';
const GROUP = 'cidFirm==';
const SOURCE = '《民法典》第1079条 起诉离婚怎样才判离';
const PIECES = piecesOf([SUE, YEARS].map((text) => ({ text, sources: ['S1'] })));

let chat: FakeChat;
let stage: DingTalkStage;
beforeEach(async () => {
  chat = await startFakeChat();
  chat.replays = [{ kind: 'slowly', pieces: PIECES, everyMs: 500, end: 'stop' }];
});
afterEach(async () => {
  await stage.close();
  await chat.stop();
});

async function open(settings: Parameters<typeof DingTalkStage.open>[0]): Promise<void> {
  stage = await DingTalkStage.open(settings, openModel(chat, 10_000_000, 'test-key', PATIENT).model);
  stage.dingtalk.hire(ME);
}
const cards = (spaceId = ME) => stage.dingtalk.cards.inChat(spaceId);
const texts = (): Service['faults'] => stage.dingtalk.toldPerson(ME).map(wordsOf);
const ask = async () => {
  stage.dingtalk.say(ME, SEPARATED);
  await stage.quiet();
};

describe('an answer in DingTalk that a model writes', () => {
  it('is streamed on a card of its template, ended, and has what can be tapped as buttons', async () => {
    await open({ answerTemplate: 'answer' });
    await ask();
    const [card] = cards();
    expect(card).toMatchObject({ cardTemplateId: 'answer', ended: 'finished' });
    expect(card?.streamed.at(-1)).toBe(card?.params.content);
    expect(card?.params.content).toContain(SOURCE);
    expect(card?.params.content).not.toContain('dtmd');
    expect(card?.params.content).not.toContain('转人工');
    expect(texts()).toEqual([]);
    const buttons = JSON.parse(card?.params.buttons ?? '[]') as { text: string; params: { command: string } }[];
    expect(buttons.map(({ text }) => text)).toEqual(expect.arrayContaining([SOURCE, '老公出轨离婚财产怎么分', '请律师帮我看']));
    stage.dingtalk.press(card?.outTrackId ?? '', ME, 'button', buttons.find(({ text }) => text === SOURCE)?.params);
    await until(() => expect(cards()[1]?.params.content).toContain(SOURCE));
  });

  it('is streamed in a group as well', async () => {
    await open({ answerTemplate: 'answer' });
    stage.dingtalk.say(ME, SEPARATED, { group: GROUP });
    await stage.quiet();
    expect(cards(GROUP)).toMatchObject([{ ended: 'finished', params: { content: expect.stringContaining(SUE + YEARS) } }]);
  });

  it.each([
    ['there is no template', { answerTemplate: null }],
    ['presses cannot come', { answerTemplate: 'answer', mode: 'http' }],
  ] as const)('comes whole, as text with links, where %s', async (_, settings) => {
    await open(settings);
    if (stage.settings.mode === 'stream') await ask();
    else {
      await stage.service.write({ channel: 'dingtalk', personId: ME, chatId: `p:${ME}` }, SEPARATED);
      return expect(cards()).toEqual([]);
    }
    expect(cards()).toEqual([]);
    expect(texts()).toEqual([expect.stringContaining(SUE + YEARS)]);
    expect([...linksOf(texts()[0] ?? '').keys()]).toContain(SOURCE);
  });

  it.each([
    ['cannot be made', () => stage.dingtalk.fail(1, { status: 403 }, '/v1.0/card/instances/createAndDeliver')],
    ['is not reached', () => stage.dingtalk.fail(1, { status: 503 }, '/v1.0/card/instances/createAndDeliver')],
  ])('comes as text where its card %s, and nobody is alarmed', async (_, goWrong) => {
    await open({ answerTemplate: 'answer' });
    goWrong();
    await ask();
    expect(cards()).toEqual([]);
    expect(texts()).toEqual([expect.stringContaining(SUE + YEARS)]);
    expect(stage.service.faults).toEqual([]);
  });

  it('comes as text where its card is made and does not arrive', async () => {
    await open({ answerTemplate: 'answer' });
    stage.dingtalk.cards.undelivered.add(ME);
    await ask();
    expect(texts()).toEqual([expect.stringContaining(SUE + YEARS)]);
  });

  it('is put on its card again where DingTalk could not be reached the first time', async () => {
    await open({ answerTemplate: 'answer' });
    stage.dingtalk.say(ME, SEPARATED);
    await until(() => expect(cards()).toHaveLength(1));
    await until(() => expect(chat.requests).toHaveLength(1));
    stage.dingtalk.fail(1, { status: 503 }, '/v1.0/card/instances');
    await stage.quiet();
    expect(cards()).toMatchObject([{ ended: 'finished', params: { content: expect.stringContaining(SOURCE) } }]);
    expect(texts()).toEqual([]);
  });
});
